// What Concord knows of a provider before it calls it: names, consent, and what each kind of collection can do. Data and pure
// functions, without the vendor's client, so that the store and pages may ask as well (the client: clients.ts).
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Env } from '@/lib/env'
import type { ProviderLimits } from './provider'

/** What is about to be written to a collection, in numbers. */
export interface Writes {
  readonly creates: number
  /** Sizes of the groups that alter the same fields each: only those can share a call. */
  readonly updates: readonly number[]
  readonly deletes: number
}

export interface Capabilities<V> {
  /** What a value will read like once it is stored there: what cannot be stored is left out, the rest is spelled as there. Pure. */
  readonly project: (value: V) => V
  /** As the vendor gives them; an opened collection may know better (an emulated one lags less). */
  readonly limits: ProviderLimits
  /** An item that we create carries our key, by which it is found again where the reply to the create was lost. */
  readonly carriesKey: boolean
  /** A pull since a cursor names what was deleted. */
  readonly reportsDeletions: boolean
}

/** The collections of one kind, as all accounts at the provider have them. */
export interface CollectionDescriptor<V> {
  /** How people call them, after the provider's label: "Google Contacts". */
  readonly product: string
  /** What an account must grant for them, beyond who its owner is. */
  readonly scopes: readonly string[]
  readonly can: Capabilities<V>
  /** Root of the vendor's API, as the settings name it. */
  readonly rootUrl: (settings: Env) => string
  /** How long so many writes will take there, roughly, in milliseconds. Pure. */
  readonly writingMs: (writes: Writes, rootUrl: string) => number
}

export interface ProviderDescriptor {
  /** In addresses and in the database; never changes. */
  readonly name: string
  /** In sentences: "Google". */
  readonly label: string
  /** What a person has there: "Google account". */
  readonly account: string
  /** What tells whose account it is, asked for with each consent. */
  readonly identityScopes: readonly string[]
  /** By what is synced (`Domain.kind`). */
  readonly collections: { readonly contacts: CollectionDescriptor<Contact> }
}
