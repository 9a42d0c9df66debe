// Set-up on a separate server, as a firm's IT department would do it: database users without superuser rights, and an administrator.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setEnv } from '@/lib/env'
import { ask } from '@/lib/store/embedded/ask'
import { type Cluster, joinCluster } from '@/lib/store/embedded/cluster'
import { superuserPassword } from '@/lib/store/embedded/owner-role'
import { createOnce, runningPort, start } from '@/lib/store/embedded/server'
import { migrationNames } from '@/lib/store/migrations/migration-files'
import { applyMigrations } from '@/lib/store/migrations/migrations'
import { appUrl } from './app-login'
import { closeDatabase, db, setDatabase } from './client'
import { firmExists } from './cross-tenant'
import { openAsOwner } from './owner'
import { asApp } from './role'

let folder = ''
let cluster: Cluster
beforeAll(async () => {
  folder = await mkdtemp(resolve('.data/role-test-'))
  await chmod(folder, 0o711)
  const place = join(folder, 'postgres')
  await createOnce(place, [])
  await start(place, false)
  const port = await runningPort(place)
  const bootstrap = `postgresql://postgres:${await superuserPassword(place)}@127.0.0.1:${port}/postgres`
  await ask(bootstrap, `CREATE ROLE administrator LOGIN SUPERUSER PASSWORD 'secret'`)
  cluster = await joinCluster(place)
})
afterAll(async () => {
  await closeDatabase()
  await cluster.leave()
  await rm(folder, { recursive: true, force: true })
})

function as(user: string, database: string): string {
  const url = new URL(cluster.url(database))
  url.username = user
  url.password = 'secret'
  return url.href
}

const administer = (...statements: readonly string[]) => ask(as('administrator', 'postgres'), ...statements)

/** A database that belongs to a separate user with these rights. */
async function databaseOf(name: string, rights: string): Promise<string> {
  await administer(
    `CREATE ROLE "${name}" LOGIN PASSWORD 'secret' ${rights}`,
    `CREATE DATABASE "${name}" OWNER "${name}"`,
  )
  return as(name, name)
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

/** The statements in the error that prevents the start. */
async function asked(url: string): Promise<readonly string[]> {
  const message = await outcome(applyMigrations(url))
  const [, sentence, sql] = /^(.* run: )(.*)$/.exec(message) ?? []
  expect(sentence, message).toBe(
    'The user of DATABASE_URL may not create roles. Let an administrator of the database run: ',
  )
  expect(message).not.toContain((await storedLogin(url)).password)
  return sql?.split(/(?<=;) /) ?? []
}

async function storedLogin(url: string): Promise<{ readonly role: string; readonly password: string }> {
  const rows = await ask(url, 'SELECT role, password FROM concord_private.app_login')
  return rows[0] as { role: string; password: string }
}

async function dropRoles(): Promise<void> {
  const rows = await administer(
    `SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'concord\\_app%' ORDER BY 1 DESC`,
  )
  for (const { name } of rows as readonly { name: string }[]) await administer(`DROP ROLE ${name}`)
}

test('a user who may not create roles reads what an administrator has to run, and that is sufficient', async () => {
  const url = await databaseOf('Plain', '')
  await administer(...(await asked(url)))
  expect(await applyMigrations(url)).toEqual(await migrationNames())
  expect(await ask(await appUrl(url), 'SELECT count(*)::int AS firms FROM "Firm"')).toEqual([{ firms: 0 }])
  await administer('DROP DATABASE "Plain"')
  await dropRoles()
})

test('a user who may create roles, but not grant another database’s role, is asked for that one grant', async () => {
  const first = await databaseOf('first', 'CREATEROLE')
  await applyMigrations(first)
  const second = await databaseOf('second', 'CREATEROLE')
  const { role } = await outcome(applyMigrations(second)).then(() => storedLogin(second))
  expect(await asked(second)).toEqual([`GRANT concord_app TO ${role};`])
  await administer(`GRANT concord_app TO ${role}`)
  expect(await applyMigrations(second)).toEqual(await migrationNames())
  await administer('DROP DATABASE first', 'DROP DATABASE second')
  await dropRoles()
})

test('several databases that start at once share the creation of the roles', async () => {
  const names = ['one', 'two', 'three']
  const urls: string[] = []
  for (const name of names) urls.push(await databaseOf(name, 'SUPERUSER'))
  const applied = await Promise.all(urls.map((url) => applyMigrations(url)))
  expect(applied).toEqual(await Promise.all(urls.map(() => migrationNames())))
  for (const name of names) await administer(`DROP DATABASE ${name}`)
  await dropRoles()
})

test('a user who may create roles needs no administrator: the application is limited to its firm, and the owner sees all', async () => {
  const url = await databaseOf('owner', 'CREATEROLE')
  expect(await applyMigrations(url)).toEqual(await migrationNames())
  expect(await applyMigrations(url)).toEqual([])
  const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()]
  await setDatabase(url)
  await db(ours).firm.create({ data: { id: ours, name: 'Ours' } })
  expect(await db(theirs).firm.findMany()).toEqual([])
  expect(await firmExists(db(theirs))).toBe(true)
  const owner = openAsOwner(url)
  expect(await owner.client.firm.count()).toBe(1)
  await owner.close()
})

