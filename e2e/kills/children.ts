// Real processes that are killed and started again, as whatever keeps them running would do it. None outlives us.
import { setTimeout as sleep } from 'node:timers/promises'
import { freePortFrom } from '@/scripts/parts/ports'
import { type Started, startNext, startScript } from '@/scripts/parts/processes'
import type { KillWorld } from './world'

export interface Child {
  /** How often it ended by itself, and was started again. */
  readonly falls: () => number
  readonly send: (signal: NodeJS.Signals) => void
  /** SIGKILL, and at once another in its place. */
  readonly killAndRestart: () => Promise<void>
  /** Asked to end, it ends in order; then another in its place. */
  readonly stopAndRestart: () => Promise<void>
  readonly stop: () => Promise<unknown>
}

const alive = new Set<Started>()
process.on('exit', () => {
  for (const { process } of alive) process.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** `npm run worker`. */
export const startWorkerProcess = ({ settings }: KillWorld): Promise<Child> =>
  keep(async () => startScript('scripts/worker.ts', [], settings))

/** Two servers that start at once must not both find the same port free. */
let portsUsed = 0

/** The web server of the build, with a worker inside. */
export async function startServerProcess({ settings }: KillWorld, values: Record<string, string> = {}) {
  portsUsed += 1
  const port = await freePortFrom(30_000 + (process.pid % 10_000) + 10 * portsUsed)
  const url = `http://127.0.0.1:${port}`
  const own = { PORT: String(port), NEXTAUTH_URL: url, NEXT_MANUAL_SIG_HANDLE: '1', WORKER: 'on', ...values }
  const child = await keep(async () =>
    startNext(['start', '-p', String(port), '-H', '127.0.0.1'], { ...settings, ...own }),
  )
  return { ...child, url }
}

/** Until the web server answers; false when it does not within a minute. */
export async function isHealthy(url: string): Promise<boolean> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok) return true
    await sleep(700)
  }
  return false
}

/** Before another takes the place of one that ended by itself. */
const REST_MS = 1_000

async function keep(start: () => Promise<Started>): Promise<Child> {
  let falls = 0
  let wanted = true
  const begin = async (): Promise<Started> => {
    const started = await start()
    alive.add(started)
    void started.ended.then(async () => {
      alive.delete(started)
      if (!wanted) return
      falls += 1
      await sleep(REST_MS)
      if (wanted) now = await begin()
    })
    return started
  }
  const end = async (stop: () => Promise<unknown>) => {
    wanted = false
    await stop()
  }
  const again = async () => {
    wanted = true
    now = await begin()
  }
  let now = await begin()
  const kill = () => {
    now.process.kill('SIGKILL')
    return now.ended
  }
  return {
    falls: () => falls,
    send: (signal) => {
      now.process.kill(signal)
    },
    killAndRestart: () => end(kill).then(again),
    stopAndRestart: () => end(() => now.stop()).then(again),
    stop: () => end(() => now.stop()),
  }
}
