// The migrations create exactly the database that the schema describes, once, however many processes start.
import { afterEach, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { plain, searchable } from '@/lib/domains/text/searchable'
import { env, setEnv } from '@/lib/env'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { migrationNames } from './migration-files'
import { applyMigrations, sqlToSchema } from './migrations'

const database = withDatabase()
const { GOOGLE_ISSUER } = env()
afterEach(() => setEnv({ GOOGLE_ISSUER }))

test('migrations and schema agree', async () => {
  expect(await sqlToSchema(database.url())).toBe('')
})

test('a difference is printed as SQL', async () => {
  await ownerPool().query('ALTER TABLE "Firm" ADD COLUMN "extra" text')
  expect(await sqlToSchema(database.url())).toContain('DROP COLUMN "extra"')
  await ownerPool().query('ALTER TABLE "Firm" DROP COLUMN "extra"')
})

test('checks and partial indexes, which the schema cannot express, are no difference', async () => {
  await ownerPool().query('ALTER TABLE "Firm" ADD CONSTRAINT "named" CHECK (name <> \'\')')
  await ownerPool().query('CREATE UNIQUE INDEX "one_ana" ON "User" ("firmId") WHERE name = \'Ana\'')
  expect(await sqlToSchema(database.url())).toBe('')
})

test('several processes that start at once apply each migration once', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.url())))
  expect(applied.flat()).toEqual(await migrationNames())
})

test('a failed migration leaves nothing behind and is tried again', async () => {
  await ownerPool().query(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TYPE "RunKind" AS ENUM ()',
  )
  await expect(applyMigrations(database.url())).rejects.toThrow('already exists')
  // Printed without a stack trace, with the name of the migration and what to do.
  const said = await applyMigrations(database.url()).catch((error: unknown) => error)
  expect(said).toMatchObject({ expected: true })
  expect(String(said)).toMatch(/the migration \d{14}_\w+ failed, and was undone as a whole[\s\S]*start again/)
  await ownerPool().query('DROP TYPE "RunKind"')
  expect(await applyMigrations(database.url())).toEqual(await migrationNames())
})

test('Prisma finds its own record of applied migrations', async () => {
  const { rows } = await ownerPool().query(
    'SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  )
  expect(rows).toEqual(
    (await migrationNames()).map((name) => ({ migration_name: name, finished_at: expect.any(Date) })),
  )
})

test('of several syncs of one account in a firm, the one that began first continues', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const names = await migrationNames()
  const at = names.findIndex((name) => name.endsWith('one_sync_for_an_account'))
  await applyMigrations(database.url(), names.slice(0, at))
  const id = (kind: string) => `md5('${kind}' || n)::uuid`
  const each = 'from generate_series(1, 3) n'
  await ownerPool().query(`
    insert into "Firm" (id, name) select ${id('firm')}, 'Firm' ${each};
    insert into "User" (id, "firmId", subject, email, name, role)
      select ${id('user')}, md5('firm1')::uuid, 'subject' || n, 'ana@example.com', 'Ana', 'admin' ${each};
    insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail")
      select ${id('connection')}, md5('firm1')::uuid, ${id('user')}, 'google', 'office', 'office@example.com' ${each};
    insert into "Sync" (id, "firmId", "connectionId", kind, state, settings, "startedAt")
      select ${id('sync')}, md5('firm1')::uuid, ${id('connection')}, 'contacts', 'active', '{}', now() - n * interval '1 day' ${each};
    insert into "Run" (id, "firmId", "syncId", kind, "full")
      select ${id('run')}, md5('firm1')::uuid, ${id('sync')}, 'scheduled', false ${each}`)
  await applyMigrations(database.url())
  const { rows } = await ownerPool().query(`
    select s.account, s.state, r.state as run from "Sync" s join "Run" r on r."syncId" = s.id order by s."startedAt"`)
  const account = 'google:office'
  expect(rows).toEqual([
    { account, state: 'active', run: 'reading' },
    { account, state: 'stopped', run: 'stopped' },
    { account, state: 'stopped', run: 'stopped' },
  ])
})

