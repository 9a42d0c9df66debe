// A worker: takes messages off the queue until it is stopped. Any number may run on any number of machines. A worker keeps running while
// the database is unavailable for a while.
import { setTimeout as sleep } from 'node:timers/promises'
import type PgBoss from 'pg-boss'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { notifyPeople } from '@/lib/notify/send-due'
import { databaseLosses, dbOfNoFirm } from '@/lib/store/database/client'
import { isDatabaseAway } from '@/lib/store/database/health-signal'
import { ADVANCE, type AdvanceMessage, closeQueue, openQueue, TICK } from '@/lib/store/database/queue'
import { messageOrRest } from '@/lib/store/database/wake-signal'
import { releaseSlot } from '@/lib/store/sync/fair-scheduling'
import { startTracing } from '@/lib/tracing'
import { advance } from './advance'
import { findDueDuplicates } from './find-duplicates'
import { createCalendar, openCollection } from './open'
import { tick } from './schedule'
import type { Deps } from './step-context'

/** Runs that one worker advances at the same time; each mostly waits for its provider. */
const SIDE_BY_SIDE = 4
/** Longest pause before the next poll when the queue is empty or the database is unavailable. A message of this process ends it sooner. */
const REST_MS = 500
/**
 * How often each worker looks for due syncs and for runs that no worker advances, and for duplicates. If the database or a worker dies,
 * the message in progress stays locked for minutes; this look resumes its run sooner.
 */
const LOOK_MS = 15_000
/** How long the worker waits at startup for the database to come back. */
const PATIENCE_MS = 30_000
/** How long a stopping worker waits for its current steps; another worker repeats an interrupted step. */
const STOP_MS = 15_000

const deps = (open: Deps['open']): Deps => ({
  intervalMs: env().SYNC_INTERVAL_MINUTES * 60_000,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  log: (event, facts) => log.info(event, facts),
  open,
  create: createCalendar,
})

/** `open` returns a connection's provider; the benchmark passes its own. */
export async function startWorker(
  open: Deps['open'] = openCollection,
): Promise<{ readonly stop: () => Promise<void> }> {
  const boss = await openPatiently(Date.now() + PATIENCE_MS)
  const stopTracing = await startTracing(env().OTEL_EXPORTER_OTLP_ENDPOINT)
  let stopping = false
  const goesOn = () => !stopping
  const advanceRun = async ({ runId, firmId, bookedMs }: AdvanceMessage) => {
    const from = Date.now()
    await advance(runId, deps(open), goesOn, firmId).finally(() =>
      releaseSlot(firmId, Date.now() - from, bookedMs),
    )
  }
  const takers = [
    ...Array.from({ length: SIDE_BY_SIDE }, () => take(boss, ADVANCE, goesOn, advanceRun)),
    take(boss, TICK, goesOn, () => tick(new Date())),
  ]
  const look = unlessBusy('checking for due work failed', () => tick(new Date()))
  // It takes seconds, which due syncs do not wait for.
  const search = unlessBusy('looking for duplicates failed', () => findDueDuplicates(new Date()))
  const notify = unlessBusy('notifying people failed', () => notifyPeople(new Date()))
  // Resumes the runs that were open when the last worker ended.
  await look()
  const timers = [setInterval(look, LOOK_MS), setInterval(search, LOOK_MS), setInterval(notify, LOOK_MS)]
  return {
    stop: async () => {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      await Promise.race([Promise.all(takers), sleep(STOP_MS, undefined, { ref: false })])
      await boss.stop({ graceful: true, wait: true })
      await closeQueue()
      await stopTracing()
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
 * Takes messages one after the other. It does not use `boss.work`: if the database is unavailable at the end of a message, that function
 * leaves an unhandled rejection, which ends the process.
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
      if (!message) await messageOrRest(queue, REST_MS)
      else {
        await logFailure('a message failed', () => context(message.data))
        await boss.complete(queue, message.id)
      }
    } catch {
      if (goesOn()) await ping()
      await sleep(REST_MS)
    }
  }
}

/** The queue has its own connections; only a query through the pool detects whether the pool can reach the database. */
const ping = () => dbOfNoFirm().$queryRaw`select 1`.catch(() => undefined)

/** The work, but only once at a time: with thousands of due syncs, it may take longer than the interval. */
function unlessBusy(failure: string, work: () => Promise<void>): () => Promise<void> {
  let isBusy = false
  return async () => {
    if (isBusy) return
    isBusy = true
    await logFailure(failure, work)
    isBusy = false
  }
}

/** Logs a failure, unless the database is unavailable: presence.ts logs that once for all of them. */
async function logFailure(event: string, context: () => Promise<void>): Promise<void> {
  const losses = databaseLosses()
  await context().catch((error: unknown) => {
    if (databaseLosses() === losses && !isDatabaseAway()) log.warn(event, { error })
  })
}
