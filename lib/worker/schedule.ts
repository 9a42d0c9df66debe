// The tick: creates runs for due syncs, wakes runs that no worker advances, and cleans up firms. It may come late, twice, or from several
// workers at once; the database allows one open run per sync and one clean-up per firm.
import { disconnectRemoved } from '@/lib/auth/consent/disconnect'
import { db } from '@/lib/store/database/client'
import {
  connectionsOfRemoved,
  dueCleanUps,
  dueSyncs,
  forgottenRuns,
  type OfFirm,
} from '@/lib/store/database/cross-tenant'
import { wakeRun } from '@/lib/store/database/queue'
import { cleanUp } from '@/lib/store/retention/clean-up'
import { openRun } from '@/lib/store/runs/runs'

/** Due syncs and forgotten runs that one query returns. */
const MOST = 500
/** Queries for due syncs in one tick; syncs still due after that start in the next tick. */
const MOST_LOOKS = 20
/** Delay before a sync is due again if its check could not start. It does not delay other syncs meanwhile. */
const AFTER_FAILURE_MS = 15 * 60_000
/** Clean-up batches in one tick, per firm and in total: due syncs must not wait long for them. */
const BATCHES_OF_FIRM = 20
const MOST_BATCHES = 100

/**
 * `most` is the size of one query. A failure does not stop the others; the tick throws the first failure at its end. An unavailable
 * database ends the tick at once.
 */
export async function tick(now: Date, most = MOST): Promise<void> {
  const failures: unknown[] = []
  await startDue(now, most, failures)
  // If a process ended while it removed a person, the person's access was not revoked yet.
  for (const connection of await connectionsOfRemoved(most))
    await disconnectRemoved(connection).catch((error: unknown) => failures.push(error))
  // Waking a run that a worker already advances has no effect.
  for (const run of await forgottenRuns(now, most)) await wakeRun(run)
  await cleanUpDue(now, failures)
  if (failures.length > 0) throw failures[0]
}

/** A started sync is no longer due, so each query returns other syncs, until none is left or none is new. */
async function startDue(now: Date, most: number, failures: unknown[]): Promise<void> {
  const seen = new Set<string>()
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const due = await dueSyncs(now, most)
    const fresh = due.filter(({ id }) => !seen.has(id))
    for (const sync of fresh) {
      seen.add(sync.id)
      await start(sync).catch((error: unknown) => {
        failures.push(error)
        return putOff(sync, now)
      })
    }
    if (due.length < most || fresh.length === 0) return
  }
}

async function putOff({ id, firmId }: OfFirm, now: Date): Promise<void> {
  const nextCheckAt = new Date(now.getTime() + AFTER_FAILURE_MS)
  await db(firmId).sync.updateMany({ where: { id, state: 'active' }, data: { nextCheckAt } })
}

/** Clean-ups that do not finish continue in the next tick. A failure does not delay the others. */
async function cleanUpDue(now: Date, failures: unknown[]): Promise<void> {
  for (const firmId of await dueCleanUps(now, MOST_BATCHES))
    await cleanUp(firmId, now, BATCHES_OF_FIRM).catch((error: unknown) => failures.push(error))
}

async function start({ id, firmId }: OfFirm): Promise<void> {
  const sync = await db(firmId).sync.findFirst({ where: { id, firmId } })
  if (!sync) return
  const kind = sync.wokenAt === null ? 'scheduled' : 'edit'
  // Cleared before the run reads anything: this run may not contain changes made from now on, so they request another check.
  await db(firmId).sync.update({ where: { id, firmId }, data: { nextCheckAt: null, wokenAt: null } })
  const run = await openRun(sync, { kind, full: false, userId: null })
  if (run) await wakeRun({ id: run.id, firmId })
}
