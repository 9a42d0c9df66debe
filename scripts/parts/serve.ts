// The common part of `start`, `dev` and `demo`: runs Next with the database until it is stopped.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { env, SettingError } from '@/lib/env'
import type { OpenDatabase } from '@/lib/store/database/open'
import { isFree } from './ports'
import { endWords, type Started, startNext, startWorkerBeside } from './processes'
import { stopAsked } from './signals'

const LOOK_MS = 300
/** Before a worker that ended by itself is started again. */
const SHORTEST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

interface Serving {
  /** Next's command and options. */
  readonly next: readonly string[]
  readonly database: OpenDatabase
  /** Processes that run beside it, by the name for the message when one ends. */
  readonly companions?: Readonly<Record<string, Started>>
  /** The worker runs in a process of its own, unless WORKER=off: pages do not wait while it compares. */
  readonly workerApart?: boolean
  readonly whenReady?: () => void
  /** The command that starts all of it again. */
  readonly again: string
}

/** Runs Next until it or a companion ends or a signal comes; then stops everything and leaves the database. */
export async function serve(given: Serving): Promise<void> {
  const { next, database, companions = {}, workerApart = false, whenReady, again } = given
  const { PORT, HOST, WORKER } = env()
  const startsWorker = workerApart && WORKER === 'on'
  const server = startNext([...next, '-p', String(PORT)], {
    DATABASE_URL: database.url,
    NEXT_MANUAL_SIG_HANDLE: '1',
    ...(startsWorker ? { WORKER: 'off' } : {}),
  })
  const all = Object.entries({ 'The web server': server, ...companions })
  const ending = new AbortController()
  const died = Promise.race(all.map(([name, started]) => started.ended.then(() => endWords(name, started))))
  let worker: Promise<void> = Promise.resolve()
  void answers(`http://${healthHost(HOST)}:${PORT}/api/health`, ending.signal).then((yes) => {
    if (!yes) return
    whenReady?.()
    // Only now, so that the first page does not wait for it.
    if (startsWorker) worker = keepWorker({ DATABASE_URL: database.url }, ending.signal)
  })
  const why = await Promise.race([died, stopAsked()])
  ending.abort()
  if (why)
    console.error(
      `\n${why}, so everything is being stopped. Start it again with \`${again}\`; nothing is lost.`,
    )
  const code = await server.stop()
  await Promise.all([worker, ...all.map(([, { stop }]) => stop())])
  await database.leave()
  process.exit(why ? code || 1 : code)
}

/** Runs a worker until the end. One that ends by itself is started again, later each time: pages go on without it. */
async function keepWorker(values: Readonly<Record<string, string>>, end: AbortSignal): Promise<void> {
  const ended = once(end, 'abort')
  for (let pause = SHORTEST_PAUSE_MS; !end.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const worker = startWorkerBeside(values)
    await Promise.race([worker.ended, ended])
    if (end.aborted) {
      await worker.stop()
      return
    }
    console.error(`${endWords('The worker', worker)}. It is started again; nothing is lost.`)
    await sleep(pause, undefined, { signal: end }).catch(() => undefined)
  }
}

/** The address at which this machine reaches the server, even if it listens on all addresses. */
function healthHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Whether the address answers before the end. */
async function answers(address: string, end: AbortSignal): Promise<boolean> {
  while (!end.aborted) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return !end.aborted
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
