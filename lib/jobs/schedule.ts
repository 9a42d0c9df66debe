// The tick: what is due becomes a run, and a run that nobody advances is woken. It may come late, twice or from several
// workers at once; the database keeps it to one open run for each sync.
import { db } from '@/lib/db/client'
import { wakeRun } from '@/lib/db/queue'
import { openRun } from '@/lib/db/runs'
import { OPEN_RUN } from '@/lib/db/syncs'

/** Syncs started by one tick; the next tick takes the next ones. */
const MOST = 500

export async function tick(now: Date): Promise<void> {
  await startDue(now)
  await wakeForgotten(now)
}

async function startDue(now: Date): Promise<void> {
  const due = await db().sync.findMany({
    where: {
      state: 'active',
      // Null with no run open: a worker died between the two.
      OR: [{ nextCheckAt: null }, { nextCheckAt: { lte: now } }],
      connection: { disconnectedAt: null, consentLostAt: null },
      runs: { none: { state: { in: [...OPEN_RUN] } } },
    },
    orderBy: { nextCheckAt: 'asc' },
    take: MOST,
  })
  for (const sync of due) {
    const kind = sync.wokenAt === null ? 'scheduled' : 'edit'
    // Cleared before the run reads anything: what asks for a check from now on is not covered by it.
    await db().sync.update({ where: { id: sync.id }, data: { nextCheckAt: null, wokenAt: null } })
    const run = await openRun(sync, { kind, full: false, userId: null })
    if (run) await wakeRun(run.id)
  }
}

/** Open runs that wait for no person and whose wait, if any, is over. Waking one that is being advanced does no harm. */
async function wakeForgotten(now: Date): Promise<void> {
  const runs = await db().run.findMany({
    where: {
      state: { in: ['reading', 'comparing', 'applying'] },
      OR: [
        { waitKind: null },
        { waitKind: 'acknowledged' },
        {
          waitKind: { in: ['rate', 'unavailable', 'error'] },
          OR: [{ waitUntil: null }, { waitUntil: { lte: now } }],
        },
        { waitKind: 'consent', sync: { connection: { consentLostAt: null, disconnectedAt: null } } },
      ],
    },
    select: { id: true },
    take: MOST,
  })
  for (const run of runs) await wakeRun(run.id)
}
