// What `start`, `dev` and `demo` share: Next in front of the database until someone stops it.
import type { OpenDatabase } from '@/lib/db/open'
import { env, SettingError } from '@/lib/env'
import { isFree } from './ports'
import { type Started, startNext } from './processes'
import { stopAsked } from './signals'

/** Runs Next until it or a companion ends or we are asked to stop; then stops all and leaves the database. */
export async function serve(
  next: readonly string[],
  database: OpenDatabase,
  companions: readonly Started[] = [],
): Promise<void> {
  const { PORT } = env()
  const server = startNext([...next, '-p', String(PORT)], {
    DATABASE_URL: database.url,
    NEXT_MANUAL_SIG_HANDLE: '1',
  })
  await Promise.race([server.ended, stopAsked(), ...companions.map(({ ended }) => ended)])
  const code = await server.stop()
  await Promise.all(companions.map(({ stop }) => stop()))
  await database.leave()
  process.exit(code)
}

/** Asked before anything slow is done, and in our words. */
export async function refuseTakenPort(): Promise<void> {
  const { PORT } = env()
  if (!(await isFree(PORT)))
    throw new SettingError(`Port ${PORT} is in use. Choose another with PORT=${PORT + 1}.`)
}
