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
  /** Absent: the account has no labels. */
  readonly labels?: Labels
}

export interface Label {
  /** The provider's id. */
  readonly id: string
  readonly name: string
}

/**
 * `taken`: another label has the name, or the provider keeps it for itself. `gone`: the label no longer exists. `unknown`: sent without a
 * reply; the next list shows whether it happened.
 */
export type LabelOutcome =
  | { readonly kind: 'done'; readonly label: Label }
  | { readonly kind: 'taken' | 'gone' | 'refused' | 'unknown' }

/**
 * The labels of an account: names under which its owner groups items. An item has any number of them, and they are changed by calls of
 * their own: an ordinary write of an item leaves its labels alone.
 */
export interface Labels {
  /** Items that one `change` names at most. */
  readonly most: number
  /** All labels that the account's owner made. Throws ProviderError. */
  list(): Promise<readonly Label[]>
  /** The ids of the items that have at least one of the labels. Throws ProviderError. */
  itemsWith(labelIds: readonly string[]): Promise<ReadonlySet<string>>
  create(name: string): Promise<LabelOutcome>
  rename(label: Label, name: string): Promise<LabelOutcome>
  /** Its items stay. */
  remove(id: string): Promise<'done' | 'unknown'>
  /**
   * Gives the label to some items, by id, and takes it from others. Repeating it changes nothing. Items that no longer exist are skipped.
   * `unknown`: sent without a reply.
   */
  change(id: string, add: readonly string[], drop: readonly string[]): Promise<'done' | 'gone' | 'unknown'>
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
