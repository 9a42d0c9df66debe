// What Concord knows of a provider before it calls it: names, consent, and what each kind of collection can do. Data and pure
// functions, without the vendor's client, so that the store and pages may ask as well (the client: clients.ts).
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Capabilities } from '@/lib/engine/collection'
import type { Env } from '@/lib/env'

/** What is about to be written to a collection, in numbers. */
export interface Writes {
  readonly creates: number
  /** Sizes of the groups that alter the same fields each: only those can share a call. */
  readonly updates: readonly number[]
  readonly deletes: number
}

/** The collections of one kind, as all accounts at the provider have them. */
export interface CollectionDescriptor<V> {
  /** How people call them, after the provider's label: "Google Contacts". */
  readonly product: string
  /** What stands beside the box for them on the consent page. */
  readonly consentBox: string
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
  /** Where a person takes back what they allowed, as they type the address. */
  readonly permissions: string
  /** What tells whose account it is, asked for with each consent. */
  readonly identityScopes: readonly string[]
  /** By what is synced (`Domain.kind`). */
  readonly collections: { readonly contacts: CollectionDescriptor<Contact> }
}
