// A remote collection of contacts as the sync sees it: in an account at a provider, with its calls counted.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type * as collection from '@/lib/engine/collection'

export type { Cursor } from '@/lib/engine/collection'

export type RemoteItem = collection.CollectionItem<Contact>
export type Page = collection.Page<Contact>
export type Outcome = collection.Outcome<Contact>
export type Push = collection.Push<Contact>

/**
 * The usage of the account's quotas. The vendor counts all our processes together, so each caller needs what the previous one counted.
 * Opaque JSON.
 */
export interface QuotaUsage {
  counted(): unknown
  know(counted: unknown): void
}

export interface Provider extends collection.Collection<Contact> {
  /** null if nothing is counted. */
  readonly quotaUsage: QuotaUsage | null
}

/** Why a whole call failed. Failures of single items are Outcomes. */
export type ProviderErrorKind =
  | 'consent' // no access any more: the grant is revoked, expired or too small
  | 'cursorExpired' // everything must be pulled again
  | 'rate' // rate limit; `retryAt` says until when, `quota` which one
  | 'full' // the account cannot store more items
  | 'unavailable' // no answer, or a broken one, to a call that writes nothing

export type Quota = 'minute' | 'day'

export class ProviderError extends Error {
  readonly kind: ProviderErrorKind
  /** Do not retry before; null if the provider did not say. */
  readonly retryAt: Date | null
  /** For 'rate': the quota recovers within minutes, or perhaps only after hours. */
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
