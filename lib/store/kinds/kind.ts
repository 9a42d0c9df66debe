// Everything about a sync that its kind decides. The worker and the store of syncs and reviews go through this interface, so that they
// know neither contacts nor events.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { ChangeBody } from '@/lib/engine/change-body'
import type { Collection, CollectionItem, Outcome, Push } from '@/lib/engine/collection'
import type { Domain, Project } from '@/lib/engine/domain'
import type * as model from '@/lib/engine/model'
import type * as engine from '@/lib/engine/planned-change'
import type { CollectionsDescriptor } from '@/lib/providers/descriptor'
import type { Provider } from '@/lib/providers/provider'
import type { LocalOptions } from '@/lib/store/collections/options'
import type { Db, Tx } from '@/lib/store/database/client'
import type { Prisma, Sync } from '@/lib/store/database/generated/client'

declare const OPAQUE: unique symbol

/** A value of a sync's kind. Only its domain looks inside. */
export interface Value {
  readonly [OPAQUE]: true
}

export type Item = model.Item<Value>
export type Base = model.Base<Value>
export type Link = model.Link<Value>
export type Change = model.Change<Value>
export type Candidate = model.Candidate<Value>
export type Body = ChangeBody<Value>
export type PlanContext = engine.PlanContext<Value>
export type RemoteItem = CollectionItem<Value>
export type AnyPush = Push<Value>
export type AnyOutcome = Outcome<Value>

export type AnyProvider = Provider<Value>

export type KindName = Sync['kind']

/** The columns of a sync that its kind needs. */
export type SyncOfKind = Pick<
  Sync,
  'id' | 'firmId' | 'kind' | 'scopeFrom' | 'privateAs' | 'settings' | 'restoredAt'
>

/** SQL about the firm's rows of the kind. Each row is called `c` and has the columns id, version and "updatedAt". */
export interface RowsHere {
  /** For `from` and `join`: `"Contact" c`. */
  readonly table: Prisma.Sql
  /** True of the rows of the sync's collection. */
  readonly own: Prisma.Sql
  /** True of rows that are not deleted. */
  readonly live: Prisma.Sql
}

/** An edit of an item here. `syncId`: of the sync that made it, if still known. */
export interface EditHere {
  readonly itemId: string
  readonly at: Date
  readonly changeId: string | null
  readonly importId: string | null
  readonly from: Prisma.JsonValue
  readonly to: Prisma.JsonValue
  readonly syncId: string | null
}

/** The difference between two observations of an item (lib/domains/contacts/merge/change-times.ts). */
export interface Step<V> {
  readonly from: V
  readonly to: V
  readonly at: Date | null
  readonly since: Date | null
  readonly others: boolean
}

/** How it is known when each part of a value changed. */
export interface TimesOfParts<V> {
  firstSeen(at: Date | null): model.ChangeTimes
  afterStep(times: model.ChangeTimes, step: Step<V>): model.ChangeTimes
  /** The latest edits of these items, oldest first. */
  history(by: Db | Tx, ids: readonly string[]): Promise<readonly EditHere[]>
}

/** Occurrences that differ from their series. `e` in SQL: an item of the account. */
export interface Occurrences<V> {
  /** True of one that the account gave without its content. */
  readonly isBare: Prisma.Sql
  /** Such an occurrence with the content of its series. */
  filled(bare: V, series: V, slot: string): V
  /** True of a canceled one. */
  readonly isCanceled: Prisma.Sql
  /** The ids of those of these series here, canceled ones included. */
  idsHere(by: Db | Tx, seriesIds: readonly string[]): Promise<readonly string[]>
  /** Those of the series here of which an occurrence was edited after the run wrote the series, and not by that run. */
  touchedHere(by: Db | Tx, seriesIds: readonly string[], runId: string): Promise<readonly string[]>
  /** Those of these occurrences here that took over what the run changed in their series. */
  followedHere(by: Db | Tx, ids: readonly string[], runId: string): Promise<readonly string[]>
}

export interface KindOf<V> {
  readonly sync: SyncOfKind
  readonly domain: Domain<V>
  /** Of phone numbers without a country code; null for kinds without phone numbers. */
  readonly region: Region
  /** Projects a value to what each side can store. */
  readonly project: Project<V>
  readonly here: RowsHere
  /** The remote collection, as the provider describes it. */
  readonly there: CollectionsDescriptor<V>
  /** The firm's collection. */
  collection(options?: LocalOptions<V>): Collection<V>
  /** Those of the items that exist, deleted or not. */
  itemsHere(by: Db | Tx, ids: readonly string[]): Promise<readonly model.Item<V>[]>
  /** What remains of a base when its values are erased: digests that recognize a value again and reveal nothing. `salt`: random. */
  digest(base: model.Base<V>, salt: string): object
  /** A base whose values were erased, as far as the current values still contain them. `digest`: what was stored of it. */
  recall(digest: object, now: model.Base<V>): model.Base<V>
  /** null if the kind has no series. */
  readonly occurrences: Occurrences<V> | null
  /** null if only the time of the whole item is known. */
  readonly times: TimesOfParts<V> | null
  /** False for an item of the side that the sync leaves alone as long as it has no link. */
  inScope(side: model.Side, item: model.Item<V>, now: Date): boolean
  /** By link id: what linked items of the account were merged into. `again`: see lib/store/sync/merged.ts. */
  mergedThere(
    again: boolean,
    among: readonly string[] | null,
  ): Promise<ReadonlyMap<string, engine.MergeTarget>>
}

export type SyncKind = KindOf<Value>
