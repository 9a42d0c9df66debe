// The common part of `start`, `dev` and `demo`: runs Next with the database until it is stopped.
import { setTimeout as sleep } from 'node:timers/promises'
import { env, SettingError } from '@/lib/env'
import type { OpenDatabase } from '@/lib/store/database/open'
import { isFree } from './ports'
import { endWords, type Started, startNext } from './processes'
import { stopAsked } from './signals'

const LOOK_MS = 300

interface Serving {
  /** Next's command and options. */
  readonly next: readonly string[]
  readonly database: OpenDatabase
  /** Processes that run beside it, by the name for the message when one ends. */
  readonly companions?: Readonly<Record<string, Started>>
  readonly whenReady?: () => void
  /** The command that starts all of it again. */
  readonly again: string
}

/** Runs Next until it or a companion ends or a signal comes; then stops everything and leaves the database. */
export async function serve({ next, database, companions = {}, whenReady, again }: Serving): Promise<void> {
  const { PORT, HOST } = env()
  const server = startNext([...next, '-p', String(PORT)], {
    DATABASE_URL: database.url,
    NEXT_MANUAL_SIG_HANDLE: '1',
  })
  const all = Object.entries({ 'The web server': server, ...companions })
  const ended = Promise.race(all.map(([name, started]) => started.ended.then(() => endWords(name, started))))
  void answers(`http://${healthHost(HOST)}:${PORT}/api/health`, ended).then((yes) => yes && whenReady?.())
  const died = await Promise.race([ended, stopAsked()])
  if (died)
    console.error(
      `\n${died}, so everything is being stopped. Start it again with \`${again}\`; nothing is lost.`,
    )
  const code = await server.stop()
  await Promise.all(all.map(([, { stop }]) => stop()))
  await database.leave()
  process.exit(died ? code || 1 : code)
}

/** The address at which this machine reaches the server, even if it listens on all addresses. */
function healthHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Whether the address answers before `end`. */
async function answers(address: string, end: Promise<unknown>): Promise<boolean> {
  let ended = false
  void end.then(() => {
    ended = true
  })
  while (!ended) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return true
    await sleep(LOOK_MS)
  }
  return false
}

/** Checked before anything slow, with our own message. */
export async function refuseTakenPort(): Promise<void> {
  const { PORT } = env()
  if (!(await isFree(PORT)))
    throw new SettingError(`Port ${PORT} is in use. Choose another with PORT=${PORT + 1}.`)
}
