// The imitated Google for development and the demo, and the settings that point Concord to it.
import { EMULATOR_PORT } from '@/lib/env'
import { freePortFrom } from './ports'
import { type Started, startScript } from './processes'

export type Emulator = {
  readonly address: string
  readonly started: Started
  readonly settings: Readonly<Record<string, string>>
}

/** Its data is stored in a file of that name in .data, as long as the database that belongs to it. */
export async function startEmulator(name: 'demo' | 'development'): Promise<Emulator> {
  const port = await freePortFrom(EMULATOR_PORT)
  const address = `http://127.0.0.1:${port}`
  const args = ['--port', String(port), '--seed', 'lifelike', '--keep', `.data/google-${name}`]
  const started = startScript('emulator/main.ts', args)
  return { address, started, settings: emulatorSettings(address) }
}

export const emulatorSettings = (address: string): Readonly<Record<string, string>> => ({
  GOOGLE_CLIENT_ID: 'concord',
  GOOGLE_CLIENT_SECRET: 'concord-secret',
  GOOGLE_ISSUER: address,
  GOOGLE_PEOPLE_URL: `${address}/`,
  GOOGLE_CALENDAR_URL: `${address}/`,
})
