// The list and the clients of 20,000 matters are read from indexes: a page costs the same wherever it is, and few clients cost little.
import { beforeAll, expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { PageStart } from '@/lib/store/keyset'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { listMatters, matterPageStatement } from './matter-list'
import { clientsAmong, clientsAmongStatement } from './of-contacts'

withDatabase()

const MANY = 20_000
const PAGE = 1_000
/** Rows of a page that a person sees. */
const SHOWN = 50
const firm = crypto.randomUUID()
const all = { query: '', status: null, responsibleId: null, deleted: false } as const

/** Each matter has a client of its own; their contacts are 25,000. */
beforeAll(async () => {
  await owner().firm.create({ data: { id: firm, name: 'Firm' } })
  await ownerPool().query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search, "updatedAt")
     select gen_random_uuid(), $1, jsonb_build_object('kind', 'person', 'lastName', 'N' || n), 'n' || n, 'n' || n, now()
     from generate_series(1, 25000) n`,
    [firm],
  )
  await ownerPool().query(
    `insert into "Matter" (id, "firmId", number, description, "clientId", "sortKey", search)
     select gen_random_uuid(), $1, n, '', id, lpad(n::text, 12, '0'), n::text
     from (select id, row_number() over (order by id) as n from "Contact" where "firmId" = $1) c where n <= $2`,
    [firm, MANY],
  )
  await ownerPool().query('analyze "Matter"')
})

async function planOf(statement: Prisma.Sql): Promise<string> {
  const rows = await db(firm).$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${statement}`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

it('pages follow each other through all matters, each read from the index', async () => {
  const numbers: number[] = []
  let start: PageStart = { kind: 'first' }
  for (;;) {
    const plan = await planOf(matterPageStatement(firm, all, start, SHOWN))
    expect(plan).toMatch(/Index (Only )?Scan using "?Matter_firmId_deletedAt_sortKey/)
    expect(plan).not.toMatch(/Seq Scan on "(Matter|Contact)"/)
    const { rows, more } = await listMatters(firm, all, start, PAGE)
    numbers.push(...rows.map(({ number }) => Number(number)))
    const last = rows.at(-1)
    if (!more.after || !last) break
    start = { kind: 'after', id: last.id }
  }
  expect(numbers).toEqual(Array.from({ length: MANY }, (_, at) => MANY - at))
})

it('who of a preview’s contacts is a client is answered by the index', async () => {
  const contacts = await owner().contact.findMany({ where: { firmId: firm }, select: { id: true } })
  const ids = contacts.map(({ id }) => id)
  expect((await clientsAmong(firm, ids.slice(0, 5_000))).size).toBeGreaterThan(0)
  const plan = await planOf(clientsAmongStatement(firm, ids.slice(0, 100)))
  expect(plan).toMatch(/Index Scan using "?Matter_(firmId_)?clientId_idx/)
  expect(plan).not.toContain('Seq Scan on "Matter"')
})
