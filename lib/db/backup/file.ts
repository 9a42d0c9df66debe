// A backup as a file: SQL as pg_dump's plain format writes it, gzipped. A head in comments, one COPY for each table with its rows
// in Postgres's own text format, and a last line that says how many rows there were: without it the file was cut off.
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** The message is for the person at the command line: what is amiss and what to do. */
export class BackupError extends Error {
  /** Told without a trace: it is no bug. */
  readonly expected = true
}

export interface Head {
  /** Of the Concord that made it. */
  readonly version: string
  readonly madeAt: Date
  /** What the database had, in the order they were applied. */
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

/** Lines with their ends, as bytes: rows may hold any character that other readers of lines would break at. */
export type Lines = AsyncGenerator<Buffer>

/** Opens a backup and reads its head; the lines after it follow. */
export async function openBackup(path: string): Promise<{ readonly head: Head; readonly lines: Lines }> {
  const lines = linesOf(unzipped(path))
  return { head: await readHead(lines, path), lines }
}

async function* unzipped(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path)
  await once(file, 'open').catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`,
    )
  })
  const gunzip = createGunzip()
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
  if (code === 'Z_BUF_ERROR') return cutOff()
  if (code === 'Z_DATA_ERROR') return new BackupError(`${path} is damaged, or is no backup of Concord.`)
  if (code === 'EISDIR') return new BackupError(`${path} is a folder.`)
  return error
}

export const cutOff = () =>
  new BackupError('The file ends before its end: it was cut off, or is still being written.')

async function* linesOf(chunks: AsyncIterable<Buffer>): Lines {
  let begun: Buffer[] = []
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end + 1)])
      begun = []
      from = end + 1
    }
    if (from < chunk.length) begun.push(chunk.subarray(from))
  }
  if (begun.length > 0) yield Buffer.concat(begun)
}

async function readHead(lines: Lines, path: string): Promise<Head> {
  const first = await lines.next()
  if (first.done || String(first.value) !== `${FIRST}\n`)
    throw new BackupError(`${path} is no backup of Concord, or of a newer Concord than this.`)
  const said = new Map<string, string>()
  const migrations: string[] = []
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw cutOff()
    const line = String(value).trimEnd()
    if (line === '') break
    if (line.startsWith(MIGRATION)) migrations.push(line.slice(MIGRATION.length))
    const [, name, text] = /^-- (\w+): (.+)$/.exec(line) ?? []
    if (name && text) said.set(name, text)
  }
  const madeAt = new Date(said.get('made') ?? '')
  if (Number.isNaN(madeAt.getTime())) throw new BackupError(`${path} does not say when it was made.`)
  return { version: said.get('version') ?? '', madeAt, migrations }
}
