// Real processes: what happens to child processes when their command dies, and how their own end is reported.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { endWords, startNode } from './processes'

/** A command that starts a process that prints its id and runs forever. */
const COMMAND = `
  import { startNode } from './scripts/parts/processes.ts'
  startNode(['-e', "console.log(process.pid); setInterval(() => undefined, 1000)"])
`

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (const until = Date.now() + 10_000; isThere(pid) && Date.now() < until; ) await sleep(50)
  return !isThere(pid)
}

test('what a command started ends when the command is killed', async () => {
  const command = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', COMMAND])
  const [output] = await once(command.stdout, 'data')
  const pid = Number(String(output))
  expect(isThere(pid)).toBe(true)
  command.kill('SIGKILL')
  expect(await isGone(pid)).toBe(true)
})

test('a process without further work is not kept alive by its command', async () => {
  expect(await startNode(['-e', '']).ended).toBe(0)
})

test.each([
  ['process.exit(3)', 'The web server ended by itself, with code 3'],
  ["process.kill(process.pid, 'SIGKILL')", 'The web server was ended by SIGKILL'],
])('of a process that runs %s is said: %s', async (script, words) => {
  const started = startNode(['-e', script])
  await started.ended
  expect(endWords('The web server', started)).toBe(words)
})