test('old search texts become equal to new ones', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const names = await migrationNames()
  const at = names.findIndex((name) => name.endsWith('search_signs'))
  await applyMigrations(database.url(), names.slice(0, at))
  const lastNames = ['O’Neill', 'Łukasz-Sørensen', 'Jean–Luc', 'D´Angelo', 'Groß', 'Plain', 'Ὀδυσσεύς']
  await ownerPool().query(`insert into "Firm" (id, name) values (md5('firm')::uuid, 'Firm')`)
  for (const lastName of lastNames)
    await ownerPool().query(
      `insert into "Contact" (id, "firmId", kind, "lastName", "sortKey", search) values (md5($1)::uuid, md5('firm')::uuid, 'person', $1, '', $2)`,
      [lastName, plain(lastName)],
    )
  await applyMigrations(database.url())
  const { rows } = await ownerPool().query(`select value->>'lastName' as "lastName", search from "Contact"`)
  expect(rows).toHaveLength(lastNames.length)
  for (const { lastName, search } of rows) expect(search.split(' ')).toContain(searchable(lastName))
})

test('a contact in the old columns becomes one value with the same content', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const names = await migrationNames()
  const at = names.findIndex((name) => name.endsWith('contact_value'))
  await applyMigrations(database.url(), names.slice(0, at))
  await ownerPool().query(`
    insert into "Firm" (id, name) values (md5('firm')::uuid, 'Firm');
    insert into "Contact" (id, "firmId", kind, prefix, "firstName", "middleName", "lastName", suffix, nickname, company, title, department,
      notes, "birthMonth", "birthDay", emails, phones, websites, addresses, version, "sortKey", search)
    values (md5('full')::uuid, md5('firm')::uuid, 'person', 'Dr.', 'Ana', 'B', 'Lima', 'Jr.', 'Annie', 'Lima LLP', 'Partner', 'Tax',
      E'one\ntwo', 3, 12, '[{"value":"ana@lima.example","label":"Work"}]', '[{"value":"555","label":""}]',
      '[{"value":"lima.example","label":""}]', '[{"street":"1 Main","city":"Rome","region":"","postalCode":"","country":"","label":""}]',
      7, 'lima ana', 'ana lima');
    insert into "Contact" (id, "firmId", kind, company, "sortKey", search, "deletedAt")
      select md5('bare' || n)::uuid, md5('firm')::uuid, 'company', 'Acme ' || n, 'acme', 'acme', now() from generate_series(1, 25000) n`)
  await applyMigrations(database.url())
  const { rows } = await ownerPool().query(
    `select value, version, "sortKey", search from "Contact" where id = md5('full')::uuid`,
  )
  expect(rows).toEqual([{ value: FULL, version: 7, sortKey: 'lima ana', search: 'ana lima' }])
  const bare = await ownerPool().query(
    `select value from "Contact" where "deletedAt" is not null and value->>'company' like 'Acme %'`,
  )
  expect(bare.rows).toHaveLength(25_000)
  expect(bare.rows[0]?.value).toEqual({ ...EMPTY_CONTACT, kind: 'company', company: expect.any(String) })
})

const FULL: Contact = {
  kind: 'person',
  prefix: 'Dr.',
  firstName: 'Ana',
  middleName: 'B',
  lastName: 'Lima',
  suffix: 'Jr.',
  nickname: 'Annie',
  company: 'Lima LLP',
  title: 'Partner',
  department: 'Tax',
  notes: 'one\ntwo',
  birthday: { year: null, month: 3, day: 12 },
  emails: [{ value: 'ana@lima.example', label: 'Work' }],
  phones: [{ value: '555', label: '' }],
  websites: [{ value: 'lima.example', label: '' }],
  addresses: [{ street: '1 Main', city: 'Rome', region: '', postalCode: '', country: '', label: '' }],
}

test.each([
  ['https://accounts.google.com', 'https://accounts.google.com'],
  ['https://id.firm.example/', 'https://id.firm.example'],
  ['http://127.0.0.1:4999', 'http://127.0.0.1'],
])('people of before are known at the issuer of the settings: %s', async (setting, issuer) => {
  setEnv({ GOOGLE_ISSUER: setting })
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const names = await migrationNames()
  const at = names.findIndex((name) => name.endsWith('user_issuer'))
  await applyMigrations(database.url(), names.slice(0, at))
  await ownerPool().query(`
    insert into "Firm" (id, name) values (md5('firm')::uuid, 'Firm');
    insert into "User" (id, "firmId", subject, email, name, role, "removedAt")
      select md5('user' || n)::uuid, md5('firm')::uuid, 'subject' || n, 'ana@example.com', 'Ana', 'admin',
        case n when 2 then now() end from generate_series(1, 2) n`)
  await applyMigrations(database.url())
  const { rows } = await ownerPool().query(
    `select issuer, subject, "removedAt" is not null as removed from "User" order by subject`,
  )
  expect(rows).toEqual([
    { issuer, subject: 'subject1', removed: false },
    { issuer, subject: 'subject2', removed: true },
  ])
})
