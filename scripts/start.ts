// `npm start`: Concord in production. Checks the settings, migrates the database, and runs the web server and a worker.
import { env, setEnv } from '@/lib/env'
import { ensureBuilt } from './parts/build-stamp'
import { refuseOpenFirmCreation } from './parts/firm-creation'
import { migratedDatabase } from './parts/migrated-database'
import { warnOfReadableFiles } from './parts/readable-files'
import { refuseTakenPort, serve } from './parts/serve'

setEnv({ NODE_ENV: 'production' })
const { HOST } = env()
warnOfReadableFiles()
await refuseTakenPort()
await ensureBuilt()
const database = await migratedDatabase()
await refuseOpenFirmCreation(database)
await serve({ next: ['start', '-H', HOST], database, workerApart: true, again: 'npm start' })
