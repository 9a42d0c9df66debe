// The queue that wakes workers: pg-boss on the same database. It stores no state of its own: runs and syncs say what has to be done, and
// every worker's tick finds work whose message was lost.
import PgBoss from 'pg-boss'
import { bookSlots, EXPECTED_MS, releaseSlot, slotAt } from '@/lib/store/sync/fair-scheduling'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'
import { databaseUrl } from './client'
import type { OfFirm } from './cross-tenant'
import { withSocketTimeout } from './socket-timeout'
import { signalMessage } from './wake-signal'

const SCHEMA = 'queue'
/** A message that is not finished within this time belonged to a crashed worker. Longer than a time slice, see advance.ts. */
const EXPIRE_SECONDS = 120
/** How much later than our timers a message may become due in the database. */
const CLOCKS_MS = 10

export const ADVANCE = 'advance'
export const TICK = 'tick'
export interface AdvanceMessage {
  readonly runId: string
  readonly firmId: string
  /** The time that was booked on its firm's clock for it (fair-scheduling.ts). Milliseconds. */
  readonly bookedMs: number
}

declare global {
  var concordQueue: Promise<PgBoss> | undefined
}

/** The queue for sending, opened once per process. If the database was unreachable, the next caller opens it. */
function queue(): Promise<PgBoss> {
  // The queue has its own connections, and a worker that is woken before the commit finds nothing.
  mustBeOutsideTransaction('A message was sent')
  globalThis.concordQueue ??= openQueue({ worker: false }).catch((error: unknown) => {
    globalThis.concordQueue = undefined
    throw error
  })
  return globalThis.concordQueue
}

/** Only a worker supervises the queue. The process that opens it also stops it. */
export async function openQueue({ worker }: { readonly worker: boolean }): Promise<PgBoss> {
  const settings = {
    connectionString: databaseUrl(),
    schema: SCHEMA,
    max: 4,
    supervise: worker,
    schedule: false,
    application_name: 'concord queue',
    ...withSocketTimeout(),
  }
  const boss = new PgBoss(settings)
  // Without a listener a lost connection would end the process; pg-boss reconnects by itself.
  boss.on('error', () => undefined)
  await boss.start()
  for (const name of [ADVANCE, TICK]) {
    await boss.createQueue(name, { name, policy: 'short', retryLimit: 0, expireInSeconds: EXPIRE_SECONDS })
  }
  return boss
}

/** Requests that a worker advances the run, now or not before `at`. A repeated request has no further effect. */
export async function wakeRun({ id, firmId }: OfFirm, at?: Date): Promise<void> {
  const bookedMs = at ? 0 : EXPECTED_MS
  const priority = at ? slotAt(at).priority : (await bookSlots([firmId]))[0]
  const message: AdvanceMessage = { runId: id, firmId, bookedMs }
  // Two keys, so that a message for later does not suppress one for now.
  const options = at ? { startAfter: at, singletonKey: `${id} later` } : { singletonKey: id }
  const sent = await (await queue()).send(ADVANCE, message, {
    ...options,
    ...(priority !== undefined && { priority }),
  })
  if (sent === null) await releaseSlot(firmId, 0, bookedMs)
  else if (!at) signalMessage(ADVANCE)
}

/** Requests that workers advance these runs now: two statements for all of them. For runs that nobody has woken yet. */
export async function wakeRuns(runs: readonly OfFirm[]): Promise<void> {
  if (runs.length === 0) return
  const slots = await bookSlots(runs.map(({ firmId }) => firmId))
  const messages = runs.map(({ id, firmId }, at) => ({
    ...{ name: ADVANCE, singletonKey: id, priority: slots[at] ?? 0 },
    data: { runId: id, firmId, bookedMs: EXPECTED_MS } satisfies AdvanceMessage,
  }))
  await (await queue()).insert(messages)
  for (const _ of runs) signalMessage(ADVANCE)
}

/** Requests a look for due work, `ms` from now. */
export async function wakeTick(ms: number): Promise<void> {
  // pg-boss reads a text as an interval of Postgres; as a number it would have to be whole seconds.
  const after = { startAfter: `${ms / 1_000} seconds`, singletonKey: ms === 0 ? 'now' : 'soon' }
  await (await queue()).send(TICK, {}, after)
  if (ms === 0) signalMessage(TICK)
  // A few milliseconds later, by the clock of the database.
  else setTimeout(signalMessage, ms + CLOCKS_MS, TICK).unref()
}

export async function closeQueue(): Promise<void> {
  const open = globalThis.concordQueue
  globalThis.concordQueue = undefined
  await (await open)?.stop({ graceful: true, wait: true })
}
