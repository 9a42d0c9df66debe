// A database of the version before decisions were stored with who made them: every row comes out the same, and what was asked and answered
// in it goes on.
import { beforeAll, expect, it } from 'vitest'
import { BODY_VERSION } from '@/lib/engine/change-body'
import { migrationNames, migrationSql } from '@/lib/store/migrations/migration-files'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { everyRow, type Row, type Rows } from '@/testing/database/every-row'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown, includeAsShown } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { bodyOf, names } from '@/testing/scenarios/in-step'

withDatabase()

const NEW = ['bodyVersion', 'decidedById', 'decidedAt']

let fixture: Fixture
let runId = ''
let before: Rows
let after: Rows
/** Of the preview: who is it about, and the change. */
const changeOf = async (name: string) => {
  const found = (await fixture.changes(runId)).find((change) => change.name.includes(name))
  if (!found) throw new Error(`no change of ${name}`)
  return found
}

/** A preview with a conflict answered and one that is not, a question answered and one that is not, an exclusion, and an addition. */
async function insertVersionBefore(): Promise<void> {
  fixture = await setUpFixture()
  for (const name of ['Bako', 'Deru']) {
    await fixture.addHere(person(name, 'Roe', { title: 'Judge' }))
    fixture.account.add(person(name, 'Roe', { title: 'Clerk' }))
  }
  for (const [one, other, last] of [
    ['Robert', 'Bob', 'Stone'],
    ['William', 'Bill', 'Hay'],
  ] as const) {
    const phones = [{ value: `+1 212 555 01${last.length}${one.length}`, label: '' }]
    await fixture.addHere(person(one, last, { phones }))
    fixture.account.add(person(other, last, { phones }))
  }
  await fixture.addHere(person('Gastu', 'Min'))
  await fixture.addHere(person('Hote', 'Lima'))
  runId = (await fixture.preview()).id
  const { actor } = fixture
  const conflict = await changeOf('Bako')
  const chosen = Object.fromEntries(bodyOf(conflict).conflicts.map(({ id }) => [id, 'local' as const]))
  await decideAsShown(actor, conflict.id, { conflicts: chosen })
  await decideAsShown(actor, (await changeOf('Stone')).id, { samePerson: 'separate' })
  const ids = [(await changeOf('Hote')).id]
  const scope = { syncId: fixture.sync.id, runId }
  await excludeAsShown(actor, scope, { kind: 'ids', ids }, crypto.randomUUID(), fixture.now())
  await ownerPool().query(`
    update "Change" set answers = jsonb_set(answers, '{exclusion}', (answers->'exclusion') - 'decidedById' - 'decidedAt')
      where state = 'excluded';
    alter table "Change" drop column "bodyVersion", drop column "decidedById", drop column "decidedAt"`)
}

beforeAll(async () => {
  await insertVersionBefore()
  before = await everyRow()
  const name = (await migrationNames()).find((one) => one.endsWith('_decisions'))
  await ownerPool().query(await migrationSql(name ?? ''))
  after = await everyRow()
})

it('every row of every table is there, and says the same', () => {
  const old = (row: Row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !NEW.includes(column)))
  expect({ ...after, Change: after.Change?.map(old) }).toEqual(before)
  expect(before.Change?.length).toBeGreaterThan(6)
})

it('every change has the first version, and nobody is named for what was decided before', async () => {
  for (const row of await owner().change.findMany()) {
    expect(row).toMatchObject({ bodyVersion: 1, decidedById: null, decidedAt: null })
    expect(row.bodyVersion).toBe(BODY_VERSION)
    expect(parseContactBody(row)).toEqual(row.body)
  }
})

it('what was answered stays answered, what is asked can be answered, and the preview is carried out as it was shown', async () => {
  const { actor } = fixture
  expect(await changeOf('Bako')).toMatchObject({ undecided: false })
  const [open, question] = [await changeOf('Deru'), await changeOf('Hay')]
  expect([open, question]).toMatchObject([{ undecided: true }, { undecided: true, kind: 'question' }])
  const chosen = Object.fromEntries(bodyOf(open).conflicts.map(({ id }) => [id, 'remote' as const]))
  expect(await decideAsShown(actor, open.id, { conflicts: chosen })).toBe(true)
  expect(await decideAsShown(actor, question.id, { samePerson: 'separate' })).toBe(true)
  expect(await changeOf('Deru')).toMatchObject({ decidedById: actor.userId, undecided: false })
  const ids = [(await changeOf('Hote')).id]
  expect(await includeAsShown(actor, { syncId: fixture.sync.id, runId }, { ids })).toBe(1)
  expect(await changeOf('Hote')).toMatchObject({ state: 'planned', answers: {}, decidedById: null })
  await fixture.start(await owner().run.findUniqueOrThrow({ where: { id: runId } }))
  const everybody = [
    'Bako Roe',
    'Bill Hay',
    'Bob Stone',
    'Deru Roe',
    'Gastu Min',
    'Hote Lima',
    'Robert Stone',
    'William Hay',
  ]
  expect([names(await fixture.here()), names(fixture.there())]).toEqual([everybody, everybody])
  const titles = Object.fromEntries(fixture.there().map(({ firstName, title }) => [firstName, title]))
  expect(titles).toMatchObject({ Bako: 'Judge', Deru: 'Clerk' })
})
