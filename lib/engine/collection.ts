// A collection is one address book or one calendar, at any provider or in our own database. The engine pulls changes since a cursor
// and writes with an expected version. Every implementation passes one contract suite (testing/providers/contract-suite.ts).
import type { FieldOf, Item, Side } from './model'

/** Identifies a collection. */
export interface CollectionRef {
  /** The domain's kind: 'contacts'. */
  readonly kind: string
  /** 'local' is the firm's own collection. */
  readonly role: Side
  /** The provider's id of the collection; null for the firm's own. */
  readonly remoteId: string | null
}

export interface CollectionLimits {
  /** Items on one page of a pull. */
  readonly pageSize: number
  /** Ids in one read. */
  readonly readSize: number
  /** Milliseconds until a pull is certain to show a write. */
  readonly lagMs: number
  /** The most items that it can store; null if there is no limit. */
  readonly maxItems: number | null
  /** Milliseconds after a full pull until its cursor expires; Infinity if it never does. */
  readonly cursorLifeMs: number
}

export interface Capabilities<V> {
  /** The value as this collection would store it: unsupported data is left out, and the rest is in the collection's spelling. Pure. */
  readonly project: (value: V) => V
  /** The vendor's documented limits. An opened collection may have others: an emulated one lags less. */
  readonly limits: CollectionLimits
  /** How an item that we created is found by the key of its create if the reply was lost: it carries the key, or the key is its id. */
  readonly key: 'carried' | 'id'
  /** A pull since a cursor reports deleted items. If it does not, every pull has to be a full one. */
  readonly reportsDeletions: boolean
  /** A deleted item can still be read with its last value, and can be restored. */
  readonly keepsDeleted: boolean
  /** An item's id may change; the former id still leads to the item. */
  readonly renames: boolean
}

/** An item as read from a collection, with what the collection needs to write it again without losing data that we do not model. */
export interface CollectionItem<V> extends Item<V> {
  /**
   * The provider's own JSON, opaque to everyone else and passed back unchanged with an update. null for a deleted item, and where the
   * value is all there is.
   */
  readonly raw: unknown
  /** Former ids of this item, if the collection renamed it. */
  readonly previousIds: readonly string[]
  /** Ids of the account's labels that it has; absent if they were not read. */
  readonly labels?: readonly string[]
}

/**
 * Where the next pull begins. `token` is opaque. `shape` identifies the request that the token belongs to; after a change of shape a full
 * pull is needed.
 */
export interface Cursor {
  readonly token: string
  readonly shape: string
}

export interface Page<V> {
  readonly items: readonly CollectionItem<V>[]
  /** null on the last page. */
  readonly nextPage: string | null
  /** Only on the last page; store it in the same transaction as that page. */
  readonly cursor: Cursor | null
  /** The number of items in a full pull, if the collection reports it; null on incremental pulls. */
  readonly total: number | null
}

/** Which occurrence of which series an item is, in the ids of the collection that it is written to. */
export interface Place {
  readonly parentId: string
  readonly slot: string
}

/** One write. `ref` is the caller's id for it; the outcome carries the same ref. */
export type Push<V> =
  /**
   * `key`: by which the item is found again. In an account: the id of the local item that this creates a copy of. `place`: of an
   * occurrence that differs from its series. `uid`: Item.uid of the other side's item.
   */
  | {
      readonly kind: 'create'
      readonly ref: string
      readonly key: string
      readonly to: V
      readonly place?: Place | null
      readonly uid?: string | null
    }
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
  /** Brings a deleted item back with this value. The outcome is `gone` in a collection that does not keep deleted items. */
  | {
      readonly kind: 'restore'
      readonly ref: string
      readonly id: string
      readonly version: string
      readonly to: V
    }

/** The result of one push. */
export type Outcome<V> =
  | { readonly kind: 'done'; readonly ref: string; readonly item: CollectionItem<V> }
  /** The item's version has changed, or the new item may have been added meanwhile. Read and plan again. Nothing was written. */
  | { readonly kind: 'stale'; readonly ref: string }
  /** The item no longer exists. */
  | { readonly kind: 'gone'; readonly ref: string }
  /** The collection rejects this value. `field` is set if the provider names it. Nothing was written. */
  | {
      readonly kind: 'rejected'
      readonly ref: string
      readonly field: FieldOf<V> | null
      readonly message: string
    }
  /** Not tried, because another write of the same call was rejected. Push it again. */
  | { readonly kind: 'untried'; readonly ref: string }
  /** Sent without a reply: it may or may not have happened. Never resend it before looking for its result. */
  | { readonly kind: 'unknown'; readonly ref: string }

export interface Collection<V> {
  readonly ref: CollectionRef
  readonly can: Capabilities<V>
  /** The request shape of this program version. A cursor with another shape is not used. */
  readonly shape: string
  /**
   * One page. If `cursor` is null, all items, without deleted ones; otherwise the changes since then, including deleted items. `page` is
   * the previous page's `nextPage`.
   */
  pull(cursor: Cursor | null, page: string | null): Promise<Page<V>>
  /** Reads the given items in that order, at most `limits.readSize`. An item that does not exist is returned with `deleted: true`. */
  read(ids: readonly string[]): Promise<readonly CollectionItem<V>[]>
  /** Splits the writes into batches for one `push` each, in the cheapest order. Pure. */
  batches(pushes: readonly Push<V>[]): readonly (readonly Push<V>[])[]
  /**
   * Sends one batch made by `batches`: in one call, or one call after the other where a vendor's batches save nothing. Outcomes come in
   * any order, one for each ref. Throws only if nothing was written.
   */
  push(batch: readonly Push<V>[]): Promise<readonly Outcome<V>[]>
}
