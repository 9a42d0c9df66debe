// What carrying out a large plan reads: each step only its own changes, however many the run has.
import { expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { countGrownTables } from '@/lib/store/database/statistics'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { rowsReadBy } from '@/testing/database/rows-read'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { setUpFixture } from '@/testing/scenarios/fixture'
import { changesOfRun } from './changes'

withDatabase()

/** A run with so many planned changes of two kinds, in a table without statistics. */
async function withPlan(planned: number) {
  const { actor, sync } = await setUpFixture()
  const { firmId } = actor
  const runId = crypto.randomUUID()
  await ownerPool().query('alter table "Change" set (autovacuum_enabled = off)')
  await owner().run.create({
    data: { id: runId, firmId, syncId: sync.id, kind: 'first', state: 'applying', full: true },
  })
  await ownerPool().query(
    `insert into "Change" (id, "firmId", "syncId", "runId", kind, state, "localId", body, "bodyVersion", "group", name, "sortKey", search)
     select gen_random_uuid(), $1, $2, $3, (array['createRemote', 'link'])[1 + n % 2]::"ChangeKind", 'planned', gen_random_uuid(),
       '{"conflicts":[],"reasons":[]}', 1, 'created', '', lpad(n::text, 8, '0'), '' from generate_series(1, $4::int) n`,
    [firmId, sync.id, runId, planned],
  )
  const row = await owner().sync.findUniqueOrThrow({ where: { id: sync.id }, include: WITH_KIND })
  return { firmId, run: { id: runId, firmId, syncId: sync.id }, kind: kindOf(row) }
}

const changesRead = async (work: () => Promise<unknown>) => (await rowsReadBy(work)).Change ?? 0

it('a step reads the changes that it takes, and no others, with statistics and without', async () => {
  const { run, kind } = await withPlan(20_000)
  const next = async () => {
    const changes = await changesOfRun(kind, run, 100)
    expect(changes).toHaveLength(100)
    expect(new Set(changes.map((one) => one.kind)).size).toBe(1)
  }
  expect(await changesRead(next)).toBeLessThan(200)
  await countGrownTables()
  const { rows } = await ownerPool().query(`select reltuples from pg_class where relname = 'Change'`)
  expect(rows).toEqual([{ reltuples: 20_000 }])
  expect(await changesRead(next)).toBeLessThan(200)
})

it('one edit by a sync reads one change, also after a batch of edits', async () => {
  const { firmId } = await withPlan(20_000)
  const contactId = crypto.randomUUID()
  await owner().contact.create({ data: { id: contactId, firmId, value: {}, sortKey: '', search: '' } })
  const edits = (count: number) =>
    db(firmId).$executeRaw`
      insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "changeId")
      select gen_random_uuid(), ${firmId}::uuid, ${contactId}::uuid, 1, 'edit', gen_random_uuid() from generate_series(1, ${count}::int)`
  const batch = await changesRead(() => edits(2_000))
  const both = await changesRead(async () => {
    await edits(2_000)
    await edits(1)
  })
  expect(both - batch).toBeLessThan(10)
})
