// The format of a backup: gzipped SQL like pg_dump's plain format. It has a head in comments, one COPY with the rows of each table in
// Postgres's text format, and a last line with the number of rows, which shows that the file is complete.
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BackupError } from './error'
import { type BackupKey, MAGIC, unseal } from './sealed'

export interface Head {
  /** The version of Concord that made it. */
  readonly version: string
  readonly madeAt: Date
  /** The database's migrations, in the order they were applied. */
  readonly migrations: readonly string[]
}

export interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

export const END_OF_ROWS = '\\.\n'
const FIRST = '-- Concord backup, format 1'
const MIGRATION = '-- migration: '

export const headText = ({ version, madeAt, migrations }: Head): string => `${FIRST}
-- version: ${version}
-- made: ${madeAt.toISOString()}
${migrations.map((name) => `${MIGRATION}${name}\n`).join('')}--
-- It holds the contacts of a firm and sealed tokens to its people's accounts: keep it as safe as the database. TOKEN_KEY, which opens
-- the tokens, is not in it; without that key everybody has to reconnect.
-- To load it: npm run restore -- FILE. Beside loading rows that also stops every sync until its person has looked.

SET client_encoding = 'UTF8';
SET DateStyle = 'ISO';
`

export const copyText = ({ name, columns }: Table): string =>
  `\nCOPY "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) FROM stdin;\n`

export const lastText = (rows: number): string => `\n-- complete: ${rows} rows\n`

export function tableOf(line: string): Table | null {
  const [, name, columns] = /^COPY "(\w+)" \(("\w+"(?:, "\w+")*)\) FROM stdin;\n$/.exec(line) ?? []
  return name && columns ? { name, columns: columns.split(', ').map((column) => column.slice(1, -1)) } : null
}

export function rowsOf(line: string): number | null {
  const [, rows] = /^-- complete: (\d+) rows\n$/.exec(line) ?? []
  return rows ? Number(rows) : null
}

/**
 * Lines with their line feeds, as bytes, since rows may contain characters at which other readers break lines. A long line comes in
 * pieces, of which only the last ends with a line feed, so that it needs little memory.
 */
export type Lines = AsyncGenerator<Buffer>

/** The longest piece of a line; heads and comments are shorter. */
const MOST_PIECE = 256 * 1024

export interface Opening {
  /** The key that opens an encrypted file. */
  readonly keyFor: (kind: BackupKey['kind']) => Promise<BackupKey>
  /** Accepts a file that is not encrypted and may therefore have been changed. */
  readonly plain: boolean
}

/** Opens a backup and reads its head; the caller reads the lines after it. An encrypted file has been checked to its end by then. */
export async function openBackup(
  path: string,
  opening: Opening,
): Promise<{ readonly head: Head; readonly lines: Lines }> {
  const isSealed = await checkSeal(path, opening)
  if (!isSealed && !opening.plain)
    throw new BackupError(
      `${path} is not sealed, so nobody can tell whether it was changed. If you trust it, add --plain.`,
    )
  const bytes = isSealed ? unseal(bytesOf(path), opening.keyFor) : bytesOf(path)
  const lines = linesOf(unzipped(path, bytes))
  return { head: await readHead(lines, path), lines }
}

/** Whether the file is encrypted; throws if an encrypted file was changed. */
async function checkSeal(path: string, { keyFor }: Opening): Promise<boolean> {
  const first = await firstBytes(path, MAGIC.length)
  if (!first.equals(MAGIC)) return false
  for await (const _ of unseal(bytesOf(path), keyFor));
  return true
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const found: Buffer[] = []
  for await (const bytes of bytesOf(path, count)) found.push(bytes)
  return Buffer.concat(found)
}

async function* bytesOf(path: string, count?: number): AsyncGenerator<Buffer> {
  const file = createReadStream(path, count === undefined ? {} : { end: count - 1 })
  try {
    await once(file, 'open')
    yield* file
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    file.destroy()
  }
}

async function* unzipped(path: string, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  const file = Readable.from(bytes)
  file.once('error', (error) => gunzip.destroy(error))
  try {
    yield* file.pipe(gunzip)
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    file.destroy()
  }
}

function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return new BackupError(`There is no file ${path}.`)
  if (code === 'EACCES') return new BackupError(`${path} cannot be read (${code}).`)
  if (code === 'Z_BUF_ERROR') return cutOff()
  if (code === 'Z_DATA_ERROR') return new BackupError(`${path} is damaged or is not a backup of Concord.`)
  if (code === 'EISDIR') return new BackupError(`${path} is a folder.`)
  return error
}

export const cutOff = () =>
  new BackupError('The file is incomplete: it was cut off or is still being written.')

async function* linesOf(chunks: AsyncIterable<Buffer>): Lines {
  let [begun, size]: [Buffer[], number] = [[], 0]
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end + 1)])
      ;[begun, size] = [[], 0]
      from = end + 1
    }
    if (from === chunk.length) continue
    begun.push(chunk.subarray(from))
    size += chunk.length - from
    if (size < MOST_PIECE) continue
    yield Buffer.concat(begun)
    ;[begun, size] = [[], 0]
  }
  if (begun.length > 0) yield Buffer.concat(begun)
}

const MOST_MIGRATIONS = 10_000

const notOurs = (path: string) =>
  new BackupError(`${path} is not a backup of Concord, or comes from a newer version.`)

async function readHead(lines: Lines, path: string): Promise<Head> {
  const first = await lines.next()
  if (first.done || String(first.value) !== `${FIRST}\n`) throw notOurs(path)
  const header = new Map<string, string>()
  const migrations: string[] = []
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw cutOff()
    // No valid head is this long.
    if (value.length >= MOST_PIECE || migrations.length > MOST_MIGRATIONS) throw notOurs(path)
    const line = String(value).trimEnd()
    if (line === '') break
    if (line.startsWith(MIGRATION)) migrations.push(line.slice(MIGRATION.length))
    const [, name, text] = /^-- (\w+): (.+)$/.exec(line) ?? []
    if (name && text) header.set(name, text)
  }
  const madeAt = new Date(header.get('made') ?? '')
  if (Number.isNaN(madeAt.getTime())) throw new BackupError(`${path} does not say when it was made.`)
  return { version: header.get('version') ?? '', madeAt, migrations }
}
