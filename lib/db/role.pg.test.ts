// On a server of one's own, as a firm's IT would set it up: a database user that is no superuser.
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, setDatabase } from './client'
import { isFounded } from './doors'
import { type Cluster, joinCluster } from './embedded/cluster'
import { runOnCluster } from './embedded/databases'
import { migrationNames } from './migration-files'
import { applyMigrations } from './migrations'
import { openAsOwner } from './owner'
import { asApp } from './role'

let folder = ''
let cluster: Cluster
beforeAll(async () => {
  folder = await mkdtemp(resolve('.data/role-test-'))
  cluster = await joinCluster(join(folder, 'postgres'))
})
afterAll(async () => {
  await closeDatabase()
  await cluster.leave()
  await rm(folder, { recursive: true, force: true })
})

/** A database that belongs to a user of its own, who may do what `rights` say. */
async function databaseOf(name: string, rights: string): Promise<string> {
  await runOnCluster(cluster, `CREATE ROLE "${name}" LOGIN PASSWORD 'secret' ${rights}`)
  await runOnCluster(cluster, `CREATE DATABASE "${name}" OWNER "${name}"`)
  const url = new URL(cluster.url(name))
  url.username = name
  url.password = 'secret'
  return url.href
}

test('a user who may not create roles is told what an administrator has to run, and that is enough', async () => {
  const url = await databaseOf('Plain', '')
  const told = await applyMigrations(url).catch((error: Error) => error.message)
  const [, sentence, sql] = /^(.* run: )(.*)$/.exec(String(told)) ?? []
  expect(sentence).toBe(
    'The user of DATABASE_URL may not create roles. Let an administrator of the database run: ',
  )
  for (const statement of sql?.split('; ') ?? []) await runOnCluster(cluster, statement)
  expect(await applyMigrations(url)).toEqual(await migrationNames())
  await runOnCluster(cluster, 'DROP DATABASE "Plain"')
  await runOnCluster(cluster, 'DROP ROLE concord_app')
})

test('starts of several databases at once make the role together', async () => {
  const databases = ['one', 'two', 'three'].map((name) => databaseOf(name, 'SUPERUSER'))
  const urls = await Promise.all(databases)
  const applied = await Promise.all(urls.map((url) => applyMigrations(url)))
  expect(applied).toEqual(await Promise.all(urls.map(() => migrationNames())))
  for (const name of ['one', 'two', 'three']) await runOnCluster(cluster, `DROP DATABASE ${name}`)
  await runOnCluster(cluster, 'DROP ROLE concord_app')
})

test('a user who may create roles needs nobody: the application is held to its firm, and the owner sees all', async () => {
  const url = await databaseOf('owner', 'CREATEROLE')
  expect(await applyMigrations(url)).toEqual(await migrationNames())
  expect(await applyMigrations(url)).toEqual([])
  const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()]
  await setDatabase(url)
  await db(ours).firm.create({ data: { id: ours, name: 'Ours' } })
  expect(await db(theirs).firm.findMany()).toEqual([])
  expect(await isFounded(db(theirs))).toBe(true)
  const owner = openAsOwner(url)
  expect(await owner.client.firm.count()).toBe(1)
  await owner.close()
})

test('the role joins what the address asks for already', () => {
  const url = new URL(
    asApp('postgresql://a:b%40c@host/d?sslmode=require&options=-c%20statement_timeout%3D5s'),
  )
  expect(url.searchParams.get('options')).toBe(
    '-c statement_timeout=5s -c role=concord_app -c idle_in_transaction_session_timeout=20000',
  )
  expect(url.searchParams.get('sslmode')).toBe('require')
  expect(url.password).toBe('b%40c')
})
