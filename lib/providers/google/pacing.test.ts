import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINUTE } from '@/lib/time'
import { COSTS, createPacing, type Pacing, UNLIMITED, USUAL_QUOTAS } from './pacing'

const START = Date.parse('2026-11-23T09:00:00Z')
const at = (ms: number) => new Date(START + ms)
const rest = (ms: number, quota: 'minute' | 'day' = 'minute') => ({ until: at(ms), quota })
const small = { ...UNLIMITED, criticalWrites: 12 }

test('units are granted until the minute’s quota is used up, and are free again a minute later', () => {
  const pacing = createPacing(small)
  expect(pacing.take('ana', COSTS.batchWrite, at(0))).toBeNull()
  expect(pacing.take('ana', COSTS.batchWrite, at(10_000))).toBeNull()
  const free = pacing.take('ana', COSTS.batchWrite, at(20_000))
  expect(free?.until.getTime()).toBeGreaterThanOrEqual(START + MINUTE)
  expect(free?.until.getTime()).toBeLessThanOrEqual(START + MINUTE + 1_000)
  expect(pacing.take('ana', COSTS.batchWrite, free?.until ?? at(0))).toBeNull()
})

test('a call that has to wait costs nothing', () => {
  const pacing = createPacing(small)
  for (let call = 0; call < 2; call++) pacing.take('ana', COSTS.batchWrite, at(0))
  const first = pacing.take('ana', COSTS.write, at(1_000))
  for (let call = 0; call < 50; call++) pacing.take('ana', COSTS.write, at(1_000))
  expect(pacing.take('ana', COSTS.write, at(1_000))).toEqual(first)
})

test('each account has its own minute', () => {
  const pacing = createPacing(small)
  for (let call = 0; call < 12; call++) pacing.take('ana', COSTS.write, at(0))
  expect(pacing.take('ana', COSTS.write, at(0))).not.toBeNull()
  expect(pacing.take('ben', COSTS.write, at(0))).toBeNull()
})

test('all accounts share the daily writes', () => {
  const pacing = createPacing({ ...UNLIMITED, dailyWrites: 400 })
  expect(pacing.take('ana', COSTS.batchWrite, at(0))).toBeNull()
  expect(pacing.take('ben', COSTS.batchWrite, at(0))).toBeNull()
  const free = pacing.take('eve', COSTS.write, at(0))
  expect(free?.until.getTime()).toBeGreaterThanOrEqual(START + 24 * 60 * MINUTE)
})

