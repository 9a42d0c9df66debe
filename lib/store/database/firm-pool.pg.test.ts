// Which connection a pool hands out.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { databaseUrl } from './client'
import { FirmPool } from './firm-pool'

withDatabase()
let pool: FirmPool
beforeAll(() => {
  pool = new FirmPool(databaseUrl(), 4)
})
afterAll(() => pool.end())

const backendOf = (firmId: string | null) =>
  pool.forFirm(firmId, async () => {
    const client = await pool.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    return { pid: rows[0]?.pid, release: () => client.release() }
  })

test('a connection that was last set to a firm serves it again, and those without a firm stay so', async () => {
  const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()]
  const first = [await backendOf(ours), await backendOf(theirs), await backendOf(null)]
  for (const { release } of first) release()
  for (const at of [0, 2, 1, 2, 0]) {
    const again = await backendOf([ours, theirs, null][at] ?? null)
    again.release()
    expect(again.pid).toBe(first[at]?.pid)
  }
  const another = await backendOf(crypto.randomUUID())
  another.release()
  expect(another.pid).not.toBe(first[2]?.pid)
})
