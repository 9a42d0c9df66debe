// How soon a page is there: `npm start` on an embedded database that exists, and `npm run demo` in a fresh clone whose packages are in npm's
// cache. main.ts runs it; it prints its figures as JSON. The clone has what is committed.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePortFrom } from '@/scripts/parts/ports'

const run = promisify(execFile)
const PATIENCE_MS = 300_000
const POLL_MS = 50

export interface StartFigures {
  /** `npm ci`, which is no part of the demo's time. */
  readonly installSeconds: number
  /** `npm run demo` in the fresh clone: from the command to the first page. It builds. */
  readonly demoSeconds: number
  /** `npm start` in it afterwards, the second time: the build and the database are there. */
  readonly startSeconds: number
}

if (process.argv[1]?.endsWith('bench/starts.ts')) process.stdout.write(JSON.stringify(await starts()))

async function starts(): Promise<StartFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-start-'))
  try {
    const clone = join(folder, 'clone')
    await run('git', ['clone', '--quiet', process.cwd(), clone])
    const installing = performance.now()
    await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
      cwd: clone,
      maxBuffer: 1 << 26,
    })
    const installSeconds = since(installing)
    const demoSeconds = await untilPage(clone, ['run', 'demo'])
    const values = {
      ...{ GOOGLE_CLIENT_ID: 'concord', GOOGLE_CLIENT_SECRET: 'concord-secret' },
      ...{
        NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
        TOKEN_KEY: randomBytes(32).toString('base64'),
      },
      FOUNDER_EMAIL: 'bench@example.com',
    }
    await untilPage(clone, ['start'], values)
    const startSeconds = await untilPage(clone, ['start'], values)
    return { installSeconds, demoSeconds, startSeconds }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs the command until it serves the page of signing in, and stops it. Returns the seconds. */
async function untilPage(
  cwd: string,
  command: readonly string[],
  values: Readonly<Record<string, string>> = {},
): Promise<number> {
  const port = String(await freePortFrom(4800))
  const env = { ...process.env, PORT: port, ...values }
  const began = performance.now()
  const child = spawn('npm', command, { cwd, env, stdio: 'ignore', detached: true })
  const ended = once(child, 'exit')
  try {
    for (;;) {
      const answer = await fetch(`http://localhost:${port}/sign-in`).catch(() => null)
      if (answer?.status === 200 && (await answer.text())) return since(began)
      if (child.exitCode !== null) throw new Error(`npm ${command.join(' ')} ended with ${child.exitCode}`)
      if (performance.now() - began > PATIENCE_MS) throw new Error(`npm ${command.join(' ')} served no page`)
      await sleep(POLL_MS)
    }
  } finally {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGINT')
    await ended
  }
}

function since(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10
}
