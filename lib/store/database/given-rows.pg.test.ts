import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { db, withTransaction } from './client'
import type { Prisma } from './generated/client'
import { withJson, withRows } from './given-rows'

withDatabase()

const firmId = randomUUID()
const HOSTILE = 'A\0na \ud83d Li 😀 \\u0000'

const names = (rows: readonly object[]) =>
  withRows(
    rows,
    (given) => db(firmId).$queryRaw<readonly { name: string }[]>`
      select name from jsonb_to_recordset(${given}) as g(name text)`,
  )

const namesWithin = (rows: readonly object[]) =>
  withTransaction(firmId, (tx) =>
    withRows(
      rows,
      (given) => tx.$queryRaw<readonly { name: string }[]>`
        select name from jsonb_to_recordset(${given}) as g(name text)`,
    ),
  )

it('rows arrive as they are, in a transaction and outside, many at once, and each statement gets its own', async () => {
  const lists = Array.from({ length: 20 }, (_, list) =>
    Array.from({ length: 500 }, (_, at) => ({ name: `${list} ${at} ${'x'.repeat(1_000)}` })),
  )
  const read = await Promise.all(lists.map((rows, at) => (at % 2 === 0 ? names(rows) : namesWithin(rows))))
  expect(read).toEqual(lists)
})

it('text that cannot be stored is cleaned', async () => {
  const [row] = await names([{ name: HOSTILE }])
  expect(row?.name).not.toMatch(/\0|\ud83d(?![\udc00-\udfff])/)
  expect(row?.name).toContain('Li 😀 \\u0000')
})

it('a statement may use the rows twice', async () => {
  const [row] = await withJson(
    '[1, 2]',
    (given) => db(firmId).$queryRaw<readonly { twice: boolean }[]>`select ${given} = ${given} as twice`,
  )
  expect(row?.twice).toBe(true)
})

it('the rows are gone after the statement, also when it fails: a name that leaked means nothing', async () => {
  const leaked: Prisma.Sql[] = []
  await names([{ name: 'Ana' }])
  const failing = withRows([{ name: 'Ana' }], (given) => {
    leaked.push(given)
    return db(firmId).$queryRaw`select * from jsonb_to_recordset(${given}) as g(name int)`
  })
  await expect(failing).rejects.toThrow()
  const [given] = leaked
  await expect(db(firmId).$queryRaw`select ${given} as value`).rejects.toThrow(/json/)
})
