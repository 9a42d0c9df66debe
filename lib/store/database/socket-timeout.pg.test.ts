// The database stops answering without closing its connections.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRelay, type Relay } from '@/e2e/kills/relay'
import { withDatabase } from '@/testing/database/test-database'
import { FirmPool } from './firm-pool'
import { withSocketTimeout } from './socket-timeout'

const { url } = withDatabase()
let relay: Relay
let pool: FirmPool
beforeEach(async () => {
  relay = await openRelay(url())
  pool = new FirmPool(relay.url, 2, withSocketTimeout(500))
  pool.on('error', () => undefined)
})
afterEach(async () => {
  await pool.end()
  await relay.close()
})

const ask = () => pool.query<{ one: number }>('select 1 as one').then(({ rows }) => rows[0]?.one)

test('a query that gets no answer fails, and the next ones are asked over another connection', async () => {
  expect(await ask()).toBe(1)
  relay.cut()
  await expect(ask()).rejects.toThrow('fell silent')
  expect(pool.losses).toBeGreaterThan(0)
  relay.mend()
  expect(await ask()).toBe(1)
})

test('a transaction that gets no answer fails as a whole, its end included', async () => {
  const client = await pool.connect()
  client.on('error', () => undefined)
  await client.query('begin')
  relay.cut()
  await expect(client.query('select 1')).rejects.toThrow('fell silent')
  await expect(client.query('rollback')).rejects.toThrow()
  client.release(true)
  relay.mend()
  expect(await ask()).toBe(1)
})

test('a client that connects meanwhile gets the same error', async () => {
  relay.cut()
  await expect(ask()).rejects.toThrow('fell silent')
})

test('a slow query is not interrupted', async () => {
  const { rows } = await pool.query<{ slept: string }>(`select pg_sleep(0.3)::text as slept`)
  expect(rows).toHaveLength(1)
})
