// One Postgres for all processes of a checkout: started once, stopped by the last, found again after a kill.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinCluster } from './cluster'

let parent = ''
beforeAll(async () => {
  parent = await mkdtemp(resolve('.data/cluster-test-'))
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

test('those who join at once share one server, and the last to leave stops it', async () => {
  const joined = await Promise.all([1, 2, 3].map(() => joinCluster(join(parent, 'shared'))))
  const urls = joined.map(({ url }) => url('postgres'))
  expect(new Set(urls).size).toBe(1)
  const [first, ...others] = joined
  await Promise.all(others.map(({ leave }) => leave()))
  expect(await answers(urls[0] ?? '')).toBe(true)
  await first?.leave()
  expect(await answers(urls[0] ?? '')).toBe(false)
})

test('a server left behind by a killed process is joined, and stopped by whoever leaves it last', async () => {
  const folder = join(parent, 'shared')
  const left = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', joinAndWait(folder)])
  const [text] = (await once(left.stdout, 'data')) as [Buffer]
  left.kill('SIGKILL')
  await once(left, 'exit')
  const again = await joinCluster(folder)
  expect(again.url('postgres')).toBe(String(text).trim())
  await again.leave()
  expect(await answers(again.url('postgres'))).toBe(false)
})

const joinAndWait = (folder: string): string => `
  const { joinCluster } = await import('./lib/db/embedded/cluster.ts')
  const cluster = await joinCluster(${JSON.stringify(folder)})
  console.log(cluster.url('postgres'))
  setInterval(() => undefined, 1000)
`
