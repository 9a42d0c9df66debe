// One Postgres for all processes of a checkout: started once, stopped by the last process, found again after a kill.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { joinCluster } from './cluster'

let parent = ''
beforeAll(async () => {
  parent = await mkdtemp(resolve('.data/cluster-test-'))
  await chmod(parent, 0o711)
})
afterAll(() => rm(parent, { recursive: true, force: true }))

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

async function runSql(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

/** The server's process id; NaN if there is none. */
const pidOf = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => 'none')).split('\n')[0])

test('processes that join at once share one server, and the last to leave stops it', async () => {
  const joined = await Promise.all([1, 2, 3].map(() => joinCluster(join(parent, 'shared'))))
  const urls = joined.map(({ url }) => url('postgres'))
  expect(new Set(urls).size).toBe(1)
  const [first, ...others] = joined
  await Promise.all(others.map(({ leave }) => leave()))
  expect(await answers(urls[0] ?? '')).toBe(true)
  await first?.leave()
  expect(await answers(urls[0] ?? '')).toBe(false)
})

test('a server left behind by a killed process is joined, and the last process to leave stops it', async () => {
  const folder = join(parent, 'shared')
  const left = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', joinAndWait(folder)])
  const [text] = (await once(left.stdout, 'data')) as [Buffer]
  left.kill('SIGKILL')
  await once(left, 'exit')
  const again = await joinCluster(folder)
  expect(again.url('postgres')).toBe(String(text).trim())
  // On a busy machine Postgres notices a little later that the killed process is gone, and counts it until then.
  const holders = `select count(distinct pid)::int as count from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`
  await vi.waitFor(async () => expect(await runSql(again.url('postgres'), holders)).toEqual([{ count: 1 }]), {
    timeout: 30_000,
  })
  await again.leave()
  expect(await answers(again.url('postgres'))).toBe(false)
})

// On a busy machine Postgres recovers for a while.
test('a server that crashed is started again by its users, at the same address and with its data', {
  timeout: 240_000,
}, async () => {
  const folder = join(parent, 'dying')
  const [one, other] = await Promise.all([joinCluster(folder), joinCluster(folder)])
  const url = one.url('postgres')
  await runSql(url, `create table kept as select 'what was committed' as text`)
  const pid = await pidOf(folder)
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(async () => expect(await pidOf(folder)).not.toBe(pid), { timeout: 60_000 })
  await vi.waitFor(async () => expect(await answers(url)).toBe(true), { timeout: 60_000 })
  expect(await runSql(url, 'select text from kept')).toEqual([{ text: 'what was committed' }])
  // A remaining process keeps it running, even if it was still waiting to join.
  await one.leave()
  await vi.waitFor(async () => expect(await answers(url)).toBe(true), { timeout: 60_000 })
  await other.leave()
  expect(await answers(url)).toBe(false)
})

const joinAndWait = (folder: string): string => `
  const { joinCluster } = await import('./lib/store/embedded/cluster.ts')
  const cluster = await joinCluster(${JSON.stringify(folder)})
  console.log(cluster.url('postgres'))
  setInterval(() => undefined, 1000)
`
