// `npm start`: Concord in production. Checks the settings, migrates the database, serves; a worker runs inside.
import { env, setEnv } from '@/lib/env'
import { ensureBuilt } from './build-stamp'
import { migratedDatabase } from './migrated-database'
import { refuseTakenPort, serve } from './serve'

setEnv({ NODE_ENV: 'production' })
env()
await refuseTakenPort()
await ensureBuilt()
await serve({ next: ['start'], database: await migratedDatabase(), again: 'npm start' })
