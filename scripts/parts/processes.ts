// The child processes of our commands. They share our terminal, get our signals, and none outlives us.
import { type ChildProcess, spawn } from 'node:child_process'
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

/** Starts Next's command line. */
export const startNext = (args: readonly string[], values: Values = {}): Started =>
  startNode(['node_modules/next/dist/bin/next', ...args], { NEXT_TELEMETRY_DISABLED: '1', ...values })

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
