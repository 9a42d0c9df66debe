// `npm run demo`: everything on this machine, with no prerequisites: embedded Postgres, an imitated Google with a lifelike
// address book and calendars, and Concord as in production. Ctrl-C stops all of it.
import { developmentSecrets } from '@/lib/development-secrets'
import { EMULATOR_PORT, env, setEnv, setEnvDefaults } from '@/lib/env'
import { ensureBuilt } from './parts/build-stamp'
import { fillFirmCalendar } from './parts/demo-calendar'
import { emulatorSettings, startEmulator } from './parts/emulator'
import { migratedDatabase } from './parts/migrated-database'
import { refuseTakenPort, serve } from './parts/serve'

// Never uses a real database or the real Google, whatever the environment says.
setEnv({
  NODE_ENV: 'production',
  DATABASE_URL: '',
  DATABASE_APP_URL: '',
  NEXTAUTH_URL: '',
  HOST: '',
  ALLOWED_DOMAINS: '',
  FOUNDER_EMAIL: '',
})
setEnv({ NEXTAUTH_SECRET_OLD: '', TOKEN_KEY_OLD: '' })
setEnv({ ...developmentSecrets(), ...emulatorSettings(`http://127.0.0.1:${EMULATOR_PORT}`) })
setEnvDefaults({ LOG_LEVEL: 'warn' })
const { NEXTAUTH_URL } = env()
await refuseTakenPort()
await ensureBuilt()
const database = await migratedDatabase('demo')
const emulator = await startEmulator('demo')
setEnv(emulator.settings)
void fillFirmCalendar(database.url, emulator.address).catch((error: unknown) =>
  console.error('The firm’s calendar stays empty:', error),
)
await serve({
  next: ['start', '-H', 'localhost'],
  database,
  workerApart: true,
  companions: { 'The imitated Google': emulator.started },
  whenReady: tell,
  again: 'npm run demo',
})

function tell(): void {
  console.log(`
  Concord is at           ${NEXTAUTH_URL}
  The imitated Google at  ${emulator.address}

  1. Open ${NEXTAUTH_URL} and press Continue with Google, choose an account,
     for example Ana Lima, and press Continue.
  2. Press the gear (Settings), then Contact and Calendar Sync, then Set Up Sync,
     choose the same account, and allow access.
  3. Under Clio Contacts press Sync, look at the preview, and press Start Sync.
  4. Under Clio Calendars press Allow calendar access, then Sync beside the calendar Firm. Choose the existing
     calendar of the account, allow access to it too, and press Sync Calendar. Look at the preview, and press Start Sync.
  5. Open ${emulator.address} to see and change the same contacts and calendars as Google has them:
     move or cancel an event, split a series, answer an invitation.

  Commands, such as npm run backup, work on the demo's data with its database:
     DATABASE_URL='${database.url}' npm run backup

  Ctrl-C stops everything. What you did is kept in .data; delete that folder to begin anew.
`)
}
