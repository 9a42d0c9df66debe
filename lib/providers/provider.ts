// Another address book, as the sync sees it: pulled since a cursor, written with an expected version.
// The one true interface of the house; every implementation passes the same contract suite (contract-suite.ts).
import type { Item } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

/** A remote entry with what its provider needs to write it again without losing what we do not know. */
export interface RemoteItem extends Item {
  /** The provider's own JSON, opaque to everyone else; handed back unchanged with an update. null once deleted. */
  readonly raw: unknown
  /** Ids under which this entry was known before, if the provider renamed it. */
  readonly previousIds: readonly string[]
}

/** Where the next pull begins. `token` is opaque; `shape` names the request it belongs to: another shape needs a full pull. */
export interface Cursor {
  readonly token: string
  readonly shape: string
}

export interface Page {
  readonly items: readonly RemoteItem[]
  /** null on the last page. */
  readonly nextPage: string | null
  /** Only on the last page; to be stored together with it. */
  readonly cursor: Cursor | null
  /** How many entries a full pull will bring, if the provider says; null on incremental pulls. */
  readonly total: number | null
}

/** One wish to write. `ref` is the caller's name for it and comes back with the outcome. */
export type Push =
  | { readonly kind: 'create'; readonly ref: string; readonly key: string; readonly to: Contact }
  | {
      readonly kind: 'update'
      readonly ref: string
      readonly id: string
      readonly version: string
      readonly from: Contact
      readonly to: Contact
      readonly raw: unknown
    }
  | { readonly kind: 'delete'; readonly ref: string; readonly id: string; readonly version: string }

/** What became of one push. */
export type Outcome =
  | { readonly kind: 'done'; readonly ref: string; readonly item: RemoteItem }
  /** The entry has another version by now: read it again, plan again. Nothing was written. */
  | { readonly kind: 'stale'; readonly ref: string }
  /** The entry no longer exists. */
  | { readonly kind: 'gone'; readonly ref: string }
  /** This contact is refused as it is; `field` if the provider says which. Nothing was written. */
  | {
      readonly kind: 'rejected'
      readonly ref: string
      readonly field: FieldName | null
      readonly message: string
    }
  /** Not tried, since another of the same call was refused: push it again. */
  | { readonly kind: 'untried'; readonly ref: string }
  /** Sent, but no reply came: it may or may not have happened. Never resend before looking for it. */
  | { readonly kind: 'unknown'; readonly ref: string }

export interface ProviderLimits {
  /** Entries per page of a pull. */
  readonly pageSize: number
  /** Ids per read. */
  readonly readSize: number
  /** Milliseconds until a write is certain to show in a pull. */
  readonly lagMs: number
  /** Entries that one account can hold, if it is limited. */
  readonly maxItems: number | null
  /** Milliseconds after a full pull when its cursor dies. */
  readonly cursorLifeMs: number
}

/**
 * How much of the account's quotas is used up. The vendor counts all our processes together, so whoever calls an account next must know
 * what the last one counted. Opaque JSON.
 */
export interface QuotaUsage {
  counted(): unknown
  know(counted: unknown): void
}

export interface Provider {
  readonly limits: ProviderLimits
  /** null where nothing is counted. */
  readonly quotaUsage: QuotaUsage | null
  /** The request shape of this version of the program; a cursor of another shape is not used. */
  readonly shape: string
  /** One page. `cursor` null: everything there is (no deleted entries); else what changed since, deleted entries included. `page`: the `nextPage` of the page before. */
  pull(cursor: Cursor | null, page: string | null): Promise<Page>
  /** The named entries, at most `limits.readSize`; one that does not exist comes back with `deleted: true`. */
  read(ids: readonly string[]): Promise<readonly RemoteItem[]>
  /** What `to` will read like once the account holds it: fields it cannot hold left out, the rest as it spells it. Pure. `raw` as in an update. */
  project(to: Contact): Contact
  /** Cuts wishes into lists that are one call each, in an order that costs least. Pure. */
  batches(pushes: readonly Push[]): readonly (readonly Push[])[]
  /** Carries out one list made by `batches`: one call. Outcomes in any order, one for each ref. Throws ProviderError where nothing was written. */
  push(batch: readonly Push[]): Promise<readonly Outcome[]>
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
