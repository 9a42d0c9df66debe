// At the end of a run, the firm's other syncs are woken if it changed contacts here, and left alone if it did not.
import { expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { person, setUpFixture } from '@/testing/scenarios/fixture'
import { wroteStatement } from './finish'

withDatabase()

/** Ana's sync, and Ben's sync in the same firm, which is not due. */
async function two() {
  const ana = await setUpFixture()
  ana.account.add(person('Cho', 'Min-ji'))
  await ana.start(await ana.preview())
  const ben = await setUpFixture({ firmId: ana.actor.firmId })
  await owner().sync.update({ where: { id: ben.sync.id }, data: { state: 'active', nextCheckAt: null } })
  const isWoken = async () =>
    (await owner().sync.findUniqueOrThrow({ where: { id: ben.sync.id } })).wokenAt !== null
  return { ana, isWoken }
}

it('wakes the other syncs if it wrote here', async () => {
  const { ana, isWoken } = await two()
  const [cho] = ana.there()
  ana.account.edit(cho?.id ?? '', person('Cho', 'Min-ji', { title: 'Judge' }))
  await ana.later()
  expect((await ana.here())[0]?.title).toBe('Judge')
  expect(await isWoken()).toBe(true)
})

it('leaves the other syncs alone if it wrote only to the account, or nothing', async () => {
  const { ana, isWoken } = await two()
  await ana.addHere(person('Ben', 'Okafor'))
  await ana.later()
  expect(ana.there()).toHaveLength(2)
  await ana.later()
  expect(await isWoken()).toBe(false)
})

it('asks an index of the run’s changes, however long the firm’s history is', async () => {
  const { ana } = await two()
  const run = await owner().run.findFirstOrThrow({ where: { syncId: ana.sync.id } })
  const other = await owner().run.create({
    data: {
      ...{ id: crypto.randomUUID(), firmId: ana.actor.firmId, syncId: ana.sync.id },
      ...{ kind: 'scheduled', state: 'done', full: false },
    },
  })
  await ownerPool().query(
    `insert into "Change" (id, "firmId", "syncId", "runId", kind, state, body, "group", name, "sortKey", search)
     select gen_random_uuid(), $1, $2, $3, 'update', 'applied', '{}', 'update', '', '', '' from generate_series(1, 20000)`,
    [ana.actor.firmId, ana.sync.id, other.id],
  )
  await ownerPool().query('analyze')
  const rows = await db(ana.actor.firmId).$queryRaw<{ 'QUERY PLAN': string }[]>(
    Prisma.sql`explain ${wroteStatement(run.id)}`,
  )
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).not.toContain('Seq Scan')
  expect(plan).toContain('Index')
})
