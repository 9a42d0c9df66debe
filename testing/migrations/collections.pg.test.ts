// A database from before the migration to collections: every sync keeps its data and history.
import { beforeAll, expect, it } from 'vitest'
import { migrationNames } from '@/lib/store/migrations/migration-files'
import { applyMigrations } from '@/lib/store/migrations/migrations'
import { syncOf } from '@/lib/store/sync/syncs'
import { everyRow, type Row, type Rows } from '@/testing/database/every-row'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'

const database = withDatabase()

const READING = ['cursorToken', 'cursorShape', 'fullReadAt'] as const
const JOINS = ['localCollectionId', 'remoteCollectionId', 'remoteId'] as const

/** An id derived from its name, in SQL. */
const id = (name: string) => `md5('${name}')::uuid`
const uuid = async (name: string): Promise<string> =>
  (await ownerPool().query<{ id: string }>(`select ${id(name)} as id`)).rows[0]?.id ?? ''

const without = (row: Row | undefined, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !names.includes(name)))

/** Ana syncs and has a question and a paused run, Ben has stopped, Cleo never began; Dora belongs to another firm. */
const PEOPLE = [
  ['lima', 'ana', 'active', 'token of ana'],
  ['lima', 'ben', 'stopped', 'token of ben'],
  ['lima', 'cleo', 'idle', null],
  ['costa', 'dora', 'active', 'token of dora'],
] as const

async function insertVersionBefore(): Promise<void> {
  for (const firm of ['lima', 'costa'])
    await ownerPool().query(`insert into "Firm" (id, name) values (${id(firm)}, '${firm}')`)
  for (const [firm, who, state, token] of PEOPLE) {
    const of = `${id(`connection of ${who}`)}, ${id(firm)}`
    const read = token ? `'${token}', 'shape', '2026-11-20T10:00:00Z'` : 'null, null, null'
    await ownerPool().query(`
      insert into "User" (id, "firmId", subject, email, name, role)
        values (${id(who)}, ${id(firm)}, '${who}', '${who}@example.com', '${who}', 'admin');
      insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail")
        values (${of}, ${id(who)}, 'google', '${who}', '${who}@example.com');
      insert into "Sync" (id, "firmId", "connectionId", account, kind, state, settings, "cursorToken", "cursorShape", "fullReadAt")
        values (${id(`sync of ${who}`)}, ${id(firm)}, ${id(`connection of ${who}`)}, 'google:${who}', 'contacts', '${state}',
          '{"onConflict":"newest"}', ${read})`)
  }
  const of = `${id('lima')}, ${id('sync of ana')}`
  await ownerPool().query(`
    insert into "Contact" (id, "firmId", kind, "firstName", "sortKey", search)
      values (${id('jane')}, ${id('lima')}, 'person', 'Jane', 'jane', 'jane');
    insert into "Item" ("firmId", "syncId", "remoteId", version, value, raw, "seenAt")
      values (${of}, 'people/1', '7', '{"firstName":"Jane"}', '{"etag":"7"}', now());
    insert into "Link" (id, "firmId", "syncId", "contactId", "remoteId", "baseLocal", "baseRemote", "localVersion", "remoteVersion", "baseAt")
      values (${id('link')}, ${of}, ${id('jane')}, 'people/1', '{"firstName":"Jane"}', '{}', 1, '7', now());
    insert into "Run" (id, "firmId", "syncId", kind, state, "full", "waitKind", problem)
      values (${id('paused')}, ${of}, 'manual', 'comparing', false, 'guard', '{"kind":"guard"}');
    insert into "Change" (id, "firmId", "syncId", "runId", kind, state, "contactId", "remoteId", body, "group", undecided, name, "sortKey", search)
      values (${id('question')}, ${of}, ${id('paused')}, 'question', 'waiting', ${id('jane')}, 'people/2', '{"reasons":[]}', 'decide', true,
        'Jane', 'jane', 'jane')`)
}

let before: Rows
let after: Rows

beforeAll(async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const names = await migrationNames()
  const at = names.findIndex((name) => name.endsWith('_collections'))
  await applyMigrations(database.url(), names.slice(0, at))
  await insertVersionBefore()
  before = await everyRow()
  await applyMigrations(database.url(), names.slice(0, at + 1))
  after = await everyRow()
  await applyMigrations(database.url())
})

it('every row of every table is kept with the same content', () => {
  const { Sync: syncsBefore = [], ...restBefore } = before
  const { Sync: syncs = [], Collection: _, ...rest } = after
  expect(rest).toEqual(restBefore)
  expect(syncs.map((row) => without(row, JOINS))).toEqual(syncsBefore.map((row) => without(row, READING)))
})

it('each sync joins its firm’s address book with its account’s contacts, which keep their cursor', async () => {
  const { Sync: syncs = [], Collection: collections = [] } = after
  const collectionOf = (collectionId: unknown) => collections.find(({ id }) => id === collectionId)
  expect(collections).toHaveLength(2 + PEOPLE.length)
  for (const [firm, who, , token] of PEOPLE) {
    const [syncId, firmId] = [await uuid(`sync of ${who}`), await uuid(firm)]
    const sync = syncs.find(({ id }) => id === syncId)
    const of = { firmId, kind: 'contacts' }
    expect(collectionOf(sync?.localCollectionId)).toMatchObject({ ...of, role: 'local', connectionId: null })
    expect(collectionOf(sync?.remoteCollectionId)).toMatchObject({
      ...of,
      role: 'remote',
      remoteId: 'myContacts',
      connectionId: sync?.connectionId,
      cursorToken: token,
      fullReadAt: token && '2026-11-20T10:00:00+00:00',
    })
  }
})

it('the current program finds the same sync for the connection', async () => {
  for (const [firm, who] of PEOPLE) {
    const found = await syncOf(await uuid(firm), await uuid(`connection of ${who}`))
    expect(found.id).toBe(await uuid(`sync of ${who}`))
  }
  expect(await owner().sync.count()).toBe(PEOPLE.length)
})
