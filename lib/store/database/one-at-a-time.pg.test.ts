// Queries that are asked for at once on one connection.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyMigrations } from '@/lib/store/migrations/migrations'
import { withDatabase } from '@/testing/database/test-database'
import { db, type Tx, withTransaction } from './client'

const database = withDatabase()

const firmId = crypto.randomUUID()
const warnings: string[] = []
const warned = ({ message }: Error) => warnings.push(message)

beforeAll(async () => {
  await db(firmId).firm.create({ data: { id: firmId, name: 'Firm' } })
})
beforeEach(() => {
  process.on('warning', warned)
})
afterEach(() => {
  process.off('warning', warned)
})

it('the connection of the migrations is asked nothing before its first answer', async () => {
  await applyMigrations(database.url())
  expect(warnings).toEqual([])
})

/** Of three queries at once, pg would keep two in line and warn. */
const atOnce = (tx: Tx) => [1, 2, 3, 4].map((n) => tx.$queryRaw`select ${n}::int as n, pg_sleep(0.01)::text`)

describe('queries that a transaction is asked at once', () => {
  it('are sent one after the other, without a warning of pg', async () => {
    const found = await withTransaction(firmId, (tx) => Promise.all(atOnce(tx)))
    expect(found).toEqual([1, 2, 3, 4].map((n) => [expect.objectContaining({ n })]))
    const whole = await withTransaction(firmId, (tx) =>
      tx.firm.findMany({ include: { users: true, calendars: true, connections: true, contacts: true } }),
    )
    expect(whole).toHaveLength(1)
    expect(warnings).toEqual([])
  })

  it('of which one fails end the transaction with its error, and the connection serves the next one', async () => {
    const failing = withTransaction(firmId, async (tx) => {
      await tx.firm.update({ where: { id: firmId }, data: { name: 'Other' } })
      await Promise.all([tx.$queryRaw`select 1 / 0`, ...atOnce(tx)])
    })
    await expect(failing).rejects.toThrow('division by zero')
    expect(await db(firmId).firm.findFirst({ where: { id: firmId } })).toMatchObject({ name: 'Firm' })
    expect(warnings).toEqual([])
  })
})