describe('a connection of the application', () => {
  const escapes = [
    'SET ROLE NONE; CREATE TABLE mine ()',
    'RESET ROLE; CREATE TABLE public.mine ()',
    'SET ROLE owner',
    'SET ROLE concord_owner',
    'SET ROLE postgres',
    'SET SESSION AUTHORIZATION owner',
    'SET SESSION AUTHORIZATION postgres',
    `SET ROLE NONE; COPY (SELECT 1) TO PROGRAM 'true'`,
    `SET ROLE NONE; COPY "Firm" TO '/dev/null'`,
    `SELECT pg_read_file('PG_VERSION')`,
    'SET ROLE NONE; SELECT * FROM concord_private.app_login',
    'SET ROLE NONE; ALTER TABLE "Firm" DISABLE ROW LEVEL SECURITY',
    'SET ROLE NONE; DROP POLICY own_firm ON "Firm"',
    'SET ROLE NONE; UPDATE _prisma_migrations SET logs = NULL',
    'SET ROLE NONE; CREATE SCHEMA mine',
    'SET ROLE NONE; CREATE ROLE mine',
    'SET ROLE NONE; GRANT concord_owner TO concord_app',
    'SET ROLE NONE; CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'SET ROLE NONE; ALTER FUNCTION cross_tenant_any_firm() SECURITY INVOKER',
  ]

  test.each(escapes)('cannot leave its role: %s', async (sql) => {
    await expect(ask(await appUrl(as('owner', 'owner')), sql)).rejects.toThrow(
      /permission denied|must be (able to SET ROLE|owner)|is not permitted/,
    )
  })

  test.each(escapes.filter((sql) => !/\bowner$/.test(sql)))(
    'of the embedded Postgres cannot either: %s',
    async (sql) => {
      await dropRolesOnce()
      const url = cluster.url('embedded')
      await expect(ask(await appUrl(url), sql)).rejects.toThrow(
        /permission denied|must be (able to SET ROLE|owner)|is not permitted/,
      )
    },
  )

  let made: Promise<unknown> | undefined
  /** The embedded database, and another one whose owner created the role with the grants. */
  const dropRolesOnce = () => {
    made ??= (async () => {
      await administer('GRANT concord_app TO concord_owner WITH ADMIN OPTION')
      await ask(cluster.url('postgres'), 'CREATE DATABASE embedded')
      await applyMigrations(cluster.url('embedded'))
    })()
    return made
  }

  test('sees no rows as the login role either, even if a pooler drops its options', async () => {
    const rows = await ask(
      await appUrl(as('owner', 'owner')),
      'SET ROLE NONE',
      'SELECT count(*)::int AS firms FROM "Firm"',
    )
    expect(rows).toEqual([{ firms: 0 }])
  })
})

describe('the login', () => {
  const url = () => as('owner', 'owner')

  test('gets a new password after its row is deleted, and running processes continue', async () => {
    await setDatabase(url())
    const firms = () => db(crypto.randomUUID()).firm.count()
    expect(await firms()).toBe(0)
    const before = await storedLogin(url())
    await ask(url(), 'DELETE FROM concord_private.app_login')
    await applyMigrations(url())
    expect((await storedLogin(url())).password).not.toBe(before.password)
    await administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'concord' AND datname = 'owner'`,
    )
    await expect.poll(() => firms().catch(() => 'away'), { timeout: 15_000 }).toBe(0)
  })

  test('may be created by an administrator (DATABASE_APP_URL); one that could become the owner is refused', async () => {
    await administer(
      `CREATE ROLE ours LOGIN PASSWORD 'secret' IN ROLE concord_app`,
      `CREATE ROLE careless LOGIN PASSWORD 'secret' IN ROLE concord_app, "owner"`,
    )
    setEnv({ DATABASE_URL: url(), DATABASE_APP_URL: as('ours', 'owner') })
    expect(await applyMigrations(url())).toEqual([])
    expect(await ask(await appUrl(url()), 'SELECT session_user::text AS me')).toEqual([{ me: 'ours' }])
    setEnv({ DATABASE_APP_URL: as('careless', 'owner') })
    expect(await outcome(applyMigrations(url()))).toBe(
      'The connection of the application can become the owner of the tables. Use another user in DATABASE_APP_URL.',
    )
    setEnv({ DATABASE_APP_URL: as('nobody', 'owner') })
    expect(await outcome(applyMigrations(url()))).toBe(
      'The database does not let the user of DATABASE_APP_URL in (28P01): let pg_hba.conf, or the pooler in between, ' +
        'admit it, or name a user that it admits in DATABASE_APP_URL.',
    )
    setEnv({ DATABASE_URL: '', DATABASE_APP_URL: '' })
  })
})

test('the role is added to the options that the URL already has', () => {
  const url = new URL(
    asApp('postgresql://a:b%40c@host/d?sslmode=require&options=-c%20statement_timeout%3D5s'),
  )
  expect(url.searchParams.get('options')).toBe(
    '-c statement_timeout=5s -c role=concord_app -c idle_in_transaction_session_timeout=20000',
  )
  expect(url.searchParams.get('sslmode')).toBe('require')
  expect(url.password).toBe('b%40c')
})
