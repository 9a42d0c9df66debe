// The database becomes unreachable, during a step and while a worker is idle.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { environmentFor } from '@/lib/env'
import { closeQueue } from '@/lib/store/database/queue'
import { startPreview } from '@/lib/store/runs/runs'
import { advance } from '@/lib/worker/advance'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { createMemoryAccount } from '@/testing/providers/memory'
import { person, setUpFixture } from '@/testing/scenarios/fixture'

const { url } = withDatabase()

/** The next request for an item waits, and loses its connection while waiting. */
async function cutNextReader(): Promise<void> {
  const blocker = await ownerPool().connect()
  await blocker.query('begin; lock table "Item"')
  const cut = async () => {
    const { rowCount } = await ownerPool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'concord' and wait_event_type = 'Lock'`,
    )
    if (!rowCount) return cut()
    await blocker.query('rollback')
    blocker.release()
  }
  void cut()
}

test('a step that loses the database is not a failure of the run, and is repeated each time', async () => {
  const account = createMemoryAccount({ now: () => new Date() })
  account.add(person('Cho', 'Min-ji'))
  let cuts = 5
  const open = () => ({
    ...account.provider,
    pull: async (...args: Parameters<typeof account.provider.pull>) => {
      if (cuts > 0) await cutNextReader()
      cuts -= 1
      return account.provider.pull(...args)
    },
  })
  const fixture = await setUpFixture({ open })
  const id = (await startPreview(fixture.actor, fixture.sync.id)) ?? ''
  while (cuts > 0) {
    await expect(advance(id, fixture.deps)).rejects.toThrow()
    const run = await owner().run.findUniqueOrThrow({ where: { id } })
    expect(run).toMatchObject({ state: 'reading', attempts: 0, waitKind: null })
  }
  expect(await fixture.work()).toMatchObject({ state: 'ready' })
})

const SETTINGS = {
  NEXTAUTH_SECRET: 'only for this test',
  TOKEN_KEY: createHash('sha256').update('only for this test').digest('base64'),
  GOOGLE_CLIENT_ID: 'concord',
  GOOGLE_CLIENT_SECRET: 'concord-secret',
  LOG_LEVEL: 'warn',
}

/** `npm run worker`, and its log so far. */
function startLoggingWorker() {
  const env = environmentFor({ ...SETTINGS, DATABASE_URL: url() })
  const worker = spawn(process.execPath, ['--import', 'tsx', 'scripts/worker.ts'], { env })
  const logged: string[] = []
  createInterface(worker.stdout).on('line', (line) => logged.push((JSON.parse(line) as { msg: string }).msg))
  return { worker, logged }
}

/** Closes the database to all connections, or opens it again. */
async function setOpen(open: boolean): Promise<void> {
  const database = new URL(url()).pathname.slice(1)
  const server = new Client({ connectionString: url().replace(/[^/]*$/, 'postgres') })
  await server.connect()
  await server.query(`alter database "${database}" with allow_connections ${open}`)
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'concord%'`
  if (!open) await server.query(cut, [database])
  await server.end()
}

/** Connections of a worker's queue; ours is closed. */
const takers = async (): Promise<number> => {
  const { rows } = await ownerPool().query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'concord queue'`,
  )
  return rows[0]?.n ?? 0
}

/** Long enough for a worker to ask several times. */
const AWAY_MS = 4_000

test('a worker logs once that the database is unreachable, and once that it is back', async () => {
  await closeQueue()
  const { worker, logged } = startLoggingWorker()
  try {
    await expect.poll(takers, { timeout: 30_000 }).toBeGreaterThan(0)
    await setOpen(false)
    await sleep(AWAY_MS)
    await setOpen(true)
    await expect.poll(() => logged.length, { timeout: 30_000 }).toBeGreaterThan(1)
  } finally {
    worker.kill('SIGTERM')
    await once(worker, 'exit')
  }
  expect(logged).toEqual([
    'the database does not answer; trying again until it does',
    'the database answers again',
  ])
})
