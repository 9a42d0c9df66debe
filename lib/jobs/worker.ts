// A worker: takes messages off the queue until it is stopped. Any number may run on any number of machines.
import { ADVANCE, type AdvanceMessage, closeQueue, openQueue, TICK } from '@/lib/db/queue'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { advance } from './advance'
import { openConnection } from './open'
import { tick } from './schedule'
import type { Outside } from './work'

/** Runs that one worker advances side by side; each mostly waits for its provider. */
const SIDE_BY_SIDE = 4
/** The shortest rest that the queue allows between two looks. */
const POLL_SECONDS = 0.5

const outside = (open: Outside['open']): Outside => ({
  intervalMs: env().SYNC_INTERVAL_MINUTES * 60_000,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  log: (event, facts) => log.info(event, facts),
  open,
})

/** `open`: how a connection's provider is called; the benchmark has its own. */
export async function startWorker(
  open: Outside['open'] = openConnection,
): Promise<{ readonly stop: () => Promise<void> }> {
  const boss = await openQueue({ worker: true })
  const options = { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS }
  for (let lane = 0; lane < SIDE_BY_SIDE; lane += 1) {
    const id: string = await boss.work<AdvanceMessage>(ADVANCE, options, async ([message]) => {
      if (message) await advance(message.data.runId, outside(open))
      // Where there was one there may be more: the rest is for an empty queue.
      boss.notifyWorker(id)
    })
  }
  await boss.work(TICK, options, () => tick(new Date()))
  await boss.schedule(TICK, '* * * * *')
  // What was going on when the last worker ended goes on now, not at the next minute.
  await tick(new Date())
  return {
    stop: async () => {
      await boss.stop({ graceful: true, wait: true, timeout: 15_000 })
      await closeQueue()
    },
  }
}
