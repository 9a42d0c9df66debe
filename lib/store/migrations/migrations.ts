// Applies the migrations in prisma/migrations, once for any number of starting processes, and compares a database with the schema. Both
// use Prisma's schema engine.
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm'
import { Client } from 'pg'
import { ensureAppLogin } from '@/lib/store/database/app-login'
import { MIGRATIONS_FOLDER, migrationNames, migrationSql } from './migration-files'
import { withSchemaEngine } from './schema-engine'

const schemaFile = 'prisma/schema.prisma'
/** Held while tables change; other starting processes wait for it. */
export const MIGRATION_LOCK = 732_511_401
const filters = { externalTables: [], externalEnums: [] }

/** A migration could not be applied; Postgres undid it as a whole. Its message says what to do. */
export class MigrationFailed extends Error {
  /** Printed without a stack trace. */
  readonly expected = true
  /** Of the network, if it was that; else Prisma's. */
  readonly code: unknown

  constructor(cause: unknown, pending: readonly string[]) {
    const said = cause instanceof Error ? cause.message.trim() : String(cause)
    const name = pending.find((one) => said.includes(one))
    super(
      `The database was not brought up to date: ${name ? `the migration ${name}` : 'a migration'} failed, and was undone as a whole.\n` +
        `${said}\n` +
        'Mend what is named above, or restore a backup, and start again. ' +
        'If the data is not needed, as in the demo, delete the folder .data to begin anew.',
      { cause },
    )
    this.name = 'MigrationFailed'
    this.code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  }
}

/** Applies pending migrations and returns their names. Processes that start at the same time wait for one another. */
export async function applyMigrations(url: string, names?: readonly string[]): Promise<readonly string[]> {
  const client = new Client({ connectionString: url })
  // The server may stop meanwhile. This event reports it, and so does the next query.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await ensureAppLogin(client, url)
    const migrationsList = await readMigrations(names ?? (await migrationNames()))
    return await withSchemaEngine(url, async (engine) => {
      await forgiveFailed(engine, migrationsList)
      return applyAll(engine, migrationsList)
    })
  } finally {
    await client.end()
  }
}

async function applyAll(engine: SchemaEngine, migrationsList: MigrationList): Promise<readonly string[]> {
  const names = migrationsList.migrationDirectories.map(({ path }) => path)
  try {
    return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames
  } catch (error) {
    throw new MigrationFailed(error, names)
  }
}

// A migration is sent as a whole, and Postgres applies all or nothing of it. A failed one left nothing behind and may be tried again
// without resolving it by hand.
async function forgiveFailed(engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const asked = { migrationsList, optInToShadowDatabase: false, filters }
  const { failedMigrationNames } = await engine.diagnoseMigrationHistory(asked)
  for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName })
}

/** The SQL that would bring the database to the schema; empty if they agree. */
export async function sqlToSchema(url: string): Promise<string> {
  const schema = await readSchema()
  const to = { tag: 'schemaDatamodel', ...schema } as const
  // `schemaDatasource` is the database that the engine is connected to.
  const from = { tag: 'schemaDatasource', ...schema, configDir: resolve('prisma') } as const
  const compare = { from, to, script: true, exitCode: true, filters }
  const difference = await withSchemaEngine(url, (engine) => engine.diff(compare))
  return difference.exitCode === 0 ? '' : (difference.stdout ?? '')
}

async function readSchema(): Promise<SchemasContainer> {
  return { files: [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }] }
}

async function readMigrations(names: readonly string[]): Promise<MigrationList> {
  return {
    baseDir: resolve(MIGRATIONS_FOLDER),
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(MIGRATIONS_FOLDER, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.map(readMigration)),
  }
}

async function readMigration(name: string): Promise<MigrationList['migrationDirectories'][number]> {
  const value = await migrationSql(name)
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } }
}
