// The account as last seen. Rows come from pulls and from the replies to writes, never from what we hope was written.

import type { Item } from '@/lib/domains/contacts/types'
import type { RemoteItem } from '@/lib/providers/provider'
import { asContact } from '@/lib/store/address-book/values'
import { db, type Tx } from '@/lib/store/database/client'
import type { Item as EntryRow } from '@/lib/store/database/generated/client'
import { asTimes, seenTimes } from './change-times'
import { renameItem } from './item-renames'

interface Sync {
  readonly id: string
  readonly firmId: string
}

/**
 * Remembers what the provider showed. An older sight of an entry never replaces a newer one: after a write, late pages
 * may still show what was there before. Of a person who was erased nothing is remembered. `runId`: the full read that sees them. `unchangedAt`: until when a complete read would
 * have shown any change.
 */
export async function saveItems(
  tx: Tx,
  sync: Sync,
  items: readonly RemoteItem[],
  seen: { readonly at: Date; readonly runId: string | null; readonly unchangedAt?: Date | null },
): Promise<void> {
  for (const item of items) {
    for (const old of item.previousIds) if (old !== item.id) await renameItem(tx, sync.id, old, item)
  }
  await rememberErased(tx, sync, items)
  const times = await seenTimes(tx, sync.id, latest(items), seen.unchangedAt ?? null)
  const rows = latest(items).map((item) => ({
    remoteId: item.id,
    version: item.version,
    value: item.value,
    raw: item.raw,
    key: item.key,
    deleted: item.deleted,
    changedAt: item.changedAt,
    changeTimes: times.get(item.id) ?? null,
  }))
  // A deleted entry comes without its fields: what it said last stays, for pages and for the way back.
  await tx.$executeRaw`
    insert into "Item" ("syncId", "firmId", "remoteId", version, value, raw, key, deleted, "changedAt", "changeTimes", "seenAt", "seenRunId")
    select ${sync.id}::uuid, ${sync.firmId}::uuid, e."remoteId", e.version, e.value, e.raw, e.key, e.deleted,
           e."changedAt", e."changeTimes", ${seen.at}, ${seen.runId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(
      "remoteId" text, version text, value jsonb, raw jsonb, key text, deleted boolean, "changedAt" timestamptz,
      "changeTimes" jsonb)
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
      "seenAt" = excluded."seenAt",
      "seenRunId" = coalesce(excluded."seenRunId", "Item"."seenRunId")
    where excluded.deleted or "Item".deleted or excluded."changedAt" is null or "Item"."changedAt" is null
      or excluded."changedAt" >= "Item"."changedAt"`
  if (seen.runId) await markSeen(tx, sync.id, items, seen.runId)
}

/**
 * An entry that was created for a contact which was erased meanwhile is that person: known by its key, and from now on by its id.
 * One that another contact is linked to is not, although the erased person's was merged into it there.
 */
async function rememberErased(tx: Tx, sync: Sync, items: readonly RemoteItem[]): Promise<void> {
  const keyed = items.flatMap(({ id, key, previousIds }) =>
    key === null && previousIds.length === 0 ? [] : [{ id, key, previousIds }],
  )
  if (keyed.length === 0) return
  await tx.$executeRaw`
    insert into "Erasure" ("firmId", "contactId", account, "remoteId", at, "userId")
    select distinct on (x."contactId", e.id) x."firmId", x."contactId", s.account, e.id, x.at, x."userId"
    from jsonb_to_recordset(${JSON.stringify(keyed)}::jsonb) as e(id text, key text, "previousIds" jsonb)
    join "Sync" s on s.id = ${sync.id}::uuid
    join "Erasure" x on x."firmId" = ${sync.firmId}::uuid
      and ((x.account = '' and x."contactId"::text = e.key) or (x.account = s.account and e."previousIds" ? x."remoteId"
        and not exists (select from "Link" l where l."syncId" = s.id and l."remoteId" = e.id)))
    on conflict do nothing`
}

/** Of an entry that one page shows twice, the last sight counts: one statement cannot write a row twice. */
function latest(items: readonly RemoteItem[]): readonly RemoteItem[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}

/** A full read has seen an entry even where its sight was too old to keep. */
async function markSeen(tx: Tx, syncId: string, items: readonly RemoteItem[], runId: string): Promise<void> {
  await tx.item.updateMany({
    where: {
      syncId,
      remoteId: { in: items.map((item) => item.id) },
      OR: [{ seenRunId: null }, { seenRunId: { not: runId } }],
    },
    data: { seenRunId: runId },
  })
}

/** A full read of the run begins again. */
export async function forgetSeen(tx: Tx, syncId: string, runId: string): Promise<void> {
  await tx.item.updateMany({ where: { syncId, seenRunId: runId }, data: { seenRunId: null } })
}

/** How many entries a full read has seen so far, each once however often it was shown. */
export function countSeen({ id, firmId }: Sync, runId: string): Promise<number> {
  return db(firmId).item.count({ where: { syncId: id, seenRunId: runId } })
}

/** Ids that a complete full read did not show although they were there before: gone, or only late. */
export async function unseenIds(sync: Sync, runId: string, most: number): Promise<readonly string[]> {
  const rows = await db(sync.firmId).item.findMany({
    where: { syncId: sync.id, deleted: false, OR: [{ seenRunId: null }, { seenRunId: { not: runId } }] },
    select: { remoteId: true },
    orderBy: { remoteId: 'asc' },
    take: most,
  })
  return rows.map((row) => row.remoteId)
}

/** Those of the ids that were last seen as deleted. */
export async function deletedIds(sync: Sync, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db(sync.firmId).item.findMany({
    where: { syncId: sync.id, deleted: true, remoteId: { in: [...ids] } },
    select: { remoteId: true },
    orderBy: { remoteId: 'asc' },
  })
  return rows.map((row) => row.remoteId)
}

export function itemFromRow(row: Omit<EntryRow, 'raw'>): Item {
  const times = asTimes(row.changeTimes)
  return {
    id: row.remoteId,
    version: row.version,
    value: asContact(row.value),
    deleted: row.deleted,
    key: row.key,
    changedAt: row.changedAt,
    ...(times ? { times } : {}),
  }
}
