// Which worker may work on an account, and what happens to a holder whose process was frozen.
import { afterEach, expect, test, vi } from 'vitest'
import { dbOfNoFirm } from '@/lib/store/database/client'
import { withDatabase } from '@/testing/database/test-database'
import { acquireLease, holdsLease, LeaseLost, mustHoldLease, releaseLease } from './account-lease'

withDatabase()
afterEach(() => {
  vi.useRealTimers()
})

const leaseOf = (account: string) => ({ account, holder: crypto.randomUUID() })

test('a lease belongs to one holder until it expires', async () => {
  const [first, second] = [leaseOf('google:1'), leaseOf('google:1')]
  expect([await holdsLease(first), await holdsLease(second)]).toEqual([true, false])
  await dbOfNoFirm().$executeRaw`update "AccountLease" set until = now() - interval '1 second'`
  expect(await holdsLease(second)).toBe(true)
})

test('a worker that acquires a lease gets the quota usage of the last holder', async () => {
  const [first, second] = [leaseOf('google:3'), leaseOf('google:3')]
  expect(await acquireLease(first)).toMatchObject({ quotaUsage: null })
  await releaseLease(first, { used: 5 })
  expect(await acquireLease(second)).toMatchObject({ quotaUsage: { used: 5 } })
})

test('leases that have not been acquired for a while are deleted as new ones are added', async () => {
  await acquireLease(leaseOf('google:old'))
  await dbOfNoFirm()
    .$executeRaw`update "AccountLease" set until = now() - interval '1 hour' where account = 'google:old'`
  await acquireLease(leaseOf('google:new'))
  expect(await dbOfNoFirm().accountLease.count({ where: { account: 'google:old' } })).toBe(0)
})

test('a holder that was frozen for longer than its lease makes no call, even if it has not noticed the loss', async () => {
  const lease = leaseOf('google:2')
  await holdsLease(lease)
  expect(() => mustHoldLease(lease)).not.toThrow()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 21_000 })
  expect(() => mustHoldLease(lease)).toThrow(LeaseLost)
  vi.useRealTimers()
  expect(await holdsLease(lease)).toBe(true)
  expect(() => mustHoldLease(lease)).not.toThrow()
})

test('Postgres rolls back a transaction of a frozen process, so that its lease is free for others', async () => {
  const [row] = await dbOfNoFirm().$queryRaw<[{ ms: number }]>`
    select extract(epoch from current_setting('idle_in_transaction_session_timeout')::interval)::int * 1000 as ms`
  expect(row.ms).toBeGreaterThan(0)
  expect(row.ms).toBeLessThanOrEqual(20_000)
})
