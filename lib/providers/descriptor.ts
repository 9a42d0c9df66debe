// Describes a provider without calling it: names, consent, and the capabilities of each kind of collection. It contains only data and
// pure functions and does not load the vendor's client (clients.ts), so that the store and the pages can use it.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Capabilities } from '@/lib/engine/collection'
import type { Env } from '@/lib/env'

/** The number of planned writes to a collection. */
export interface Writes {
  readonly creates: number
  /** The sizes of groups of updates that change the same fields: only those can share a call. */
  readonly updates: readonly number[]
  readonly deletes: number
}

/** The collections of one kind, the same for all accounts at the provider. */
export interface CollectionsDescriptor<V> {
  /** What people call them, after the provider's label: "Google Contacts". */
  readonly product: string
  /** What stands beside the box for them on the consent page. */
  readonly consentBox: string
  readonly can: Capabilities<V>
  /** Root of the vendor's API in the settings. */
  readonly rootUrl: (settings: Env) => string
  /** The estimated duration of so many writes, in milliseconds. Pure. */
  readonly writingMs: (writes: Writes, rootUrl: string) => number
}

export interface CollectionDescriptor<V> extends CollectionsDescriptor<V> {
  /** The one collection of an account, where it has no others: its id at the provider, and what people call it. */
  readonly only: { readonly id: string; readonly name: string }
  /** What the provider offers to join several items of one account: its name and its address. Null: nothing. */
  readonly joins: { readonly name: string; readonly url: string } | null
  /** The scopes that an account must grant for them, beyond its owner's identity. */
  readonly scopes: readonly string[]
  /** The page of an item at the provider, for a person who is signed in there. Null: the id names none. */
  readonly itemUrl: (remoteId: string, accountEmail: string) => string | null
}

/** Scopes by what a person chose, each asked for only then. */
export interface CalendarScopes {
  /** To list the account's calendars, and to sync one that we create. */
  readonly listAndNew: readonly string[]
  /** Further ones to sync an existing calendar that the account owns. */
  readonly own: readonly string[]
  /** Further ones to sync a calendar of somebody else. */
  readonly others: readonly string[]
}

/** A person who alone may change an event at the provider. */
export interface Organizer {
  /** Their name, otherwise their email address; null if the provider does not tell. */
  readonly name: string | null
}

export interface CalendarsDescriptor extends CollectionsDescriptor<CalendarEvent> {
  readonly scopes: CalendarScopes
  /** Who organizes an event of the account, by the provider's own JSON; null if the account does and may change it. Pure. */
  readonly otherOrganizer: (raw: unknown) => Organizer | null
}

export interface ProviderDescriptor {
  /** Used in addresses and in the database; never changes. */
  readonly name: string
  /** Used in sentences: "Google". */
  readonly label: string
  /** What a person has at the provider: "Google account". */
  readonly account: string
  /** Where a person takes back what they allowed, as they type the address. */
  readonly permissions: string
  /** Scopes that identify the account's owner, requested with each consent. */
  readonly identityScopes: readonly string[]
  /** By what is synced (`Domain.kind`). */
  readonly collections: {
    readonly contacts: CollectionDescriptor<Contact>
    readonly events: CalendarsDescriptor
  }
}
