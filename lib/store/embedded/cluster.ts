// One embedded Postgres per folder, shared by every process that joins it: web server, workers, tests.
// Postgres itself counts its users: each process holds a shared advisory lock while it lives. A process that leaves and gets the lock
// exclusively was the last one and stops the server. A killed process loses its lock with its connection, so nothing becomes stale. The
// next start joins a server that was left running. If the server crashes, its users start it again at the same address.
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { log } from '@/lib/log'
import { handOver, OWNER, ownerPassword } from './owner-role'
import { linkTo, placeOf } from './place'
import { runPostgres } from './programs'
import { createOnce, logFile, runningPort, start } from './server'

export type Cluster = {
  /** The folder of its files: the requested one, or one that Postgres's user can reach (place.ts). */
  readonly folder: string
  /** The URL of a database in this cluster, whether it exists or not. */
  readonly url: (database: string) => string
  /** Leaves the cluster; the last process to leave stops the server. */
  readonly leave: () => Promise<void>
}

interface Share {
  readonly client: Client
  readonly url: Cluster['url']
}

const usersLock = 732_511_402
const patience = { attempts: 60, pauseMs: 250 }

/** Joins the cluster in the folder, creates and starts it if necessary, and keeps it running until this process leaves. */
export async function joinCluster(asked: string, settings: readonly string[] = []): Promise<Cluster> {
  const folder = await placeFor(asked, settings)
  let share = await joinOrStart(folder, false)
  let left = false
  let mending = Promise.resolve()
  const watch = () =>
    share.client.once('end', () => {
      if (!left) mending = mend()
    })
  const mend = async () => {
    log.warn('the embedded Postgres stopped; starting it again')
    const again = await joinAgain(folder, () => left)
    if (!again) return
    share = again
    watch()
    log.warn('the embedded Postgres runs again')
  }
  watch()
  return {
    folder,
    url: share.url,
    leave: async () => {
      left = true
      await mending
      await leave(share.client, folder)
    },
  }
}

/** The folder to use, with a cluster in it. */
async function placeFor(asked: string, settings: readonly string[]): Promise<string> {
  const folder = await placeOf(asked)
  await createOnce(folder, settings)
  if (await linkTo(folder, asked)) return folder
  await rm(dirname(folder), { recursive: true, force: true })
  return placeOf(asked)
}

/** Waits until it runs again, however long that takes: a person may have to clear a full disk. Null once no process waits for it. */
async function joinAgain(folder: string, left: () => boolean): Promise<Share | null> {
  while (!left()) {
    const share = await joinOrStart(folder, true).catch((error: unknown) => {
      log.error('the embedded Postgres does not start', { error })
      return null
    })
    if (share) return share
  }
  return null
}

async function joinOrStart(folder: string, again: boolean): Promise<Share> {
  let failure: unknown
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    const joined = await joinRunning(folder)
    if (joined) return joined
    // Another process may be starting it at the same moment: then our start fails and the next look finds theirs.
    failure = await start(folder, again).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure) await sleep(patience.pauseMs)
  }
  throw new Error(`The embedded Postgres in ${folder} does not start; see ${logFile(folder)}.`, {
    cause: failure,
  })
}

async function joinRunning(folder: string): Promise<Share | undefined> {
  const port = await runningPort(folder)
  if (port === undefined) return undefined
  try {
    await handOver(folder, port)
  } catch (error) {
    if (isNoServer(error)) return undefined
    throw error
  }
  const password = await ownerPassword(folder)
  const url = (database: string): string => `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}`
  const client = new Client({ connectionString: url('postgres'), application_name: 'concord cluster share' })
  // The server may stop while we use it (by hand or by a crash). This event reports it, and so does the next query.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [usersLock])
  } catch {
    await client.end().catch(() => undefined)
    return undefined
  }
  return { client, url }
}

/** Nobody answers at the address, or another server does. */
const isNoServer = (error: unknown) =>
  error instanceof Error && 'code' in error && /^(E[A-Z]+|57P0\d|28\w+|08\w+)$/.test(String(error.code))

async function leave(client: Client, folder: string): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [usersLock])
    const answer = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
      usersLock,
    ])
    if (answer.rows[0]?.last) await runPostgres('pg_ctl', folder, ['-m', 'fast', '-w', 'stop'])
  } catch {
    // Already stopped, so there is nothing to leave.
  }
  await client.end().catch(() => undefined)
}
