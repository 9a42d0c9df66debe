// A worker: takes messages off the queue until it is stopped. Any number may run on any number of machines, and each outlives
// a database that goes away for a while.
import { setTimeout as sleep } from 'node:timers/promises'
import type PgBoss from 'pg-boss'
import { THRESHOLDS } from '@/lib/engine/guard'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { databaseLosses, dbOfNoFirm } from '@/lib/store/database/client'
import { isDatabaseAway } from '@/lib/store/database/health-signal'
import { ADVANCE, type AdvanceMessage, closeQueue, openQueue, TICK } from '@/lib/store/database/queue'
import { releaseSlot } from '@/lib/store/sync/fair-scheduling'
import { advance } from './advance'
import { openConnection } from './open'
import { tick } from './schedule'
import type { Deps } from './step-context'

/** Runs that one worker advances side by side; each mostly waits for its provider. */
const SIDE_BY_SIDE = 4
/** Rest before the next look into an empty queue, or for a database that is away. */
const REST_MS = 500
/**
 * So often each worker looks for what is due and for runs that nobody advances. A message that was under way when the database
 * or a worker died stays with the dead for minutes; this is how soon its run goes on all the same.
 */
const LOOK_MS = 15_000
/** A database that goes away while the worker starts gets so long to come back. */
const PATIENCE_MS = 30_000
/** For the steps under way when the worker is stopped; what is cut off then is repeated by another. */
const STOP_MS = 15_000

const deps = (open: Deps['open']): Deps => ({
  intervalMs: env().SYNC_INTERVAL_MINUTES * 60_000,
  thresholds: THRESHOLDS,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  log: (event, facts) => log.info(event, facts),
  open,
})

/** `open`: how a connection's provider is called; the benchmark has its own. */
export async function startWorker(
  open: Deps['open'] = openConnection,
): Promise<{ readonly stop: () => Promise<void> }> {
  const boss = await openPatiently(Date.now() + PATIENCE_MS)
  let stopping = false
  const goesOn = () => !stopping
  const advanceRun = async ({ runId, firmId, bookedMs }: AdvanceMessage) => {
    const from = Date.now()
    await advance(runId, deps(open), goesOn).finally(() => releaseSlot(firmId, Date.now() - from, bookedMs))
  }
  const takers = [
    ...Array.from({ length: SIDE_BY_SIDE }, () => take(boss, ADVANCE, goesOn, advanceRun)),
    take(boss, TICK, goesOn, () => tick(new Date())),
  ]
  // What was going on when the last worker ended goes on now.
  await look()
  const looking = setInterval(look, LOOK_MS)
  return {
    stop: async () => {
      stopping = true
      clearInterval(looking)
      await Promise.race([Promise.all(takers), sleep(STOP_MS, undefined, { ref: false })])
      await boss.stop({ graceful: true, wait: true })
      await closeQueue()
    },
  }
}

async function openPatiently(until: number): Promise<PgBoss> {
  for (;;) {
    try {
      return await openQueue({ worker: true })
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await sleep(REST_MS)
  }
}

/**
 * One message after the other. Not by `boss.work`: where the database is away at the end of a message, it leaves a rejection that
 * nobody hears of, which ends the process.
 */
async function take<Message>(
  boss: PgBoss,
  queue: string,
  goesOn: () => boolean,
  context: (message: Message) => Promise<void>,
): Promise<void> {
  while (goesOn()) {
    try {
      const [message] = await boss.fetch<Message>(queue)
      if (isDatabaseAway()) await ping()
      if (!message) await sleep(REST_MS)
      else {
        await told('a message failed', () => context(message.data))
        await boss.complete(queue, message.id)
      }
    } catch {
      if (goesOn()) await ping()
      await sleep(REST_MS)
    }
  }
}

/** The queue has connections of its own; whether the database is there is found by the pool's. */
const ping = () => dbOfNoFirm().$queryRaw`select 1`.catch(() => undefined)

let looks = false

/** One at a time: where thousands are due, a look may take longer than the rest between two. */
async function look(): Promise<void> {
  if (looks) return
  looks = true
  await told('checking for due work failed', () => tick(new Date()))
  looks = false
}

/** A failure is told of, unless the database is away: that is said once for all of them (presence.ts). */
async function told(event: string, context: () => Promise<void>): Promise<void> {
  const losses = databaseLosses()
  await context().catch((error: unknown) => {
    if (databaseLosses() === losses && !isDatabaseAway()) log.warn(event, { error })
  })
}
