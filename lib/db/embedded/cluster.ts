// One embedded Postgres per folder, shared by every process that joins it: web server, workers, tests.
// Who uses it is counted by Postgres itself: each process holds a shared advisory lock for as long as it lives, and
// whoever gets that lock exclusively on leaving was the last and stops the server. A killed process loses its lock
// with its connection, so nothing goes stale; a server left running is simply joined by the next start.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { giveToPostgres, runPostgres } from './programs'

export type Cluster = {
  /** The address of a database in this cluster, whether it exists or not. */
  readonly url: (database: string) => string
  /** Gives up this process's share; the last to leave stops the server. */
  readonly leave: () => Promise<void>
}

const usersLock = 732_511_402
const patience = { attempts: 60, pauseMs: 250 }

const passwordFile = (folder: string): string => join(folder, 'concord.password')
const portFile = (folder: string): string => join(folder, 'concord.port')
const logFile = (folder: string): string => join(folder, 'server.log')

/** Joins the cluster in the folder, creating and starting it if need be. */
export async function joinCluster(folder: string, settings: readonly string[] = []): Promise<Cluster> {
  await createOnce(folder, settings)
  let failure: unknown
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    const joined = await joinRunning(folder)
    if (joined) return joined
    // Another process may be starting it at this very moment: then our start fails and the next look finds theirs.
    failure = await start(folder).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure) await sleep(patience.pauseMs)
  }
  throw new Error(`The embedded Postgres in ${folder} does not start; see ${logFile(folder)}.`, {
    cause: failure,
  })
}

async function joinRunning(folder: string): Promise<Cluster | undefined> {
  const port = await runningPort(folder)
  if (port === undefined) return undefined
  const password = (await readFile(passwordFile(folder), 'utf8')).trim()
  const url = (database: string): string => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  const client = new Client({ connectionString: url('postgres'), application_name: 'concord cluster share' })
  // The server may be stopped under us (by hand, by a crash): whoever queries next reports that, not this lock.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [usersLock])
  } catch {
    await client.end().catch(() => undefined)
    return undefined
  }
  return { url, leave: () => leave(client, folder) }
}

async function leave(client: Client, folder: string): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [usersLock])
    const answer = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
      usersLock,
    ])
    if (answer.rows[0]?.last) await runPostgres('pg_ctl', folder, ['-m', 'fast', '-w', 'stop'])
  } catch {
    // Already stopped: there is nothing left to leave.
  }
  await client.end().catch(() => undefined)
}

// The fourth line of postmaster.pid is the port, the eighth says "ready" once connections are welcome. A file left by
// a crash names a port where nobody, or a stranger who does not know our password, answers: both count as not running.
async function runningPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const port = Number(text.split('\n')[3])
  return port > 0 ? port : undefined
}

async function createOnce(folder: string, settings: readonly string[]): Promise<void> {
  if (await exists(join(folder, 'PG_VERSION'))) return
  const fresh = `${folder}.${randomBytes(4).toString('hex')}.new`
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(fresh, { mode: 0o700 })
  const password = `${fresh}.password`
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 })
  await giveToPostgres(fresh)
  await giveToPostgres(password)
  await runPostgres('initdb', fresh, initdbArguments(password, settings))
  await rename(password, passwordFile(fresh))
  // A folder that another process finished meanwhile wins: renaming onto it fails.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }))
}

function initdbArguments(password: string, settings: readonly string[]): readonly string[] {
  const always = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  return [
    '--username=postgres',
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Names sort as people expect (Ábel before Zoe) whatever locales the machine has.
    '--locale-provider=icu',
    '--icu-locale=und',
    ...[...always, ...settings].flatMap((setting) => ['--set', setting]),
  ]
}

async function start(folder: string): Promise<void> {
  const port = await choosePort(folder)
  await runPostgres('pg_ctl', folder, ['-l', logFile(folder), '-o', `-p ${port}`, '-w', '-t', '60', 'start'])
  await writeFile(portFile(folder), String(port))
}

/** The port of last time if nobody took it, so that an address noted elsewhere stays true. */
async function choosePort(folder: string): Promise<number> {
  const last = Number(await readFile(portFile(folder), 'utf8').catch(() => '0'))
  return (await freePort(last)) ?? (await freePort(0)) ?? 0
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
