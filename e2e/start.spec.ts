// `npm start` runs the web server and a worker, each in a process of its own, and ends both when it is asked to.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { freePortFrom } from '@/scripts/parts/ports'
import { freshDatabase } from '@/testing/database/fresh-databases'

for (const [worker, words] of [
  ['on', 'with a worker'],
  ['off', 'without a worker if WORKER=off'],
] as const)
  test(`npm start serves pages ${words}, and ends in order`, async () => {
    const fresh = await freshDatabase()
    const port = await freePortFrom(40_000 + (process.pid % 10_000))
    const url = `http://127.0.0.1:${port}`
    const started = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: fresh.url,
        ...{ PORT: String(port), HOST: '127.0.0.1', NEXTAUTH_URL: url, FOUNDER_EMAIL: 'ana@example.com' },
        ...{
          NEXTAUTH_SECRET: 'only for the browser tests',
          GOOGLE_CLIENT_ID: 'concord',
          GOOGLE_CLIENT_SECRET: 'secret',
        },
        TOKEN_KEY: createHash('sha256').update('only for the browser tests').digest('base64'),
        ...{ LOG_LEVEL: 'info', WORKER: worker },
      },
    })
    let output = ''
    started.stdout.on('data', (text) => {
      output += text
    })
    started.stderr.on('data', (text) => {
      output += text
    })
    const ended = new Promise<number | null>((resolve) => started.once('exit', resolve))
    try {
      await expect
        .poll(
          () =>
            fetch(`${url}/api/health`).then(
              ({ ok }) => ok,
              () => false,
            ),
          { timeout: 60_000 },
        )
        .toBe(true)
      if (worker === 'on') await expect.poll(() => output, { timeout: 60_000 }).toContain('worker started')
      if (worker === 'on') {
        // A worker that ends by itself takes no page with it.
        process.kill(workerOf(started.pid ?? 0), 'SIGKILL')
        await expect.poll(() => output.split('worker started').length, { timeout: 60_000 }).toBeGreaterThan(2)
        expect((await fetch(`${url}/api/health`)).ok).toBe(true)
        expect(output).toContain('The worker was ended by SIGKILL. It is started again')
      }
      started.kill('SIGTERM')
      expect(await ended).toBe(0)
      expect(output.includes('worker stopped')).toBe(worker === 'on')
      expect(await fetch(url).catch(() => null)).toBeNull()
    } finally {
      started.kill('SIGKILL')
      await ended
      await fresh.drop()
    }
  })

const workerOf = (parent: number): number =>
  Number(execFileSync('pgrep', ['-P', String(parent), '-f', 'scripts/worker.ts'], { encoding: 'utf8' }))
