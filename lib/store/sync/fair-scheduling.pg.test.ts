// The order in which workers process the runs of several firms.
import type PgBoss from 'pg-boss'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { ADVANCE, type AdvanceMessage, openQueue, wakeRun, wakeRuns } from '@/lib/store/database/queue'
import { withDatabase } from '@/testing/database/test-database'
import { releaseSlot } from './fair-scheduling'

withDatabase()

let boss: PgBoss
beforeAll(async () => {
  boss = await openQueue({ worker: true })
})
afterEach(() => boss.purgeQueue(ADVANCE))
afterAll(() => boss.stop({ graceful: false, wait: true }))

const runsOf = (count: number, firmId: string = crypto.randomUUID()): readonly OfFirm[] =>
  Array.from({ length: count }, () => ({ id: crypto.randomUUID(), firmId }))

async function wake(runs: readonly OfFirm[]): Promise<void> {
  for (const run of runs) await wakeRun(run)
}

/** Messages are sent one by one, or those of a tick together. */
const WAYS: Readonly<Record<string, typeof wake>> = { 'one by one': wake, together: wakeRuns }

/** The waiting messages, fetched one by one as workers do. */
async function inOrder(): Promise<readonly AdvanceMessage[]> {
  const line: AdvanceMessage[] = []
  for (;;) {
    const [message] = await boss.fetch<AdvanceMessage>(ADVANCE)
    if (!message) return line
    await boss.complete(ADVANCE, message.id)
    line.push(message.data)
  }
}

/** How many runs of other firms come before each of these. */
const placesOf = (runs: readonly OfFirm[], line: readonly AdvanceMessage[]) =>
  runs.map(({ id }) => line.findIndex(({ runId }) => runId === id))

test.each(Object.keys(WAYS))(
  '%s: a firm with forty runs lets the only run of another go second',
  async (way) => {
    const [big, small] = [runsOf(40), runsOf(1)]
    await WAYS[way]?.(big)
    await WAYS[way]?.(small)
    const line = await inOrder()
    expect(line).toHaveLength(41)
    expect(placesOf(small, line)).toEqual([1])
  },
)

test.each(Object.keys(WAYS))('%s: firms that need the same amount of time take turns', async (way) => {
  const [one, other] = [runsOf(5), runsOf(5)]
  await WAYS[way]?.([...one, ...other])
  const firms = (await inOrder()).map(({ firmId }) => firmId === one[0]?.firmId)
  for (let at = 0; at < firms.length; at += 2) expect(firms[at]).not.toBe(firms[at + 1])
})

test('unused time goes back to its firm, and so does time that was booked twice', async () => {
  const [quick, other] = [runsOf(3), runsOf(1)]
  await wake([...quick, ...quick])
  for (const { firmId, bookedMs } of await inOrder()) await releaseSlot(firmId, 0, bookedMs)
  await wake(quick.slice(0, 1))
  await wake(other)
  expect(placesOf([...quick.slice(0, 1), ...other], await inOrder())).toEqual([0, 1])
})

test('a firm that used more than others comes after them', async () => {
  const [busy] = runsOf(1)
  const [calm] = runsOf(1)
  if (!busy || !calm) throw new Error('no runs')
  await releaseSlot(busy.firmId, 0, 0)
  await releaseSlot(busy.firmId, 60_000, 0)
  await wake([busy, calm])
  expect(placesOf([calm, busy], await inOrder())).toEqual([0, 1])
})

test('a run that resumes later goes before runs that were queued after its time', async () => {
  const [waiting, fresh] = [runsOf(1), runsOf(1)]
  const [run] = waiting
  if (!run) throw new Error('no run')
  await wakeRun(run, new Date(Date.now() - 5_000))
  await wake(fresh)
  expect(placesOf([...waiting, ...fresh], await inOrder())).toEqual([0, 1])
})
