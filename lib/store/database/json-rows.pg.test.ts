import { expect, test } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { db, withTransaction } from './client'
import { Prisma } from './generated/client'
import { jsonRows } from './json-rows'

withDatabase()
const FIRM = '0f8b1c2e-5a0e-4c0e-9f6e-3d2a1b0c9d8e'

interface Row {
  readonly n: number
  readonly at: Date | null
  readonly value: object
}

const query = Prisma.sql`
  select n, case when n = 2 then null else '2026-12-01T10:20:30.456Z'::timestamptz end as at,
    jsonb_build_object('text', 'Zoë 😀 "\n', 'nothing', null) as value
  from generate_series(1, 3) n order by n desc`

test('the rows come in the order of the query, with their times as dates and everything else as it is stored', async () => {
  const at = new Date('2026-12-01T10:20:30.456Z')
  const value = { text: 'Zoë 😀 "\n', nothing: null }
  const rows = [
    { n: 3, at, value },
    { n: 2, at: null, value },
    { n: 1, at, value },
  ]
  expect(await jsonRows<Row>(db(FIRM), query, ['at'])).toEqual(rows)
  expect(await withTransaction(FIRM, (tx) => jsonRows<Row>(tx, query, ['at']))).toEqual(rows)
})

test('a query without rows gives an empty list', async () => {
  expect(await jsonRows(db(FIRM), Prisma.sql`select 1 as n where false`)).toEqual([])
})
