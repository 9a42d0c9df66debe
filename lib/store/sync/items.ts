// The account's items as last read. Rows come from pulls and from replies to writes, never from values that we expect to have written.

import type { CollectionItem } from '@/lib/engine/collection'
import type { Item } from '@/lib/engine/model'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Item as ItemRow, Prisma } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
import { jsonRows } from '@/lib/store/database/json-rows'
import type { KindOf } from '@/lib/store/kinds/kind'
import { asTimes, seenTimes } from './change-times'
import { renameItem } from './item-renames'
import { fillBare } from './read-occurrences'

interface Sync {
  readonly id: string
  readonly firmId: string
}

/**
 * Stores the items that the provider returned. An older version never replaces a newer one: after a write, late pages may still show the
 * earlier state. Nothing is stored about an erased person. `runId`: the full read that returned them. `unchangedAt`: the time until which
 * a complete read would have shown any change.
 */
export async function saveItems<V>(
  tx: Tx,
  kind: KindOf<V>,
  items: readonly CollectionItem<V>[],
  seen: { readonly at: Date; readonly runId: string | null; readonly unchangedAt?: Date | null },
): Promise<void> {
  const { sync } = kind
  for (const item of items) {
    for (const old of item.previousIds) if (old !== item.id) await renameItem(tx, sync.id, old, item)
  }
  await rememberErased(tx, sync, items)
  const times = await seenTimes(tx, kind, latest(items), seen.unchangedAt ?? null)
  const rows = latest(items).map((item) => ({
    remoteId: item.id,
    version: item.version,
    value: item.value,
    raw: item.raw,
    key: item.key,
    deleted: item.deleted,
    changedAt: item.changedAt,
    changeTimes: times.get(item.id) ?? null,
    parentId: item.parentId ?? null,
    slot: item.slot ?? null,
    uid: item.uid ?? null,
    labels: item.labels ?? null,
  }))
  // A deleted item comes without its fields. Its last values stay, for pages and for restoring.
  const written = await withRows(
    rows,
    (given) => tx.$executeRaw`
      insert into "Item" ("syncId", "firmId", "remoteId", version, value, raw, key, deleted, "changedAt", "changeTimes", "parentId", slot, uid,
        "seenAt", "seenRunId", labels)
      select ${sync.id}::uuid, ${sync.firmId}::uuid, e."remoteId", e.version, e.value, e.raw, e.key, e.deleted,
             e."changedAt", e."changeTimes", e."parentId", e.slot, e.uid, ${seen.at}, ${seen.runId}::uuid, e.labels
      from jsonb_to_recordset(${given}) as e(
        "remoteId" text, version text, value jsonb, raw jsonb, key text, deleted boolean, "changedAt" timestamptz,
        "changeTimes" jsonb, "parentId" text, slot text, uid text, labels text[])
      where not exists (select from "Erasure" x where x."firmId" = ${sync.firmId}::uuid and x."remoteId" = e."remoteId"
        and x.account = (select s.account from "Sync" s where s.id = ${sync.id}::uuid))
      on conflict ("syncId", "remoteId") do update set
        version = excluded.version,
        value = case when excluded.deleted then "Item".value else excluded.value end,
        raw = excluded.raw,
        key = case when excluded.deleted then "Item".key else excluded.key end,
        deleted = excluded.deleted,
        "mergedInto" = case when excluded.deleted then "Item"."mergedInto" end,
        "changedAt" = coalesce(excluded."changedAt", "Item"."changedAt"),
        "changeTimes" = coalesce(excluded."changeTimes", "Item"."changeTimes"),
        "parentId" = coalesce(excluded."parentId", "Item"."parentId"),
        slot = coalesce(excluded.slot, "Item".slot),
        uid = coalesce(excluded.uid, "Item".uid),
        labels = coalesce(excluded.labels, "Item".labels),
        "seenAt" = excluded."seenAt",
        "seenRunId" = coalesce(excluded."seenRunId", "Item"."seenRunId")
      where excluded.deleted or "Item".deleted or excluded."changedAt" is null or "Item"."changedAt" is null
        or excluded."changedAt" >= "Item"."changedAt"`,
  )
  await deleteOccurrences(tx, sync.id, items)
  await fillBare(tx, kind, items)
  // Every row that was written is marked already.
  if (seen.runId && written < rows.length) await markSeen(tx, sync.id, items, seen.runId)
}

/** The occurrences of a deleted series are deleted with it; an account need not report them. */
async function deleteOccurrences(
  tx: Tx,
  syncId: string,
  items: readonly Pick<CollectionItem<unknown>, 'id' | 'deleted'>[],
): Promise<void> {
  const gone = items.flatMap(({ id, deleted }) => (deleted ? [id] : []))
  if (gone.length === 0) return
  await tx.item.updateMany({
    where: { syncId, parentId: { in: gone }, deleted: false },
    data: { version: '', raw: Prisma.DbNull, deleted: true },
  })
}

/**
 * An item that was created for a contact which has since been erased is about the erased person. It is recognized by its key, and by its
 * id from now on. An item that is linked to another contact is kept, even if the erased person was merged into it there.
 */
