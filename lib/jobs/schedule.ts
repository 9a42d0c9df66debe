// The tick: what is due becomes a run, and a run that nobody advances is woken. It may come late, twice or from several
// workers at once; the database keeps it to one open run for each sync.
import { disconnectRemoved } from '@/lib/auth/disconnect'
import { db } from '@/lib/db/client'
import { connectionsOfRemoved, dueSyncs, forgottenRuns, type Owned } from '@/lib/db/doors'
import { wakeRun } from '@/lib/db/queue'
import { openRun } from '@/lib/db/runs'

/** Syncs asked for at once; whoever was started is due no more, so the next ones come until there are none. */
const MOST = 500

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
