// Writes a migration: the SQL that leads from all earlier migrations, applied to an empty database, to the schema.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureDatabase, runOnCluster, testCluster } from '@/lib/store/embedded/databases'
import { MIGRATIONS_FOLDER, migrationNames } from '@/lib/store/migrations/migration-files'
import { applyMigrations, sqlToSchema } from '@/lib/store/migrations/migrations'

/** SQL that Prisma's schema cannot express (partial indexes, checks) is written by hand below this line and kept. */
const handWritten = '-- Written by hand: what the schema cannot say.'

/** Writes the migration NAME and returns its path; if the newest migration has that name, it is replaced. */
export async function writeMigration(name: string, now: Date): Promise<string> {
  const names = await migrationNames()
  const newest = names.at(-1)
  const again = newest?.endsWith(`_${name}`) ? newest : undefined
  const folder = join(MIGRATIONS_FOLDER, again ?? `${stamp(now)}_${name}`)
  const sql = await sqlFrom(again ? names.slice(0, -1) : names)
  if (sql === '' && !again) return 'The migrations already agree with the schema.'
  const file = join(folder, 'migration.sql')
  const kept = (await readFile(file, 'utf8').catch(() => '')).split(handWritten)[1]
  await mkdir(folder, { recursive: true })
  await writeFile(file, kept === undefined ? sql : `${sql}\n${handWritten}${kept}`)
  return `Written: ${file}`
}

async function sqlFrom(names: readonly string[]): Promise<string> {
  const cluster = await testCluster()
  const shadow = `shadow_${process.pid}`
  try {
    const url = await ensureDatabase(cluster, shadow)
    if (names.length > 0) await applyMigrations(url, names)
    return await sqlToSchema(url)
  } finally {
    await runOnCluster(cluster, `DROP DATABASE IF EXISTS "${shadow}" WITH (FORCE)`)
    await cluster.leave()
  }
}

const stamp = (now: Date): string => now.toISOString().replace(/\D/g, '').slice(0, 14)