async function rememberErased(tx: Tx, sync: Sync, items: readonly CollectionItem<unknown>[]): Promise<void> {
  const keyed = items.flatMap(({ id, key, previousIds }) =>
    key === null && previousIds.length === 0 ? [] : [{ id, key, previousIds }],
  )
  if (keyed.length === 0) return
  await withRows(
    keyed,
    (given) => tx.$executeRaw`
      insert into "Erasure" ("firmId", "contactId", account, "remoteId", at, "userId")
      select distinct on (x."contactId", e.id) x."firmId", x."contactId", s.account, e.id, x.at, x."userId"
      from jsonb_to_recordset(${given}) as e(id text, key text, "previousIds" jsonb)
      join "Sync" s on s.id = ${sync.id}::uuid
      join "Erasure" x on x."firmId" = ${sync.firmId}::uuid
        and ((x.account = '' and x."contactId"::text = e.key) or (x.account = s.account and e."previousIds" ? x."remoteId"
          and not exists (select from "Link" l where l."syncId" = s.id and l."remoteId" = e.id)))
      on conflict do nothing`,
  )
}

/** If a page contains an item twice, the last one counts: one statement cannot write a row twice. */
function latest<V>(items: readonly CollectionItem<V>[]): readonly CollectionItem<V>[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}

/** Marks items as seen by a full read, even if the returned version was too old to store. */
async function markSeen(
  tx: Tx,
  syncId: string,
  items: readonly CollectionItem<unknown>[],
  runId: string,
): Promise<void> {
  await tx.item.updateMany({
    where: {
      syncId,
      remoteId: { in: items.map((item) => item.id) },
      OR: [{ seenRunId: null }, { seenRunId: { not: runId } }],
    },
    data: { seenRunId: runId },
  })
}

/** A full read of the run starts again. */
export async function forgetSeen(tx: Tx, syncId: string, runId: string): Promise<void> {
  await tx.item.updateMany({ where: { syncId, seenRunId: runId }, data: { seenRunId: null } })
}

/** How many different items a full read has returned so far. */
export function countSeen({ id, firmId }: Sync, runId: string): Promise<number> {
  return db(firmId).item.count({ where: { syncId: id, seenRunId: runId } })
}

/** Ids of known items that a complete full read did not return: deleted, or only late. */
export async function unseenIds(sync: Sync, runId: string, most: number): Promise<readonly string[]> {
  const rows = await db(sync.firmId).item.findMany({
    where: { syncId: sync.id, deleted: false, OR: [{ seenRunId: null }, { seenRunId: { not: runId } }] },
    select: { remoteId: true },
    orderBy: { remoteId: 'asc' },
    take: most,
  })
  return rows.map((row) => row.remoteId)
}

/** Those of the ids that were deleted when last read. */
export async function deletedIds(sync: Sync, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db(sync.firmId).item.findMany({
    where: { syncId: sync.id, deleted: true, remoteId: { in: [...ids] } },
    select: { remoteId: true },
    orderBy: { remoteId: 'asc' },
  })
  return rows.map((row) => row.remoteId)
}

/** The columns of an item that the engine needs. */
type StoredItem = Pick<
  ItemRow,
  | 'remoteId'
  | 'version'
  | 'value'
  | 'deleted'
  | 'key'
  | 'changedAt'
  | 'changeTimes'
  | 'parentId'
  | 'slot'
  | 'uid'
>

export function itemFromRow<V>({ domain }: Pick<KindOf<V>, 'domain'>, row: StoredItem): Item<V> {
  const times = asTimes(row.changeTimes)
  return {
    id: row.remoteId,
    version: row.version,
    value: domain.stored(row.value),
    deleted: row.deleted,
    key: row.key,
    changedAt: row.changedAt,
    parentId: row.parentId,
    slot: row.slot,
    uid: row.uid,
    ...(times ? { times } : {}),
  }
}

interface ItemThere<V> {
  readonly item: Item<V>
  /** The provider's own JSON, if it was asked for and the item is not deleted. */
  readonly raw: unknown
}

const COLUMNS = Prisma.raw(
  `e."remoteId", e.version, e.value, e.deleted, e.key, e."changedAt", e."changeTimes", e."parentId", e.slot, e.uid`,
)

/** Those of the items that are known, deleted or not. */
export async function itemsThere<V>(
  by: Db | Tx,
  { sync, domain }: Pick<KindOf<V>, 'sync' | 'domain'>,
  ids: readonly string[],
  { raw = false }: { readonly raw?: boolean } = {},
): Promise<readonly ItemThere<V>[]> {
  if (ids.length === 0) return []
  const rows = await jsonRows<StoredItem & Partial<Pick<ItemRow, 'raw'>>>(
    by,
    Prisma.sql`
      select ${COLUMNS}${raw ? Prisma.sql`, e.raw` : Prisma.empty} from "Item" e
      where e."firmId" = ${sync.firmId}::uuid and e."syncId" = ${sync.id}::uuid and e."remoteId" = any(${[...ids]}::text[])`,
    ['changedAt'],
  )
  return rows.map((row) => ({ item: itemFromRow({ domain }, row), raw: row.raw ?? null }))
}
