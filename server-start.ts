// What the web server does before its first request: checks the settings, opens the database, starts a worker unless
// WORKER=off; and before its end: stops the worker between two steps.

import { notePeers } from '@/lib/auth/address'
import { keepHeapSmall } from '@/lib/heap'
import { sayInEveryAnswer } from '@/lib/http/answer-headers'
import { sendCompressedScripts } from '@/lib/http/compressed-scripts'
import { startWorker } from '@/lib/worker/worker'
import { type Env, env, SettingError, setEnv } from './lib/env'
import { log, quietConsole } from './lib/log'
import { isDatabaseAway } from './lib/store/database/health-signal'
import { openDatabase } from './lib/store/database/open'

export async function startServer(): Promise<void> {
  keepHeapSmall()
  const settings = settingsOrStop()
  // next-auth reads these two by itself.
  setEnv({ NEXTAUTH_URL: settings.NEXTAUTH_URL, NEXTAUTH_SECRET: settings.NEXTAUTH_SECRET })
  notePeers()
  sayInEveryAnswer(settings.NEXTAUTH_URL)
  if (settings.NODE_ENV === 'production') {
    quietConsole(isDatabaseAway)
    await sendCompressedScripts()
  }
  const database = await openDatabase()
  // Pages do not wait until the worker has started.
  const worker = settings.WORKER === 'on' ? startWorker() : undefined
  worker?.catch((error: unknown) => {
    log.error('the worker did not start', { error })
    process.exit(1)
  })
  log.info('server started', { worker: worker !== undefined })
  stopOnSignal(async () => {
    await (await worker)?.stop()
    await database.leave()
  })
}

function settingsOrStop(): Env {
  try {
    return env()
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

// Our commands start Next with NEXT_MANUAL_SIG_HANDLE, which leaves the end of the process to us.
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const end = async () => {
    if (stopping) return
    stopping = true
    await stop().catch((error: unknown) => log.error('stop failed', { error }))
    process.exit(0)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
