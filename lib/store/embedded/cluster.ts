// One embedded Postgres per folder, shared by every process that joins it: web server, workers, tests.
// Who uses it is counted by Postgres itself: each process holds a shared advisory lock for as long as it lives, and
// whoever gets that lock exclusively on leaving was the last and stops the server. A killed process loses its lock
// with its connection, so nothing goes stale; a server left running is simply joined by the next start, and one that died
// under its users is started again by them, at the same address.
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
  /** Where its files are: the folder that was asked for, or one that Postgres's user can reach (place.ts). */
  readonly folder: string
  /** The address of a database in this cluster, whether it exists or not. */
  readonly url: (database: string) => string
  /** Gives up this process's share; the last to leave stops the server. */
  readonly leave: () => Promise<void>
}

interface Share {
  readonly client: Client
  readonly url: Cluster['url']
}

const usersLock = 732_511_402
const patience = { attempts: 60, pauseMs: 250 }

/** Joins the cluster in the folder, creating and starting it if need be, and keeps it running until this process leaves. */
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

/** Its place, with a cluster in it. */
async function placeFor(asked: string, settings: readonly string[]): Promise<string> {
  const folder = await placeOf(asked)
  await createOnce(folder, settings)
  if (await linkTo(folder, asked)) return folder
  await rm(dirname(folder), { recursive: true, force: true })
  return placeOf(asked)
}

/** Until it runs again, however long that takes: a person may have to clear a full disk. Null once no process waits for it. */
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
    // Another process may be starting it at this very moment: then our start fails and the next look finds theirs.
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
  // The server may stop while we use it (by hand, by a crash): we get an event, and a query in the meantime reports the error.
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

/** Nobody answers yet or any more, or a stranger does. */
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
    // Already stopped: there is nothing left to leave.
  }
  await client.end().catch(() => undefined)
}
