// The database of the settings, reachable and with every migration applied, or one clear sentence why not.
import { setTimeout as sleep } from 'node:timers/promises'
import { SettingError } from '@/lib/env'
import { type OpenDatabase, openDatabase } from '@/lib/store/database/open'
import { applyMigrations } from '@/lib/store/migrations/migrations'

/** How long to wait for a database that starts together with us (compose, a reboot). */
const PATIENCE_MS = 30_000
const PAUSE_MS = 1000

/** Not ready yet: refused, not found, starting up (57P03). Other errors do not pass by waiting. */
const NOT_YET = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03'])

export async function migratedDatabase(embedded?: string): Promise<OpenDatabase> {
  const database = await openDatabase(embedded)
  if (database.elsewhere)
    console.error(`This folder is closed to Postgres’s user, so its data is in ${database.elsewhere}.`)
  try {
    await migrateWhenThere(database.url, Date.now() + PATIENCE_MS)
    return database
  } catch (error) {
    await database.leave()
    throw error
  }
}

async function migrateWhenThere(url: string, until: number): Promise<void> {
  for (;;) {
    try {
      await applyMigrations(url)
      return
    } catch (error) {
      const code = codeOf(error)
      if (!code || !NOT_YET.has(code) || Date.now() > until) throw unusable(error)
    }
    await sleep(PAUSE_MS)
  }
}

/** The error as one sentence, if it means that the database cannot be used. */
export function unusable(error: unknown): unknown {
  const code = codeOf(error)
  return code ? new SettingError(`The database of DATABASE_URL cannot be used (${code}).`) : error
}

// Codes of the network and of Postgres (28: which user, 3D: which database, 57: shutting down). Other errors are bugs of ours.
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return code && (/^E[A-Z]+$/.test(code) || /^(28|3D|57|08)/.test(code)) ? code : undefined
}
