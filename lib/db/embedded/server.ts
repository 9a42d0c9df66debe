// The server of an embedded Postgres: its folder made once, started on the port of last time, found where it runs.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { giveToPostgres, runPostgres } from './programs'

const passwordFile = (folder: string): string => join(folder, 'concord.password')
const portFile = (folder: string): string => join(folder, 'concord.port')
export const logFile = (folder: string): string => join(folder, 'server.log')

/** What only its owner can read. */
export const passwordOf = async (folder: string): Promise<string> =>
  (await readFile(passwordFile(folder), 'utf8')).trim()

// The fourth line of postmaster.pid is the port, the eighth says "ready" once connections are welcome. A file left by
// a crash names a port where nobody, or a stranger who does not know our password, answers: both count as not running.
export async function runningPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const port = Number(text.split('\n')[3])
  return port > 0 ? port : undefined
}

export async function createOnce(folder: string, settings: readonly string[]): Promise<void> {
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

/** `again`: its address is known to others, so it is the port of last time or none. */
export async function start(folder: string, again: boolean): Promise<void> {
  const port = again ? await lastPort(folder) : await choosePort(folder)
  await runPostgres('pg_ctl', folder, ['-l', logFile(folder), '-o', `-p ${port}`, '-w', '-t', '60', 'start'])
  await writeFile(portFile(folder), String(port))
}

/** The port of last time if nobody took it, so that an address noted elsewhere stays true. */
async function choosePort(folder: string): Promise<number> {
  return (await freePort(await lastPort(folder))) ?? (await freePort(0)) ?? 0
}

const lastPort = async (folder: string): Promise<number> =>
  Number(await readFile(portFile(folder), 'utf8').catch(() => '0'))

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
