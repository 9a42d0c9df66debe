// A database of the version before work followed change: every row comes out the same, every sync compares everything once, and what
// changed before the update is synced after it.
import { beforeAll, expect, it } from 'vitest'
import { migrationNames, migrationSql } from '@/lib/store/migrations/migration-files'
import { everyRow, type Rows } from '@/testing/database/every-row'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person } from '@/testing/scenarios/fixture'
import { inStep, waitingOf } from '@/testing/scenarios/in-step'

withDatabase()

const MIGRATIONS = [
  '_pending_items',
  '_link_counts',
  '_unlinked_items',
  '_marks_of_choices',
  '_compared_before',
]
const TABLES = ['PendingItem', 'LinkCount', 'UnlinkedItem']
const INDEXES = [
  ...['Change_retry', 'Change_sent', 'Change_open_local', 'Change_open_remote', 'Change_open_unlinked'],
  ...['Link_tombstones', 'Change_returns'],
]

let fixture: Fixture & { readonly ana: string; readonly remoteAna: string }
let before: Rows
let after: Rows

/** Triggers go with their functions. */
async function removeWhatTheMigrationsAdd(): Promise<void> {
  const { rows } = await ownerPool().query<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc where proname similar to
      '(mark_(items|contacts|events|links|decided|decisions|changes|settings|labels|region|chosen|tagged|clients)|is_all_pending|count_links|forget_unlinked%|forget_compared)'`,
  )
  expect(rows).toHaveLength(17)
  for (const { name } of rows) await ownerPool().query(`drop function ${name} cascade`)
  for (const name of TABLES) await ownerPool().query(`drop table "${name}"`)
  for (const name of INDEXES) await ownerPool().query(`drop index "${name}"`)
}

beforeAll(async () => {
  fixture = await inStep()
  const phones = [{ value: '+1 212 555 0142', label: '' }]
  await fixture.addHere(person('Robert', 'Stone', { phones, emails: [] }))
  fixture.account.add(person('Bob', 'Stone', { phones, emails: [] }))
  await fixture.later()
  expect(await waitingOf(fixture)).toMatchObject({ kind: 'question' })
  await removeWhatTheMigrationsAdd()
  await fixture.editHere(fixture.ana, { title: 'Partner' })
  before = await everyRow()
  const names = await migrationNames()
  for (const end of MIGRATIONS)
    await ownerPool().query(await migrationSql(names.find((name) => name.endsWith(end)) ?? ''))
  after = await everyRow()
})

it('every row of every table is there, and is the same', () => {
  const old = Object.entries(after).filter(([name]) => !TABLES.includes(name))
  expect(Object.fromEntries(old)).toEqual(before)
})

it('every sync has everything to compare, and its links are counted', async () => {
  expect(after.PendingItem).toMatchObject([{ syncId: fixture.sync.id, side: 'all', itemId: null }])
  expect(after.LinkCount).toMatchObject([{ syncId: fixture.sync.id, count: 3 }])
  expect(after.UnlinkedItem).toEqual([])
})

it('the next check syncs what changed before, keeps the question, and later checks find nothing', async () => {
  const asked = await waitingOf(fixture)
  await fixture.later()
  expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Partner')
  expect(await waitingOf(fixture)).toEqual(asked)
  expect(await owner().pendingItem.count()).toBe(0)
  expect(await owner().unlinkedItem.count()).toBe(2)
  const run = await fixture.later()
  expect(run).toMatchObject({ state: 'done', total: 0, same: 3 })
})
