// The account as last seen. Rows come from pulls and from the replies to writes, never from what we hope was written.
import type { RemoteEntry } from '@/lib/providers/provider'
import type { Entry } from '@/lib/sync/model'
import { asTimes, seenTimes } from './change-times'
import { db, type Tx } from './client'
import { renameEntry } from './entry-renames'
import type { Entry as EntryRow } from './generated/client'
import { asContact } from './values'

interface Sync {
  readonly id: string
  readonly firmId: string
}

/**
 * Remembers what the provider showed. An older sight of an entry never replaces a newer one: after a write, late pages
 * may still show what was there before. Of a person who was erased nothing is remembered. `runId`: the full read that sees them. `unchangedAt`: until when a complete read would
 * have shown any change.
 */
export async function saveEntries(
  tx: Tx,
  sync: Sync,
  entries: readonly RemoteEntry[],
  seen: { readonly at: Date; readonly runId: string | null; readonly unchangedAt?: Date | null },
): Promise<void> {
  for (const entry of entries) {
    for (const old of entry.previousIds) if (old !== entry.id) await renameEntry(tx, sync.id, old, entry)
  }
  await rememberErased(tx, sync, entries)
  const times = await seenTimes(tx, sync.id, latest(entries), seen.unchangedAt ?? null)
  const rows = latest(entries).map((entry) => ({
    remoteId: entry.id,
    version: entry.version,
    contact: entry.contact,
    raw: entry.raw,
    key: entry.key,
    deleted: entry.deleted,
    changedAt: entry.changedAt,
    changeTimes: times.get(entry.id) ?? null,
  }))
  // A deleted entry comes without its fields: what it said last stays, for pages and for the way back.
  await tx.$executeRaw`
    insert into "Entry" ("syncId", "firmId", "remoteId", version, contact, raw, key, deleted, "changedAt", "changeTimes", "seenAt", "seenRunId")
    select ${sync.id}::uuid, ${sync.firmId}::uuid, e."remoteId", e.version, e.contact, e.raw, e.key, e.deleted,
           e."changedAt", e."changeTimes", ${seen.at}, ${seen.runId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(
      "remoteId" text, version text, contact jsonb, raw jsonb, key text, deleted boolean, "changedAt" timestamptz,
      "changeTimes" jsonb)
    where not exists (select from "Erasure" x where x."firmId" = ${sync.firmId}::uuid and x."remoteId" = e."remoteId"
      and x.account = (select s.account from "Sync" s where s.id = ${sync.id}::uuid))
    on conflict ("syncId", "remoteId") do update set
      version = excluded.version,
      contact = case when excluded.deleted then "Entry".contact else excluded.contact end,
      raw = excluded.raw,
      key = case when excluded.deleted then "Entry".key else excluded.key end,
      deleted = excluded.deleted,
      "mergedInto" = case when excluded.deleted then "Entry"."mergedInto" end,
      "changedAt" = coalesce(excluded."changedAt", "Entry"."changedAt"),
      "changeTimes" = coalesce(excluded."changeTimes", "Entry"."changeTimes"),
      "seenAt" = excluded."seenAt",
      "seenRunId" = coalesce(excluded."seenRunId", "Entry"."seenRunId")
    where excluded.deleted or "Entry".deleted or excluded."changedAt" is null or "Entry"."changedAt" is null
      or excluded."changedAt" >= "Entry"."changedAt"`
  if (seen.runId) await markSeen(tx, sync.id, entries, seen.runId)
}

/**
 * An entry that was created for a contact which was erased meanwhile is that person: known by its key, and from now on by its id.
 * One that another contact is linked to is not, although the erased person's was merged into it there.
 */
async function rememberErased(tx: Tx, sync: Sync, entries: readonly RemoteEntry[]): Promise<void> {
  const keyed = entries.flatMap(({ id, key, previousIds }) =>
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
function latest(entries: readonly RemoteEntry[]): readonly RemoteEntry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()]
}

/** A full read has seen an entry even where its sight was too old to keep. */
async function markSeen(
  tx: Tx,
  syncId: string,
  entries: readonly RemoteEntry[],
  runId: string,
): Promise<void> {
  await tx.entry.updateMany({
    where: {
      syncId,
      remoteId: { in: entries.map((entry) => entry.id) },
      OR: [{ seenRunId: null }, { seenRunId: { not: runId } }],
    },
    data: { seenRunId: runId },
  })
}

/** A full read of the run begins again. */
export async function forgetSeen(tx: Tx, syncId: string, runId: string): Promise<void> {
  await tx.entry.updateMany({ where: { syncId, seenRunId: runId }, data: { seenRunId: null } })
}

/** How many entries a full read has seen so far, each once however often it was shown. */
export function countSeen({ id, firmId }: Sync, runId: string): Promise<number> {
  return db(firmId).entry.count({ where: { syncId: id, seenRunId: runId } })
}

/** Ids that a complete full read did not show although they were there before: gone, or only late. */
export async function unseenIds(sync: Sync, runId: string, most: number): Promise<readonly string[]> {
  const rows = await db(sync.firmId).entry.findMany({
    where: { syncId: sync.id, deleted: false, OR: [{ seenRunId: null }, { seenRunId: { not: runId } }] },
    select: { remoteId: true },
    orderBy: { remoteId: 'asc' },
    take: most,
  })
  return rows.map((row) => row.remoteId)
}

/** Those of the ids that were last seen as deleted. */
export async function deletedIds(sync: Sync, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db(sync.firmId).entry.findMany({
    where: { syncId: sync.id, deleted: true, remoteId: { in: [...ids] } },
    select: { remoteId: true },
    orderBy: { remoteId: 'asc' },
  })
  return rows.map((row) => row.remoteId)
}

export function entryFromRow(row: Omit<EntryRow, 'raw'>): Entry {
  const times = asTimes(row.changeTimes)
  return {
    id: row.remoteId,
    version: row.version,
    contact: asContact(row.contact),
    deleted: row.deleted,
    key: row.key,
    changedAt: row.changedAt,
    ...(times ? { times } : {}),
  }
}
