// Loads a backup. In one transaction, the file's content replaces everything of Concord in the database, or nothing changes.
// The tables are created by the migrations that the file names, then filled, then brought to today's version.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client, DatabaseError } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { recordForFirms } from '@/lib/ops/audit/record-for-firms'
import { Prisma } from '@/lib/store/database/generated/client'
import * as enums from '@/lib/store/database/generated/enums'
import { migrationNames, migrationSql } from '@/lib/store/migrations/migration-files'
import { applyMigrations, MIGRATION_LOCK } from '@/lib/store/migrations/migrations'
import { BackupError } from './error'
import {
  copyText,
  cutOff,
  END_OF_ROWS,
  type Head,
  type Lines,
  type Opening,
  openBackup,
  rowsOf,
  tableOf,
} from './file'
import { pauseSyncs } from './hold'
import { refuseIfBusy, refuseIfTaken } from './refuse'
import { tablesOfFirms } from './tables'

export interface Restored {
  readonly head: Head
  readonly rows: number
  /** Syncs that were active when the backup was made and now wait for their people. */
  readonly stopped: number
}

interface Options extends Opening {
  /** Overwrites a firm that the database contains. */
  readonly replace: boolean
  readonly now: Date
}

export async function restoreBackup(url: string, path: string, options: Options): Promise<Restored> {
  const { head, lines } = await openBackup(path, options)
  const newer = await migrationsAfter(head)
  const client = new Client({ connectionString: url, application_name: 'concord restore' })
  await client.connect()
  try {
    await refuseIfBusy(client)
    if (!options.replace) await refuseIfTaken(client)
    // Creates the role and Prisma's table of migrations, which then need no further change.
    await applyMigrations(url)
    await client.query('BEGIN')
    await client.query(`SET LOCAL lock_timeout = '10s'; SET LOCAL client_encoding = 'UTF8'`)
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await refuseIfBusy(client)
    if (!options.replace) await refuseIfTaken(client)
    await dropEverything(client)
    await runMigrations(client, head.migrations)
    const rows = await fill(client, lines)
    await runMigrations(client, newer)
    const stopped = await pauseSyncs(client, { now: options.now, madeAt: head.madeAt })
    await recordForFirms(client, 'backup.restore', { madeAt: head.madeAt.toISOString(), rows })
    await client.query('ANALYZE')
    await client.query('COMMIT')
    return { head, rows, stopped }
  } catch (error) {
    throw explained(error)
  } finally {
    await client.end()
    await lines.return(undefined)
  }
}

/** Today's migrations that are newer than the file's. */
async function migrationsAfter({ version, migrations }: Head): Promise<readonly string[]> {
  const known = await migrationNames()
  if (migrations.length > 0 && migrations.every((name, at) => name === known[at]))
    return known.slice(migrations.length)
  throw new BackupError(
    `The backup was made by another Concord (${version}) whose database this one does not know. Restore it with that version or a newer one.`,
  )
}

// Uses the names in this checkout, since the database was just brought to it.
async function dropEverything(client: Client): Promise<void> {
  // Functions first: with a table go the functions that take its rows.
  const dropped = `
    select 'DROP FUNCTION ' || string_agg(oid::regprocedure::text, ', ') || ' CASCADE' as sql from pg_proc
      where pronamespace = 'public'::regnamespace and proname = any($3)
    union all select 'DROP TABLE ' || string_agg(quote_ident(relname), ', ') || ' CASCADE' from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = any($1)
    union all select 'DROP TYPE ' || string_agg(quote_ident(typname), ', ') from pg_type
      where typnamespace = 'public'::regnamespace and typtype = 'e' and typname = any($2)`
  const { rows } = await client.query<{ sql: string | null }>(dropped, [
    Object.keys(Prisma.ModelName),
    Object.keys(enums),
    await functionNames(),
  ])
  for (const { sql } of rows) if (sql) await client.query(sql)
}

/** The names of the functions that this checkout's migrations create. */
async function functionNames(): Promise<readonly string[]> {
  const texts = await Promise.all((await migrationNames()).map(migrationSql))
  const made = texts.flatMap((sql) => [...sql.matchAll(/^CREATE (?:OR REPLACE )?FUNCTION "?(\w+)"?/gim)])
  const renamed = texts.flatMap((sql) => [...sql.matchAll(/^ALTER FUNCTION \w+ RENAME TO (\w+)/gim)])
  return [...new Set([...made, ...renamed].flatMap(([, name]) => name ?? []))]
}

async function runMigrations(client: Client, names: readonly string[]): Promise<void> {
  for (const name of names) await client.query(await migrationSql(name))
}

/** Fills every table of firms once, up to the file's last line. Returns the number of rows. */
async function fill(client: Client, lines: Lines): Promise<number> {
  const missing = new Set((await tablesOfFirms(client)).map(({ name }) => name))
  let rows = 0
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw cutOff()
    const line = String(value)
    const table = tableOf(line)
    const promised = rowsOf(line)
    if (table) {
      if (!missing.delete(table.name)) throw unfit()
      const filled = client.query(copyFrom(copyText(table)))
      await pipeline(Readable.from(rowsUntilEnd(lines)), filled).catch(misfit)
      rows += filled.rowCount
    } else if (promised !== null) {
      if (promised !== rows || missing.size > 0) throw unfit()
      return rows
    }
  }
}

const unfit = () => new BackupError('The file’s content does not match its head: it was changed or damaged.')

/** Postgres's message quotes the row, so only the kind of error is reported. */
function misfit(error: unknown): never {
  if (!(error instanceof DatabaseError) || !/^(22|23|42)/.test(error.code ?? '')) throw error
  throw new BackupError(
    `The rows of the file do not fit its tables (${error.code}): it was changed or damaged.`,
  )
}

/** Bytes per write. */
const PIECE = 64 * 1024
const LINE_FEED = 10

async function* rowsUntilEnd(lines: Lines): AsyncGenerator<Buffer> {
  let [piece, size]: [Buffer[], number] = [[], 0]
  let isAtStart = true
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw cutOff()
    if (isAtStart && value.length === END_OF_ROWS.length && String(value) === END_OF_ROWS) break
    isAtStart = value.at(-1) === LINE_FEED
    piece.push(value)
    size += value.length
    if (size < PIECE) continue
    yield Buffer.concat(piece)
    ;[piece, size] = [[], 0]
  }
  if (size > 0) yield Buffer.concat(piece)
}

function explained(error: unknown): unknown {
  return error instanceof DatabaseError && error.code === '55P03'
    ? new BackupError('Something else is using the database. Stop it, then try again.')
    : error
}
