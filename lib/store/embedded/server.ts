// The server of an embedded Postgres: its folder is created once, and it starts on its last port.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { superuserPasswordFile } from './owner-role'
import { makePassable } from './place'
import { giveToPostgres, runPostgres } from './programs'

const portFile = (folder: string): string => join(folder, 'concord.port')
/** Postgres's output before its log begins (LOG_SETTINGS), which says why it does not start. */
export const logFile = (folder: string): string => join(folder, 'server.log')
const MOST_LOG_BYTES = 100_000

/**
 * The log contains no contact data: errors quote values, so they are left out (Concord logs where they happened), and log lines have no
 * details. One file per day in the folder `log`, each kept for a week.
 */
const LOG_SETTINGS = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_checkpoints: 'off',
  log_lock_waits: 'off',
  log_autovacuum_min_duration: '-1',
  logging_collector: 'on',
  log_filename: 'server-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
}

// The fourth line of postmaster.pid is the port, and the eighth says "ready" once it accepts connections. After a crash the file may name
// a port where nobody answers, or a server that does not accept our password: both count as not running.
export async function runningPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const port = Number(text.split('\n')[3])
  return port > 0 ? port : undefined
}

export async function createOnce(folder: string, settings: readonly string[]): Promise<void> {
  if (await exists(join(folder, 'PG_VERSION'))) return
  const fresh = `${folder}.${randomBytes(4).toString('hex')}.new`
  await makePassable(dirname(folder))
  await mkdir(fresh, { mode: 0o700 })
  const password = `${fresh}.password`
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 })
  await giveToPostgres(fresh)
  await giveToPostgres(password)
  await runPostgres('initdb', fresh, initdbArguments(password, settings))
  await rename(password, superuserPasswordFile(fresh))
  // If another process has finished its folder first, renaming onto it fails.
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
    // Sorts names as people expect (Ábel before Zoe), whatever locales the machine has.
    '--locale-provider=icu',
    '--icu-locale=und',
    ...[...always, ...settings].flatMap((setting) => ['--set', setting]),
  ]
}

/** `again`: others know its address, so it must get its last port or not start. */
export async function start(folder: string, again: boolean): Promise<void> {
  const port = again ? await lastPort(folder) : await choosePort(folder)
  await shortenLog(folder)
  // On the command line, so that they also apply to clusters of earlier versions.
  const log = Object.entries(LOG_SETTINGS).map(([name, value]) => `-c ${name}=${value}`)
  const options = [`-p ${port}`, ...log].join(' ')
  await runPostgres('pg_ctl', folder, ['-l', logFile(folder), '-o', options, '-w', '-t', '60', 'start'])
  await writeFile(portFile(folder), String(port))
}

/** Earlier versions logged everything there without a limit. */
async function shortenLog(folder: string): Promise<void> {
  const { size } = await stat(logFile(folder)).catch(() => ({ size: 0 }))
  if (size > MOST_LOG_BYTES) await rm(logFile(folder), { force: true })
}

/** The last port if it is free, so that URLs stored elsewhere stay valid. */
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
