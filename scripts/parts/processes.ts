// The child processes of our commands. They share our terminal, get our signals, and none outlives us.
import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { environmentFor } from '@/lib/env'

type Values = Readonly<Record<string, string | undefined>>

export type Started = {
  readonly process: ChildProcess
  /** The exit code, once it has ended. */
  readonly ended: Promise<number>
  readonly stop: () => Promise<number>
}

/** How long a process may take to stop before it is killed. */
const PATIENCE_MS = 20_000

const watchdog = new URL(`./parent-watchdog.mjs?of=${process.pid}`, import.meta.url).href

/** Starts Node on a script of ours or of a package. */
export function startNode(args: readonly string[], values: Values = {}): Started {
  const child = spawn(process.execPath, ['--import', watchdog, ...args], {
    env: environmentFor(values),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
  return { process: child, ended, stop: () => stopChild(child, ended) }
}

/** Starts a TypeScript file of ours. */
export const startScript = (file: string, args: readonly string[], values: Values = {}): Started =>
  startNode(['--import', 'tsx', file, ...args], values)

/**
 * A worker beside a web server of the same machine, which goes first: a person waits for a page, and nobody waits for the next second of a
 * preview.
 */
export function startWorkerBeside(values: Values = {}): Started {
  const worker = startScript('scripts/worker.ts', [], values)
  try {
    if (worker.process.pid !== undefined)
      setPriority(worker.process.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // The system refuses it, or the worker has ended already, which its caller sees. It works without, too.
  }
  return worker
}

/**
 * How long the web server keeps an idle connection, in milliseconds. Node's 5 s are too short: a browser or proxy may send a form on a
 * connection that is just being closed, and the form is lost. Browsers and proxies give connections up after 60 s or ask again.
 */
const KEEP_ALIVE_MS = 75_000

/** Starts Next's command line. */
export function startNext([command = '', ...args]: readonly string[], values: Values = {}): Started {
  const keep = command === 'start' ? ['--keepAliveTimeout', `${KEEP_ALIVE_MS}`] : []
  return startNode(['node_modules/next/dist/bin/next', command, ...keep, ...args], {
    NEXT_TELEMETRY_DISABLED: '1',
    ...values,
  })
}

/** Such as "The web server was ended by SIGKILL". */
export function endWords(name: string, { process: { exitCode, signalCode } }: Started): string {
  return signalCode ? `${name} was ended by ${signalCode}` : `${name} ended by itself, with code ${exitCode}`
}

async function stopChild(child: ChildProcess, ended: Promise<number>): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return ended
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  const code = await ended
  clearTimeout(insist)
  return code
}
