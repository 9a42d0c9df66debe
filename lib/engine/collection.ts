// A collection: one address book or one calendar, wherever it is. It is pulled since a cursor and written with an expected version.
// Each implementation passes one contract suite (testing/providers/contract-suite.ts).
import type { FieldOf, Item, Side } from './model'

/** Which one it is. */
export interface CollectionRef {
  /** Of its domain: 'contacts'. */
  readonly kind: string
  /** 'local': the firm's own. */
  readonly role: Side
  /** What its provider calls it; null for the firm's own. */
  readonly remoteId: string | null
}

export interface CollectionLimits {
  /** Items per page of a pull. */
  readonly pageSize: number
  /** Ids per read. */
  readonly readSize: number
  /** Milliseconds until a write is certain to show in a pull. */
  readonly lagMs: number
  /** Items that it can hold, if that is limited. */
  readonly maxItems: number | null
  /** Milliseconds after a full pull when its cursor dies; Infinity: never. */
  readonly cursorLifeMs: number
}

export interface Capabilities<V> {
  /** What a value will read like once it is stored there: what cannot be stored is left out, the rest is spelled as there. Pure. */
  readonly project: (value: V) => V
  /** As the vendor gives them; an opened collection may know better (an emulated one lags less). */
  readonly limits: CollectionLimits
  /** An item that we create carries our key, by which it is found again where the reply to the create was lost. */
  readonly carriesKey: boolean
  /** A pull since a cursor names what was deleted. */
  readonly reportsDeletions: boolean
  /** An item may get another id; the former one still leads to it. */
  readonly renames: boolean
}

/** An item as a collection gives it, with what the collection needs to write it again without losing what we do not know. */
export interface CollectionItem<V> extends Item<V> {
  /** The provider's own JSON, opaque to everyone else; handed back unchanged with an update. null once deleted, and where a value is all there is. */
  readonly raw: unknown
  /** Ids under which this item was known before, if the collection renamed it. */
  readonly previousIds: readonly string[]
}

/** Where the next pull begins. `token` is opaque; `shape` names the request it belongs to: another shape needs a full pull. */
export interface Cursor {
  readonly token: string
  readonly shape: string
}

export interface Page<V> {
  readonly items: readonly CollectionItem<V>[]
  /** null on the last page. */
  readonly nextPage: string | null
  /** Only on the last page; to be stored together with it. */
  readonly cursor: Cursor | null
  /** How many items a full pull will bring, if the collection says; null on incremental pulls. */
  readonly total: number | null
}

/** One request to write. `ref` is the caller's name for it and comes back with the outcome. */
export type Push<V> =
  /** `key`: the id of the local item that it is created for. */
  | { readonly kind: 'create'; readonly ref: string; readonly key: string; readonly to: V }
  | {
      readonly kind: 'update'
      readonly ref: string
      readonly id: string
      readonly version: string
      readonly from: V
      readonly to: V
      readonly raw: unknown
    }
  | { readonly kind: 'delete'; readonly ref: string; readonly id: string; readonly version: string }

/** What became of one push. */
export type Outcome<V> =
  | { readonly kind: 'done'; readonly ref: string; readonly item: CollectionItem<V> }
  /** The item has another version by now: read it again, plan again. Nothing was written. */
  | { readonly kind: 'stale'; readonly ref: string }
  /** The item no longer exists. */
  | { readonly kind: 'gone'; readonly ref: string }
  /** This value is refused as it is; `field` if the provider says which. Nothing was written. */
  | {
      readonly kind: 'rejected'
      readonly ref: string
      readonly field: FieldOf<V> | null
      readonly message: string
    }
  /** Not tried, since another of the same call was refused: push it again. */
  | { readonly kind: 'untried'; readonly ref: string }
  /** Sent, but no reply came: it may or may not have happened. Never resend before looking for it. */
  | { readonly kind: 'unknown'; readonly ref: string }

export interface Collection<V> {
  readonly ref: CollectionRef
  readonly can: Capabilities<V>
  /** The request shape of this version of the program; a cursor of another shape is not used. */
  readonly shape: string
  /** One page. `cursor` null: everything there is (no deleted items); else what changed since, deleted items included. `page`: the `nextPage` of the page before. */
  pull(cursor: Cursor | null, page: string | null): Promise<Page<V>>
  /** The named items, at most `limits.readSize`; one that does not exist comes back with `deleted: true`. */
  read(ids: readonly string[]): Promise<readonly CollectionItem<V>[]>
  /** Cuts requests into lists that are one call each, in an order that costs least. Pure. */
  batches(pushes: readonly Push<V>[]): readonly (readonly Push<V>[])[]
  /** Carries out one list made by `batches`: one call. Outcomes in any order, one for each ref. Throws where nothing was written. */
  push(batch: readonly Push<V>[]): Promise<readonly Outcome<V>[]>
}
