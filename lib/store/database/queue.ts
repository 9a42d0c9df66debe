// The queue that wakes workers: pg-boss on the same database. It holds no truth: what is to be done stands in runs and syncs,
// and the tick, which every worker makes by itself, finds whatever a lost message forgot.
import PgBoss from 'pg-boss'
import { bookSlot, EXPECTED_MS, releaseSlot, slotAt } from '@/lib/store/sync/fair-scheduling'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'
import { databaseUrl } from './client'
import type { OfFirm } from './cross-tenant'
import { withSocketTimeout } from './socket-timeout'

const SCHEMA = 'queue'
/** A message nobody finished in this time belonged to a worker that died. Longer than a time slice, see advance.ts. */
const EXPIRE_SECONDS = 120

export const ADVANCE = 'advance'
export const TICK = 'tick'
export interface AdvanceMessage {
  readonly runId: string
  readonly firmId: string
  /** What its firm's clock was put forward by for it (turns.ts). Milliseconds. */
  readonly bookedMs: number
}

declare global {
  var concordQueue: Promise<PgBoss> | undefined
}

/** The queue for sending, opened once for each process; by the next who asks, where the database was away. */
function queue(): Promise<PgBoss> {
  // It has connections of its own, and a worker that is woken before the commit finds nothing.
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

/** Asks some worker to advance the run, now or not before `at`. Asking twice is asking once. */
export async function wakeRun({ id, firmId }: OfFirm, at?: Date): Promise<void> {
  const bookedMs = at ? 0 : EXPECTED_MS
  const { priority } = at ? slotAt(at) : await bookSlot(firmId)
  const message: AdvanceMessage = { runId: id, firmId, bookedMs }
  // A message for later must not swallow one for now, hence the two keys.
  const options = at ? { startAfter: at, singletonKey: `${id} later` } : { singletonKey: id }
  const sent = await (await queue()).send(ADVANCE, message, { ...options, priority })
  if (sent === null) await releaseSlot(firmId, 0, bookedMs)
}

/** Asks for a look at what is due, `seconds` from now. */
export async function wakeTick(seconds: number): Promise<void> {
  await (await queue()).send(TICK, {}, { startAfter: seconds, singletonKey: seconds === 0 ? 'now' : 'soon' })
}

export async function closeQueue(): Promise<void> {
  const open = globalThis.concordQueue
  globalThis.concordQueue = undefined
  await (await open)?.stop({ graceful: true, wait: true })
}
