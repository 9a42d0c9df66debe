// Who may create the firm: as long as none exists, a Concord that others can reach needs FOUNDER_EMAIL.
import { Client } from 'pg'
import { env, isLoopback, SettingError } from '@/lib/env'
import type { OpenDatabase } from '@/lib/store/database/open'

/** Prevents the start if any first person to sign in could create the firm and administer it. */
export async function refuseOpenFirmCreation({ url, leave }: OpenDatabase): Promise<void> {
  const settings = env()
  if (settings.FOUNDER_EMAIL || isLoopback(settings) || (await hasFirm(url))) return
  await leave()
  throw new SettingError(
    'The setting FOUNDER_EMAIL is missing: there is no firm yet, and it says who may create it and be its administrator.',
  )
}

async function hasFirm(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query('SELECT FROM "Firm" LIMIT 1')).rowCount === 1
  } finally {
    await client.end()
  }
}
