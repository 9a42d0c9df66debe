import { expect, it } from 'vitest'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { takeOne } from './rate-limit'

withDatabase()
const limit = { burst: 3, everySeconds: 100 }
const times = (count: number, key: string) =>
  Promise.all(Array.from({ length: count }, () => takeOne(key, limit)))
/** Moves the stored time back by so many seconds. */
const pass = (seconds: number) =>
  ownerPool().query(`update "RateLimit" set "usedUntil" = "usedUntil" - $1 * interval '1 second'`, [seconds])

it('the limit applies across servers that ask at once, and the rest get the time to wait', async () => {
  const waits = await times(20, 'a crowd')
  expect(waits.filter((wait) => wait === 0)).toHaveLength(3)
  for (const wait of waits.filter((wait) => wait > 0)) expect(wait).toBeGreaterThan(90)
})

it('one more is allowed after each period, and the full burst after a pause', async () => {
  await times(3, 'one')
  await pass(101)
  expect(await takeOne('one', limit)).toBe(0)
  expect(await takeOne('one', limit)).toBeGreaterThan(0)
  await pass(1_000)
  expect(await times(3, 'one')).toEqual([0, 0, 0])
})

it('repeated attempts do not extend the wait', async () => {
  await times(3, 'stubborn')
  const first = await takeOne('stubborn', limit)
  await times(50, 'stubborn')
  expect(await takeOne('stubborn', limit)).toBeLessThanOrEqual(first)
})

it('each key has its own limit', async () => {
  await times(10, 'loud')
  expect(await takeOne('quiet', limit)).toBe(0)
})

it('outdated rows are deleted by themselves', async () => {
  await times(1, 'gone soon')
  await pass(10_000)
  await takeOne('new', limit)
  const { rows } = await ownerPool().query(`select 1 from "RateLimit" where key = 'gone soon'`)
  expect(rows).toEqual([])
})