test('no minute exceeds its quota, however the calls are spread', () => {
  const calls = fc.array(fc.record({ wait: fc.nat(20_000), batch: fc.boolean() }), {
    minLength: 20,
    maxLength: 60,
  })
  fc.assert(
    fc.property(calls, (plan) => {
      const pacing = createPacing(USUAL_QUOTAS)
      const passed: { readonly at: number; readonly units: number }[] = []
      let now = START
      for (const { wait, batch } of plan) {
        now += wait
        const cost = batch ? COSTS.batchWrite : COSTS.write
        if (pacing.take('ana', cost, new Date(now)) === null)
          passed.push({ at: now, units: cost.criticalWrites })
      }
      for (const { at: end } of passed) {
        const within = passed.filter((one) => one.at <= end && one.at > end - MINUTE)
        expect(within.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(
          USUAL_QUOTAS.criticalWrites,
        )
      }
    }),
    { numRuns: 1_000 },
  )
})

test('after a 429 the account waits as long as Google says', () => {
  const pacing = createPacing(UNLIMITED)
  const how = { lasting: false, limit: null, cost: COSTS.read, now: at(0), random: 0 }
  expect(pacing.slowDown('ana', { ...how, retryAfter: '30' })).toEqual(rest(30_000))
  expect(pacing.take('ana', COSTS.read, at(29_999))).toEqual(rest(30_000))
  expect(pacing.take('ben', COSTS.read, at(0))).toBeNull()
  expect(pacing.take('ana', COSTS.read, at(30_000))).toBeNull()
  const date = 'Mon, 23 Nov 2026 09:05:00 GMT'
  expect(pacing.slowDown('ana', { ...how, retryAfter: date })).toEqual(rest(5 * MINUTE))
})

test('a limit that is exceeded early counts as smaller for ten minutes', () => {
  const pacing = createPacing(USUAL_QUOTAS)
  const limit = 'CriticalWritesPerMinutePerProjectPerUser'
  for (let call = 0; call < 3; call++) pacing.take('ana', COSTS.batchWrite, at(0))
  const refusal = { lasting: false, limit, cost: COSTS.batchWrite, retryAfter: '1', now: at(0), random: 0 }
  pacing.slowDown('ana', refusal)
  const free = pacing.take('ana', COSTS.batchWrite, at(2_000))
  expect(free?.until.getTime()).toBeGreaterThanOrEqual(START + MINUTE)
  const passes = (from: number) =>
    [0, 1, 2, 3, 4, 5].filter((call) => pacing.take('ana', COSTS.batchWrite, at(from + call)) === null).length
  expect(passes(2 * MINUTE)).toBe(2)
  expect(passes(11 * MINUTE)).toBe(5)
})

test('a process continues another one’s counts, even if it counted the same calls itself', () => {
  const pacing = createPacing(small)
  const other = createPacing(small)
  const handedOver = (from: Pacing, to: Pacing) =>
    to.know('ana', JSON.parse(JSON.stringify(from.counted('ana'))))
  pacing.take('ana', COSTS.batchWrite, at(0))
  handedOver(pacing, other)
  expect(other.take('ana', COSTS.batchWrite, at(10_000))).toBeNull()
  handedOver(other, pacing)
  const free = pacing.take('ana', COSTS.batchWrite, at(20_000))
  expect(free).toEqual(other.take('ana', COSTS.batchWrite, at(20_000)))
  expect(free?.until.getTime()).toBeGreaterThanOrEqual(START + MINUTE)
})

test('waits and learned limits are handed over too', () => {
  const pacing = createPacing(USUAL_QUOTAS)
  const other = createPacing(USUAL_QUOTAS)
  const limit = 'CriticalWritesPerMinutePerProjectPerUser'
  for (let call = 0; call < 3; call++) pacing.take('ana', COSTS.batchWrite, at(0))
  pacing.slowDown('ana', {
    lasting: false,
    limit,
    cost: COSTS.batchWrite,
    retryAfter: '30',
    now: at(0),
    random: 0,
  })
  other.know('ana', pacing.counted('ana'))
  expect(other.take('ana', COSTS.read, at(29_000))).toEqual(rest(30_000))
  const passes = [0, 1, 2, 3].filter(
    (call) => other.take('ana', COSTS.batchWrite, at(2 * MINUTE + call)) === null,
  )
  expect(passes).toHaveLength(2)
})

test.each([[null], ['soon'], [{ used: 3 }], [{ used: { everything: [] }, learned: {}, resting: null }]])(
  'what does not read like a count is nothing known: %j',
  (counted) => {
    const pacing = createPacing(small)
    pacing.know('ana', counted)
    expect(pacing.take('ana', COSTS.batchWrite, at(0))).toBeNull()
  },
)

test('if Google gives no time, each further refusal doubles the wait, up to a limit', () => {
  const pacing = createPacing(UNLIMITED)
  const refused = (lasting: boolean) => {
    const how = { lasting, limit: null, cost: COSTS.read, retryAfter: null, now: at(0), random: 1 }
    return pacing.slowDown('ana', how)
  }
  expect([refused(false), refused(false), refused(false)]).toEqual([rest(5_000), rest(10_000), rest(20_000)])
  for (let call = 0; call < 20; call++) refused(false)
  expect(refused(false)).toEqual(rest(5 * MINUTE))
  expect(refused(true)).toEqual(rest(6 * 60 * MINUTE, 'day'))
  pacing.answered('ana')
  expect(refused(false)).toEqual(rest(5_000))
})

test('after a first refusal that may be the daily quota it waits half a minute, then twice as long each time', () => {
  const pacing = createPacing(UNLIMITED)
  const how = { lasting: true, limit: null, cost: COSTS.read, retryAfter: null, now: at(0), random: 1 }
  const rests = Array.from({ length: 4 }, () => pacing.slowDown('ana', how))
  expect(rests).toEqual([30_000, MINUTE, 2 * MINUTE, 4 * MINUTE].map((ms) => rest(ms, 'day')))
  expect(pacing.take('ana', COSTS.read, at(0))).toEqual(rest(4 * MINUTE, 'day'))
})

test('used-up daily writes are told apart from those of a minute', () => {
  const pacing = createPacing({ ...UNLIMITED, criticalWrites: 12, dailyWrites: 400 })
  for (let call = 0; call < 2; call++) pacing.take('ana', COSTS.batchWrite, at(0))
  expect(pacing.take('ana', { criticalWrites: 1 }, at(0))?.quota).toBe('minute')
  expect(pacing.take('ana', COSTS.batchWrite, at(0))?.quota).toBe('day')
})
