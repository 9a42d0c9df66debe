// `npm run dev`: Concord with reload, against the imitated Google unless Google settings are given.
import { env, setEnv } from '@/lib/env'
import { startEmulator } from './parts/emulator'
import { migratedDatabase } from './parts/migrated-database'
import { refuseTakenPort, serve } from './parts/serve'

setEnv({ NODE_ENV: 'development' })
const { GOOGLE_CLIENT_ID, HOST } = env()
await refuseTakenPort()
const database = await migratedDatabase()
const serving = { next: ['dev', '-H', HOST], database, again: 'npm run dev' }
if (GOOGLE_CLIENT_ID === 'concord') {
  const emulator = await startEmulator('development')
  setEnv(emulator.settings)
  console.log(`Google is imitated at ${emulator.address}`)
  await serve({ ...serving, companions: { 'The imitated Google': emulator.started } })
} else await serve(serving)
