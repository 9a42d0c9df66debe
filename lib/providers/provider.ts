// A remote collection as the sync sees it: in an account at a provider, with its calls counted.
import type { Collection } from '@/lib/engine/collection'

export type { Cursor } from '@/lib/engine/collection'

/**
 * The usage of the account's quotas. The vendor counts all our processes together, so each caller needs what the previous one counted.
 * Opaque JSON.
 */
export interface QuotaUsage {
  counted(): unknown
  know(counted: unknown): void
}

export interface Provider<V> extends Collection<V> {
  /** null if nothing is counted. */
  readonly quotaUsage: QuotaUsage | null
}

/** Why a whole call failed. Failures of single items are Outcomes. */
export type ProviderErrorKind =
  | 'consent' // no access any more: the grant is revoked, expired or too small
  | 'cursorExpired' // everything must be pulled again
  | 'rate' // rate limit; `retryAt` says until when, `quota` which one
  | 'full' // the account cannot store more items
  | 'gone' // the calendar no longer exists or is no longer shared with the account
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
