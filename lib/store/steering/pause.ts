// **Pause** and **Resume**, by the person whose sync it is and by administrators.

import { OPEN_STATES } from '@/lib/engine/run-state'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import { wakeRun, wakeTick } from '@/lib/store/database/queue'
import { type Actor, steeredSyncs } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
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
  for (const run of resumed) await wakeRun(run)
  await wakeTick(0)
  return true
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
