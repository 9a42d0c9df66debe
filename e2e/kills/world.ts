// The ground that processes are killed on: a Postgres in a folder of its own, an emulated Google, and the settings that lead
// real workers and web servers to both. Everything on loopback, and gone at the end.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type QueryResultRow } from 'pg'
import { type Emulator, startEmulator } from '@/emulator/server'
import { setEnv } from '@/lib/env'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { type Cluster, joinCluster } from '@/lib/store/embedded/cluster'
import { ensureDatabase } from '@/lib/store/embedded/databases'
import { applyMigrations } from '@/lib/store/migrations/migrations'

export interface KillWorld {
  readonly google: Emulator
  /** What a worker or a web server is started with. */
  readonly settings: Readonly<Record<string, string>>
  /** Asks as the database's owner until it is answered: it may be dead for a while. */
  readonly ask: <Row extends QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ) => Promise<readonly Row[]>
  /** The number of the database server's own process. */
  readonly databasePid: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Calls stay under way for a while, so that a kill finds them so. */
const MUTATION_MS = 400
const READ_MS = 150
const PAUSE_MS = 100

/** `migrated`: if false, the first process migrates. `mutationMs`: how long each write to Google takes. */
export async function createKillWorld({
  migrated = true,
  mutationMs = MUTATION_MS,
} = {}): Promise<KillWorld> {
  await mkdir(resolve('.data'), { recursive: true })
  const folder = resolve(`.data/kills-${process.pid}`)
  const cluster = await joinCluster(folder)
  process.on('exit', () => endDatabase(folder))
  const url = await ensureDatabase(cluster, 'kills')
  const google = await startEmulator({ seed: 'empty', mutationMs, readMs: READ_MS })
  const settings = settingsFor(url, google)
  setEnv(settings)
  await setDatabase(url)
  if (migrated) await applyMigrations(url)
  const pool = new Pool({ connectionString: url, max: 4, application_name: 'the test' })
  pool.on('error', () => undefined)
  return {
    google,
    settings,
    ask: (sql, values = []) => persist(async () => (await pool.query(sql, [...values])).rows),
    databasePid: async () => Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]),
    close: () => close(folder, cluster, pool, google),
  }
}

/** Where we end before our time, its server must not outlive us; after an orderly end there is none. */
function endDatabase(folder: string): void {
  try {
    process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT')
  } catch {}
}

async function close(folder: string, cluster: Cluster, pool: Pool, google: Emulator): Promise<void> {
  await closeQueue()
  await closeDatabase()
  await pool.end()
  await google.close()
  await cluster.leave()
  await rm(folder, { recursive: true, force: true })
}

function settingsFor(url: string, google: Emulator): KillWorld['settings'] {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    NEXTAUTH_SECRET: 'only for the kills',
    TOKEN_KEY: createHash('sha256').update('only for the kills').digest('base64'),
    GOOGLE_CLIENT_ID: 'concord',
    GOOGLE_CLIENT_SECRET: 'concord-secret',
    GOOGLE_ISSUER: google.url,
    GOOGLE_PEOPLE_URL: google.url,
    GOOGLE_CALENDAR_URL: google.url,
    LOG_LEVEL: 'fatal',
  }
}

/** As a person does who finds Concord away: again, until it works. What is done must bear being done twice. */
export async function persist<T>(work: () => Promise<T>, patienceMs = 90_000): Promise<T> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await sleep(PAUSE_MS)
  }
}
