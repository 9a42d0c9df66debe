// The tick: what is due becomes a run, a run that nobody advances is woken, and firms are cleaned up. It may come late, twice or
// from several workers at once; the database keeps it to one open run for each sync, and one clean-up for each firm.
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

/** Of what is due and forgotten, asked for at once. */
const MOST = 500
/** Looks for due syncs in one tick: what is still due then has its turn with the next tick. */
const MOST_LOOKS = 20
/** A sync whose check could not be begun is due again after so long, and holds up no other meanwhile. */
const AFTER_FAILURE_MS = 15 * 60_000
/** Batches of a firm's clean-up in one tick, and of all firms together: syncs that are due must not wait long for them. */
const BATCHES_OF_FIRM = 20
const MOST_BATCHES = 100

/**
 * `most`: so many are asked for at once. One that fails holds up no other; the first failure is thrown in the end. A database that is
 * away ends the tick at once.
 */
export async function tick(now: Date, most = MOST): Promise<void> {
  const failures: unknown[] = []
  await startDue(now, most, failures)
  // A process that ended while it removed somebody left their access behind.
  for (const connection of await connectionsOfRemoved(most))
    await disconnectRemoved(connection).catch((error: unknown) => failures.push(error))
  // Waking a run that is being advanced does no harm.
  for (const run of await forgottenRuns(now, most)) await wakeRun(run)
  await cleanUpDue(now, failures)
  if (failures.length > 0) throw failures[0]
}

/** A started sync is no longer due, so each round returns others, until none is left or none is new. */
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

/** Those that are not done go on with the next tick. One that fails does not hold up the others. */
async function cleanUpDue(now: Date, failures: unknown[]): Promise<void> {
  for (const firmId of await dueCleanUps(now, MOST_BATCHES))
    await cleanUp(firmId, now, BATCHES_OF_FIRM).catch((error: unknown) => failures.push(error))
}

async function start({ id, firmId }: OfFirm): Promise<void> {
  const sync = await db(firmId).sync.findFirst({ where: { id, firmId } })
  if (!sync) return
  const kind = sync.wokenAt === null ? 'scheduled' : 'edit'
  // Cleared before the run reads anything: what asks for a check from now on is not covered by it.
  await db(firmId).sync.update({ where: { id, firmId }, data: { nextCheckAt: null, wokenAt: null } })
  const run = await openRun(sync, { kind, full: false, userId: null })
  if (run) await wakeRun({ id: run.id, firmId })
}
