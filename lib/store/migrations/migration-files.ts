// The migrations of this checkout, as files.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const MIGRATIONS_FOLDER = 'prisma/migrations'

/** Names of the migrations in the order in which they are applied. */
export async function migrationNames(): Promise<readonly string[]> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

export const migrationSql = (name: string): Promise<string> =>
  readFile(join(MIGRATIONS_FOLDER, name, 'migration.sql'), 'utf8')
