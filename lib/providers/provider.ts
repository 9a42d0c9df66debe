// Another address book, as the sync sees it: a collection of contacts in an account at a provider, whose calls are counted.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type * as collection from '@/lib/engine/collection'

export type { Cursor } from '@/lib/engine/collection'

export type RemoteItem = collection.CollectionItem<Contact>
export type Page = collection.Page<Contact>
export type Outcome = collection.Outcome<Contact>
export type Push = collection.Push<Contact>

/**
 * How much of the account's quotas is used up. The vendor counts all our processes together, so whoever calls an account next must know
 * what the last one counted. Opaque JSON.
 */
export interface QuotaUsage {
  counted(): unknown
  know(counted: unknown): void
}

export interface Provider extends collection.Collection<Contact> {
  /** null where nothing is counted. */
  readonly quotaUsage: QuotaUsage | null
}

/** Why a whole call failed. Single contacts fail by Outcome. */
export type ProviderErrorKind =
  | 'consent' // we may no longer: the grant is revoked, expired or too small
  | 'cursorExpired' // pull everything again
  | 'rate' // slow down; `retryAt` says until when, `quota` what was used up
  | 'full' // the account can hold no more entries
  | 'unavailable' // no answer, or a broken one, to a call that writes nothing

export type Quota = 'minute' | 'day'

export class ProviderError extends Error {
  readonly kind: ProviderErrorKind
  /** Not before; null where the provider did not say. */
  readonly retryAt: Date | null
  /** Of a 'rate': what is used up comes back within minutes, or perhaps only after hours. */
  readonly quota: Quota
  constructor(
    kind: ProviderErrorKind,
    message: string,
    options: { retryAt?: Date | null; quota?: Quota; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'ProviderError'
    this.kind = kind
    this.retryAt = options.retryAt ?? null
    this.quota = options.quota ?? 'minute'
  }
}
