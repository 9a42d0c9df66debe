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
import { wakeRun, wakeRuns } from '@/lib/store/database/queue'
import { cleanUp } from '@/lib/store/retention/clean-up'
import { openRun } from '@/lib/store/runs/runs'

/** Due syncs and forgotten runs that one query returns. */
const MOST = 500
/** Queries for due syncs in one tick; syncs still due after that start in the next tick. */
const MOST_LOOKS = 20
/** Runs that are woken together. Those of a firm that comes later do not wait for more than these to be opened. */
const TOGETHER = 25
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
    for (let at = 0; at < fresh.length; at += TOGETHER) {
      const opened: OfFirm[] = []
      for (const sync of fresh.slice(at, at + TOGETHER)) {
        seen.add(sync.id)
        const run = await start(sync).catch((error: unknown) => {
          failures.push(error)
          return putOff(sync, now)
        })
        if (run) opened.push(run)
      }
      await wakeRuns(opened)
    }
    if (due.length < most || fresh.length === 0) return
  }
}

async function putOff({ id, firmId }: OfFirm, now: Date): Promise<null> {
  const nextCheckAt = new Date(now.getTime() + AFTER_FAILURE_MS)
  await db(firmId).sync.updateMany({ where: { id, state: 'active' }, data: { nextCheckAt } })
  return null
}

/** Clean-ups that do not finish continue in the next tick. A failure does not delay the others. */
async function cleanUpDue(now: Date, failures: unknown[]): Promise<void> {
  for (const firmId of await dueCleanUps(now, MOST_BATCHES))
    await cleanUp(firmId, now, BATCHES_OF_FIRM).catch((error: unknown) => failures.push(error))
}

/** The run that was opened. */
async function start({ id, firmId }: OfFirm): Promise<OfFirm | null> {
  // Cleared before the run reads anything: this run may not contain changes made from now on, so they request another check.
  const [sync] = await db(firmId).$queryRaw<{ woken: boolean }[]>`
    update "Sync" s set "nextCheckAt" = null, "wokenAt" = null from "Sync" before
    where s.id = ${id}::uuid and s."firmId" = ${firmId}::uuid and before.id = s.id
    returning before."wokenAt" is not null as woken`
  if (!sync) return null
  const kind = sync.woken ? 'edit' : 'scheduled'
  const run = await openRun({ id, firmId }, { kind, full: false, userId: null })
  return run && { id: run.id, firmId }
}
