// The common part of `start`, `dev` and `demo`: runs Next with the database until it is stopped.
import { setTimeout as sleep } from 'node:timers/promises'
import { env, SettingError } from '@/lib/env'
import type { OpenDatabase } from '@/lib/store/database/open'
import { isFree } from './ports'
import { endWords, type Started, startNext, startWorkerBeside } from './processes'
import { stopAsked } from './signals'

const LOOK_MS = 300

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
  const all = new Map(Object.entries({ 'The web server': server, ...companions }))
  let stopping = false
  const died = new Promise<string>((resolve) => {
    const watch = (name: string, started: Started) =>
      void started.ended.then(() => resolve(endWords(name, started)))
    for (const [name, started] of all) watch(name, started)
    void answers(`http://${healthHost(HOST)}:${PORT}/api/health`, () => stopping).then((yes) => {
      if (!yes) return
      whenReady?.()
      // Only now, so that the first page does not wait for it.
      if (!startsWorker) return
      const worker = startWorkerBeside({ DATABASE_URL: database.url })
      all.set('The worker', worker)
      watch('The worker', worker)
    })
  })
  const why = await Promise.race([died, stopAsked()])
  stopping = true
  if (why)
    console.error(
      `\n${why}, so everything is being stopped. Start it again with \`${again}\`; nothing is lost.`,
    )
  const code = await server.stop()
  await Promise.all([...all.values()].map(({ stop }) => stop()))
  await database.leave()
  process.exit(why ? code || 1 : code)
}

/** The address at which this machine reaches the server, even if it listens on all addresses. */
function healthHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Whether the address answers before the end. */
async function answers(address: string, isOver: () => boolean): Promise<boolean> {
  while (!isOver()) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return !isOver()
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
