// `npm run worker`: a worker alone. Any number can run, on any number of machines, with the same DATABASE_URL.

import { env, setEnv } from '@/lib/env'
import { keepHeapSmall } from '@/lib/heap'
import { log } from '@/lib/log'
import { closeDatabase } from '@/lib/store/database/client'
import { startWorker } from '@/lib/worker/worker'
import { migratedDatabase } from './parts/migrated-database'
import { warnOfReadableFiles } from './parts/readable-files'
import { stopAsked } from './parts/signals'

keepHeapSmall()
setEnv({ NODE_ENV: 'production' })
env()
warnOfReadableFiles()
const database = await migratedDatabase()
const worker = await startWorker()
log.info('worker started')
await stopAsked()
await worker.stop()
await closeDatabase()
await database.leave()
log.info('worker stopped')
process.exit(0)
