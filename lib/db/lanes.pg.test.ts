// Who may work on an account, and what becomes of a holder that was frozen.
import { afterEach, expect, test, vi } from 'vitest'
import { dbOfNoFirm } from './client'
import { claimLane, LaneLost, leaveLane, mustHold, takeLane } from './lanes'
import { withDatabase } from './testing'

withDatabase()
afterEach(() => {
  vi.useRealTimers()
})

const laneOf = (account: string) => ({ account, holder: crypto.randomUUID() })

test('a lane is one holder’s until its lease runs out', async () => {
  const [first, second] = [laneOf('google:1'), laneOf('google:1')]
  expect([await claimLane(first), await claimLane(second)]).toEqual([true, false])
  await dbOfNoFirm().$executeRaw`update "Lane" set until = now() - interval '1 second'`
  expect(await claimLane(second)).toBe(true)
})

test('whoever takes a lane hears what the last one left in it', async () => {
  const [first, second] = [laneOf('google:3'), laneOf('google:3')]
  expect(await takeLane(first)).toMatchObject({ pace: null })
  await leaveLane(first, { used: 5 })
  expect(await takeLane(second)).toMatchObject({ pace: { used: 5 } })
})

test('lanes that nobody took for a while are forgotten as new ones come', async () => {
  await takeLane(laneOf('google:old'))
  await dbOfNoFirm()
    .$executeRaw`update "Lane" set until = now() - interval '1 hour' where account = 'google:old'`
  await takeLane(laneOf('google:new'))
  expect(await dbOfNoFirm().lane.count({ where: { account: 'google:old' } })).toBe(0)
})

test('a holder that was frozen for longer than its lease makes no call, though nobody told it of its loss', async () => {
  const lane = laneOf('google:2')
  await claimLane(lane)
  expect(() => mustHold(lane)).not.toThrow()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 21_000 })
  expect(() => mustHold(lane)).toThrow(LaneLost)
  vi.useRealTimers()
  expect(await claimLane(lane)).toBe(true)
  expect(() => mustHold(lane)).not.toThrow()
})

test('a transaction of a frozen process is rolled back by Postgres, so that its lane is free for others', async () => {
  const [row] = await dbOfNoFirm().$queryRaw<[{ ms: number }]>`
    select extract(epoch from current_setting('idle_in_transaction_session_timeout')::interval)::int * 1000 as ms`
  expect(row.ms).toBeGreaterThan(0)
  expect(row.ms).toBeLessThanOrEqual(20_000)
})
