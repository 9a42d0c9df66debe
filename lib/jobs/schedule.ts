// The tick: what is due becomes a run, a run that nobody advances is woken, and firms are cleaned up. It may come late, twice or
// from several workers at once; the database keeps it to one open run for each sync, and one clean-up for each firm.
import { disconnectRemoved } from '@/lib/auth/disconnect'
import { db } from '@/lib/db/client'
import { connectionsOfRemoved, dueCleanUps, dueSyncs, forgottenRuns, type Owned } from '@/lib/db/doors'
import { wakeRun } from '@/lib/db/queue'
import { cleanUp } from '@/lib/db/retention/clean-up'
import { openRun } from '@/lib/db/runs'

/** Syncs asked for at once; whoever was started is due no more, so the next ones come until there are none. */
const MOST = 500
/** Batches of a firm's clean-up in one tick, and of all firms together: syncs that are due must not wait long for them. */
const BATCHES_OF_FIRM = 20
const MOST_BATCHES = 100

export async function tick(now: Date): Promise<void> {
  for (
    let due = await dueSyncs(now, MOST);
    due.length > 0;
    due = due.length < MOST ? [] : await dueSyncs(now, MOST)
  )
    for (const sync of due) await start(sync)
  // A process that ended while it removed somebody left their access behind.
  for (const connection of await connectionsOfRemoved(MOST)) await disconnectRemoved(connection)
  // Waking a run that is being advanced does no harm.
  for (const run of await forgottenRuns(now, MOST)) await wakeRun(run)
  await cleanUpDue(now)
}

/** Those that are not done go on with the next tick. One that fails does not hold up the others. */
async function cleanUpDue(now: Date): Promise<void> {
  const failures: unknown[] = []
  for (const firmId of await dueCleanUps(now, MOST_BATCHES))
    await cleanUp(firmId, now, BATCHES_OF_FIRM).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function start({ id, firmId }: Owned): Promise<void> {
  const sync = await db(firmId).sync.findFirst({ where: { id, firmId } })
  if (!sync) return
  const kind = sync.wokenAt === null ? 'scheduled' : 'edit'
  // Cleared before the run reads anything: what asks for a check from now on is not covered by it.
  await db(firmId).sync.update({ where: { id, firmId }, data: { nextCheckAt: null, wokenAt: null } })
  const run = await openRun(sync, { kind, full: false, userId: null })
  if (run) await wakeRun({ id: run.id, firmId })
}
