// The embedded Postgres never has root's rights, in any folder; clusters of earlier versions are found and secured.

import { execFileSync } from 'node:child_process'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './ask'
import { joinCluster } from './cluster'
import { superuserPassword } from './owner-role'
import { everyoneMayEnter, isRoot, programsIn } from './place'
import { createOnce, runningPort, start } from './server'

let parent = ''
const elsewhere: string[] = []
beforeAll(async () => {
  parent = await mkdtemp(resolve('.data/place-test-'))
  await chmod(parent, 0o711)
})
afterAll(async () => {
  for (const place of elsewhere)
    if (place.startsWith('/var/lib/concord/')) await rm(dirname(place), { recursive: true })
  await rm(parent, { recursive: true, force: true })
})

async function folderOf(name: string, mode: number): Promise<string> {
  const folder = join(parent, name)
  await mkdir(folder)
  await chmod(folder, mode)
  return join(folder, 'postgres')
}

async function capabilities(folder: string): Promise<readonly string[]> {
  const [pid] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')
  if (process.platform !== 'linux') return []
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return status.split('\n').filter((line) => /^Cap(Prm|Eff|Amb):/.test(line) && !/\t0+$/.test(line))
}

test.each([
  ['an open folder', 0o711],
  ['a folder that is closed to everybody else', 0o700],
])('in %s Postgres has no capability, and the data is found again', async (name, mode) => {
  const asked = await folderOf(name, mode)
  const first = await joinCluster(asked)
  elsewhere.push(first.folder)
  expect(await everyoneMayEnter(dirname(first.folder))).toBe(isRoot() || mode === 0o711)
  expect(await capabilities(first.folder)).toEqual([])
  await ask(first.url('postgres'), `CREATE TABLE kept AS SELECT 'here' AS text`)
  await first.leave()
  const again = await joinCluster(asked)
  expect(again.folder).toBe(first.folder)
  expect(await realpath(asked)).toBe(await realpath(first.folder))
  expect(await ask(again.url('postgres'), 'SELECT text FROM kept')).toEqual([{ text: 'here' }])
  await again.leave()
})

test('programs in a closed folder are copied to a place where Postgres’s user may run them', async () => {
  const native = join(parent, 'native')
  await mkdir(join(native, 'bin'), { recursive: true })
  await writeFile(join(native, 'bin', 'initdb'), '#!/bin/sh\n', { mode: 0o700 })
  await symlink('bin/initdb', join(native, 'link'))
  await chmod(native, 0o700)
  const copy = await programsIn(native, `test-${process.pid}`)
  expect(await programsIn(native, `test-${process.pid}`)).toBe(copy)
  const { mode } = await stat(join(copy, 'bin', 'initdb'))
  expect([copy === native, (mode & 0o005) === 0o005]).toEqual(isRoot() ? [false, true] : [true, false])
  expect(await readlink(join(copy, 'link'))).toBe('bin/initdb')
  if (copy !== native) await rm(copy, { recursive: true })
})

/** A cluster as earlier versions left it: the superuser owns everything, and its password is stored beside it. */
async function formerCluster(folder: string): Promise<string> {
  await createOnce(folder, [])
  await writeFile(join(folder, 'server.log'), 'ERROR: quotes a contact\n'.repeat(10_000))
  await start(folder, false)
  const url = (database: string, port: number | undefined, password: string) =>
    `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  const [port, password] = [await runningPort(folder), await superuserPassword(folder)]
  await ask(
    url('postgres', port, password),
    'CREATE DATABASE concord',
    'CREATE ROLE concord_app NOLOGIN',
    'GRANT concord_app TO postgres',
  )
  await ask(
    url('concord', port, password),
    'CREATE SCHEMA queue',
    `CREATE TYPE queue.state AS ENUM ('created')`,
    `CREATE TABLE queue.job (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY, state queue.state)`,
    'CREATE SEQUENCE public.free',
    'CREATE VIEW public.seen AS SELECT 1 AS one',
    'CREATE FUNCTION public.one(a int, b text) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    `INSERT INTO queue.job (state) VALUES ('created')`,
  )
  return url('postgres', port, password)
}

test('a cluster of an earlier version gets the new owner with all its data, and the superuser cannot sign in any more', async () => {
  const folder = await folderOf('former', 0o711)
  const superuser = await formerCluster(folder)
  // Several at once, while it runs.
  const [one, other] = await Promise.all([joinCluster(folder), joinCluster(folder)])
  await expect(ask(superuser, 'SELECT 1')).rejects.toThrow()
  expect(await readdir(folder)).not.toContain('concord.password')
  const url = one.url('concord')
  expect(
    await ask(url, 'SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user'),
  ).toEqual([{ rolsuper: false, rolcreaterole: true, rolcreatedb: true }])
  await ask(
    url,
    `ALTER TYPE queue.state ADD VALUE 'done'`,
    'ALTER TABLE queue.job ADD COLUMN more text',
    'ALTER SEQUENCE public.free RESTART',
    'DROP VIEW public.seen',
    'DROP FUNCTION public.one',
    'CREATE ROLE one_more IN ROLE concord_app',
  )
  expect(await ask(url, 'SELECT id, n, state FROM queue.job')).toEqual([{ id: 1, n: 1, state: 'created' }])
  await expect(ask(url, `COPY (SELECT 1) TO PROGRAM 'true'`)).rejects.toThrow('permission denied')
  await one.leave()
  await other.leave()
})

test('data in a closed folder moves to a place that Postgres can reach, even if its server is still running', async () => {
  const folder = await folderOf('closed later', 0o711)
  await formerCluster(folder)
  await chmod(dirname(folder), 0o700)
  const joined = await Promise.all([joinCluster(folder), joinCluster(folder)])
  elsewhere.push(joined[0].folder)
  expect((await lstat(folder)).isSymbolicLink()).toBe(isRoot())
  expect(joined[1].folder).toBe(joined[0].folder)
  expect(await ask(joined[0].url('concord'), 'SELECT n FROM queue.job')).toEqual([{ n: 1 }])
  expect(await capabilities(joined[0].folder)).toEqual([])
  for (const { leave } of joined) await leave()
})

test('its log contains neither data of a failed statement nor lines of earlier versions', async () => {
  const folder = await folderOf('log', 0o711)
  await formerCluster(folder)
  execFileSync('sh', [
    '-c',
    'kill -INT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.1; done',
    'sh',
    await pidOf(folder),
  ])
  const cluster = await joinCluster(folder)
  const url = cluster.url('concord')
  const fails = [
    `SELECT 'Ana Lima'::uuid`,
    `SELECT 'Ana Lima' FROM nowhere`,
    `CREATE TABLE person (name text UNIQUE); INSERT INTO person VALUES ('Ana Lima'), ('Ana Lima')`,
    `DO $$ BEGIN RAISE WARNING 'Ana Lima'; END $$; SELECT 1 / 0`,
  ]
  for (const sql of fails) await expect(ask(url, sql)).rejects.toThrow()
  await cluster.leave()
  const names = await readdir(join(folder, 'log'))
  const texts = await Promise.all(
    [join(folder, 'server.log'), ...names.map((name) => join(folder, 'log', name))].map((file) =>
      readFile(file, 'utf8'),
    ),
  )
  expect(names).toHaveLength(1)
  expect(texts.join('')).toContain('database system is shut down')
  expect(texts.join('')).not.toMatch(/Ana Lima|quotes a contact/)
})

const pidOf = async (folder: string): Promise<string> =>
  (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0] ?? ''
