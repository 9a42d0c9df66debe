// Writes a backup of all firms at one moment, row by row, so that its size needs no memory. The file has another name until it is
// complete and on the disk, and only its owner can read it.
import { createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client, DatabaseError } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import packageJson from '@/package.json' with { type: 'json' }
import { BackupError, NO_TABLES } from './error'
import { copyText, END_OF_ROWS, headText, lastText, type Table } from './file'
import { type BackupKey, seal } from './sealed'
import { tablesOfFirms } from './tables'

/** `.sealed` is added to an encrypted one. */
export const nameFor = (time: Date): string =>
  `concord-${time.toISOString().slice(0, 19).replaceAll(':', '-')}Z.sql.gz`

/** Encrypts with the key; without one (null) anybody can read and change the file. Returns the number of rows. */
export async function writeBackup(url: string, path: string, key: BackupKey | null): Promise<number> {
  if (await isThere(path)) throw new BackupError(`${path} exists already.`)
  const unfinished = `${path}.${process.pid}.unfinished`
  const client = new Client({ connectionString: url, application_name: 'concord backup' })
  await client.connect()
  try {
    const counted = { rows: 0 }
    const file = createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true })
    const sql = Readable.from(sqlOf(client, counted))
    if (key) await pipeline(sql, createGzip(), (zipped) => seal(zipped, key), file)
    else await pipeline(sql, createGzip(), file)
    await rename(unfinished, path)
    return counted.rows
  } catch (error) {
    throw explained(error)
  } finally {
    await client.end()
    await rm(unfinished, { force: true })
  }
}

async function* sqlOf(client: Client, counted: { rows: number }): AsyncGenerator<string | Buffer> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // A login that cannot see every firm gets an error instead of a backup with missing rows.
  await client.query(
    `SET LOCAL row_security = off; SET LOCAL client_encoding = 'UTF8'; SET LOCAL DateStyle = 'ISO'`,
  )
  const tables = await tablesOfFirms(client)
  if (tables.length === 0) throw new BackupError(NO_TABLES)
  yield headText({ version: packageJson.version, madeAt: new Date(), migrations: await applied(client) })
  for (const table of tables) {
    const rows = client.query(copyTo(`COPY "${table.name}" (${columnsOf(table)}) TO STDOUT`))
    yield copyText(table)
    yield* rows
    yield END_OF_ROWS
    counted.rows += rows.rowCount
  }
  yield lastText(counted.rows)
}

const columnsOf = ({ columns }: Table) => columns.map((column) => `"${column}"`).join(', ')

async function applied(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows.map(({ name }) => name)
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

function explained(error: unknown): unknown {
  if (error instanceof DatabaseError && error.code === '42501')
    return new BackupError('The user of DATABASE_URL does not own the tables and may not read all of them.')
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ENOSPC') return new BackupError('The disk is full: no backup was made.')
  return 'path' in error ? new BackupError(`${error.path} cannot be written (${error.code}).`) : error
}
