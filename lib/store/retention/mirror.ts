// Erases what is stored of an account that is no longer synced: after Disconnect, and after Discard of the account's first preview.
// Values are erased; ids stay if a link needs them, so that setting up again creates no duplicates. It works in batches, and each transaction
// checks that the account is still not in use.

import { randomBytes } from 'node:crypto'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Link } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { openStates } from '@/lib/store/runs/run-sql'
import { forgetCursor } from '@/lib/store/sync/collections'
import { lockOpening } from '@/lib/store/sync/syncs'
import { blankChange } from './erased-values'
import { addRemoved, type Removed } from './rules'

/** Rows per transaction, which takes some hundred milliseconds. */
export const BATCH = 500
/** Batches that a person waits for after pressing Disconnect or Discard: some seconds for a large account. Workers do the rest. */
const AT_ONCE = 30
/** A worker that was writing when its sync was stopped may still store a reply. */
const LATE_MS = 2 * 60_000

export interface Erased {
  readonly removed: Removed
  /** Nothing is left. */
  readonly done: boolean
}

/** Erases as much as a person can be expected to wait for. */
export async function eraseMirror(sync: OfFirm, now: Date): Promise<void> {
  for (let batch = 0; batch < AT_ONCE; batch++) {
    const erased = await withTransaction(sync.firmId, (tx) => eraseMirrorBatch(tx, sync, now))
    if (erased.done) return
  }
}

/** Every sync of a connection that was closed. */
export async function eraseMirrorsOf({ id: connectionId, firmId }: OfFirm, now: Date): Promise<void> {
  const syncs = await db(firmId).sync.findMany({ where: { firmId, connectionId }, select: { id: true } })
  for (const { id } of syncs) await eraseMirror({ id, firmId }, now)
}

/** Syncs, or the given one, whose account is no longer in use but may still have stored data. */
export async function mirrorsToErase(
  tx: Tx,
  firmId: string,
  syncId: string | null = null,
): Promise<readonly OfFirm[]> {
  return tx.$queryRaw<OfFirm[]>`
    select s.id, s."firmId" from "Sync" s join "Connection" c on c.id = s."connectionId"
    where s."firmId" = ${firmId}::uuid and s."mirrorErasedAt" is null and s.state <> 'active'
      and (${syncId}::uuid is null or s.id = ${syncId}::uuid)
      and (c."disconnectedAt" is not null or s."startedAt" is null)
      and not exists (select from "Run" r where r."syncId" = s.id and r.state in (${openStates}))
    order by s.id`
}

/** One batch; also done if the account is in use again. No run of the sync begins until the transaction ends. */
export async function eraseMirrorBatch(tx: Tx, { id, firmId }: OfFirm, now: Date): Promise<Erased> {
  await lockOpening(tx, id)
  if ((await mirrorsToErase(tx, firmId, id)).length === 0) return { removed: {}, done: true }
  const sync = await tx.sync.findFirstOrThrow({
    where: { id, firmId },
    include: { ...WITH_KIND, connection: { include: { firm: { select: { phoneRegion: true } } } } },
  })
  const disconnected = sync.connection.disconnectedAt !== null
  const kind = kindOf(sync)
  const removed = addRemoved(
    { entries: await eraseItems(tx, kind), bases: await eraseBases(tx, kind) },
    { changes: await eraseUnapplied(tx, id, now) },
  )
  if (Object.keys(removed).length > 0) return { removed, done: false }
  // While a person is connected, their list of exclusions stays, and merges in the account can be undone.
  if (disconnected) {
    await tx.exclusion.updateMany({ where: { syncId: id }, data: { name: '' } })
    await tx.accountMerge.deleteMany({ where: { syncId: id, firmId } })
  }
  await forgetCursor(tx, id)
  await tx.$executeRaw`
    update "Sync" s set "mirrorErasedAt" = ${now}
    from "Connection" c
    where s.id = ${id}::uuid and c.id = s."connectionId"
      and coalesce(c."disconnectedAt", '-infinity') < ${new Date(now.getTime() - LATE_MS)}
      and not exists (select from "Run" r where r."syncId" = s.id and r."endedAt" > ${new Date(now.getTime() - LATE_MS)})`
  return { removed, done: true }
}

/** Deletes the account's items without a link; of the others only ids stay. */
async function eraseItems(tx: Tx, { sync: { id: syncId }, domain }: SyncKind): Promise<number> {
  const blank = JSON.stringify(domain.empty)
  const gone = await tx.$executeRaw`
    delete from "Item" where "syncId" = ${syncId}::uuid and "remoteId" in (
      select e."remoteId" from "Item" e
      where e."syncId" = ${syncId}::uuid
        and not exists (select from "Link" l where l."syncId" = e."syncId" and l."remoteId" = e."remoteId")
      limit ${BATCH})`
  if (gone > 0) return gone
  return tx.$executeRaw`
    update "Item" set value = ${blank}::jsonb, raw = null, "changedAt" = null, "changeTimes" = null
    where "syncId" = ${syncId}::uuid and "remoteId" in (
      select e."remoteId" from "Item" e
      where e."syncId" = ${syncId}::uuid and (e.raw is not null or e."changeTimes" is not null or e.value <> ${blank}::jsonb)
      limit ${BATCH})`
}

/** Replaces both sides' last agreed values with digests, so that setting up again still knows who changed what since. */
async function eraseBases(tx: Tx, { sync: { id: syncId }, domain, digest }: SyncKind): Promise<number> {
  const links = await tx.$queryRaw<Pick<Link, 'id' | 'baseLocal' | 'baseRemote'>[]>`
    select l.id, l."baseLocal", l."baseRemote" from "Link" l
    where l."syncId" = ${syncId}::uuid and l."baseDigest" is null limit ${BATCH} for update`
  if (links.length === 0) return 0
  const rows = links.map(({ id, baseLocal, baseRemote }) => {
    const base = { local: domain.stored(baseLocal), remote: domain.stored(baseRemote) }
    return { id, digest: digest(base, randomBytes(9).toString('base64url')) }
  })
  return withRows(
    rows,
    (given) => tx.$executeRaw`
      update "Link" l set "baseDigest" = n.digest, "baseLocal" = '{}', "baseRemote" = '{}'
      from jsonb_to_recordset(${given}) as n(id uuid, digest jsonb)
      where l.id = n.id`,
  )
}

/** Erases what was planned, asked or rejected and never written. What was written is history and is kept as long as history is. */
async function eraseUnapplied(tx: Tx, syncId: string, now: Date): Promise<number> {
  return tx.$executeRaw`
    update "Change" set ${blankChange(now)}
    where id in (select h.id from "Change" h
      where h."syncId" = ${syncId}::uuid and h."erasedAt" is null and h.state <> 'applied' limit ${BATCH})`
}
