// **Pause** and **Resume**, by the person whose sync it is and by administrators.

import { OPEN_STATES } from '@/lib/engine/run-state'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Prisma } from '@/lib/store/database/generated/client'
import { wakeRun, wakeTick } from '@/lib/store/database/queue'
import { type Actor, steeredSyncs } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import { openRun } from '@/lib/store/runs/runs'
import { lockOpening, recordOfSync } from '@/lib/store/sync/syncs'

/**
 * From now on no run of the sync starts. One under way ends the step that it is in, at most one batch of writes, and rests where it is.
 * False if the sync is not active or is paused already.
 */
export function pauseSync(actor: Actor, syncId: string): Promise<boolean> {
  return withTransaction(actor.firmId, async (tx) => {
    if (!(await maySteer(tx, actor, syncId, { pausedAt: null }))) return false
    const data = { pausedAt: new Date(), pausedById: actor.userId }
    const { count } = await tx.sync.updateMany({
      where: { id: syncId, state: 'active', pausedAt: null },
      data,
    })
    if (count > 0) await recordOfSync(tx, actor, syncId, 'sync.pause')
    return count > 0
  })
}

/** A run that rests continues; otherwise the next one begins at once, with all that waits. False if the sync is not paused. */
export async function resumeSync(actor: Actor, syncId: string): Promise<boolean> {
  const resumed = await withTransaction(actor.firmId, async (tx) => {
    if (!(await maySteer(tx, actor, syncId, { pausedAt: { not: null } }))) return null
    const where = { id: syncId, state: 'active', pausedAt: { not: null } } as const
    const { count } = await tx.sync.updateMany({
      where,
      data: { pausedAt: null, pausedById: null, nextCheckAt: new Date() },
    })
    if (count === 0) return null
    await recordOfSync(tx, actor, syncId, 'sync.resume')
    return tx.run.findMany({
      where: { syncId, state: { in: [...OPEN_STATES] } },
      select: { id: true, firmId: true },
    })
  })
  if (resumed === null) return false
  const runs = resumed.length > 0 ? resumed : await openNext(actor, syncId)
  for (const run of runs) await wakeRun(run)
  if (runs.length === 0) await wakeTick(0)
  return true
}

/** The run that begins at once. None without access to the account: then the next one begins when its person connects again. */
async function openNext({ firmId, userId }: Actor, syncId: string): Promise<readonly OfFirm[]> {
  const connection = await db(firmId).connection.findFirst({
    where: { firmId, disconnectedAt: null, consentLostAt: null, syncs: { some: { id: syncId } } },
  })
  if (!connection) return []
  const sync = { id: syncId, firmId }
  const opened = await openRun(sync, { kind: 'resume', full: false, userId }, async (tx) => {
    // As for a due sync: what is edited from now on asks for another check.
    await tx.sync.update({ where: sync, data: { nextCheckAt: null, wokenAt: null } })
  })
  return opened ? [{ id: opened.id, firmId }] : []
}

/** Locks the sync's row of opened runs, so that none is opened beside this. */
async function maySteer(
  tx: Tx,
  actor: Actor,
  syncId: string,
  which: Prisma.SyncWhereInput,
): Promise<boolean> {
  await lockOpening(tx, syncId)
  const sync = await tx.sync.findFirst({
    where: { id: syncId, state: 'active', AND: [which, steeredSyncs(actor)] },
    include: { connection: { select: { userId: true } } },
  })
  if (!sync) return false
  if (sync.connection.userId !== actor.userId) await mustStillBeAdmin(tx, actor)
  return true
}
