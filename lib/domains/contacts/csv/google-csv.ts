// Reads Google's contact CSV: its current heading ("First Name", "Labels") and the one until 2024 ("Given Name", "Group Membership").
// A broken line is reported with its number, and the others are read.
import { parse } from 'csv-parse/sync'
import { type Columns, columnsOf } from '@/lib/domains/contacts/csv/google-csv-columns'
import { rowContact } from '@/lib/domains/contacts/csv/google-csv-contact'
import {
  fullAt,
  type ImportProblem,
  type ImportResult,
  lost,
  type ReadContact,
} from '@/lib/domains/contacts/files/import-result'
import { LINE_END } from '@/lib/domains/contacts/vcard/lines'
import { shortened } from '@/lib/domains/text/storable'

/** Large enough that starting the parser costs little, small enough that a broken line costs little. */
const BATCH = 100
/** Google writes about a hundred for contacts that use every field. */
const MOST_COLUMNS = 1_000
/** The longest heading in characters; a longer one is not even split. */
const MOST_HEADING = 100 * MOST_COLUMNS
const TOO_WIDE = `This table has more than ${MOST_COLUMNS.toLocaleString('en-US')} columns, which no export of contacts has. Choose Google CSV when you export your contacts.`

export function readGoogleCsv(text: string): ImportResult {
  const rows = text.replace(/^\uFEFF/, '').split(LINE_END)
  const chunks = chunksOf(rows)
  // Excel's own line that names the separator.
  const separator = /^"?sep=(.)"?,*$/i.exec(rows[0] ?? '')?.[1]
  const heading = chunks.next(separator === undefined ? 0 : 1)
  const tooWide = { contacts: [], problems: [{ line: (heading?.from ?? 0) + 1, reason: TOO_WIDE }] }
  if (heading && heading.text.length > MOST_HEADING) return tooWide
  const headings = heading ? headingsOf(heading, separator) : []
  const [first] = headings
  if (!heading || !first) return { contacts: [], problems: [{ line: 1, reason: noHeading(rows) }] }
  if (headings.some(({ names }) => names.length > MOST_COLUMNS)) return tooWide
  const own = headings.find(({ names }) => columnsOf(names) !== null)
  const columns = own && columnsOf(own.names)
  if (!own || !columns)
    return { contacts: [], problems: [{ line: heading.from + 1, reason: foreign(first.names) }] }
  const result = readRows(chunks, heading.to, { columns, width: own.names.length, separator: own.separator })
  if (result.contacts.length > 0 || result.problems.length > 0) return result
  return { contacts: [], problems: [{ line: 1, reason: 'The file has a heading and no contacts below it.' }] }
}

/** The rows of one table line: several if a quoted value spans them. `to` is the first row after it. */
interface Chunk {
  readonly from: number
  readonly to: number
  readonly text: string
}

interface Table {
  readonly columns: Columns
  /** The number of columns in the heading. */
  readonly width: number
  readonly separator: string
}

/** Google separates with commas; spreadsheet programs in some countries with semicolons. */
const SEPARATORS = [',', ';', '\t']

/** The heading split by each separator; by the one that the file names, if it does. */
function headingsOf(heading: Chunk, separator: string | undefined) {
  const separators = separator === undefined ? SEPARATORS : [separator, ...SEPARATORS]
  return separators.flatMap((one) => {
    const names = parsed([heading], one)?.[0]
    return names ? [{ names, separator: one }] : []
  })
}

function readRows(chunks: Chunks, from: number, { columns, width, separator }: Table): ImportResult {
  const contacts: ReadContact[] = []
  const problems: ImportProblem[] = []
  const take = (chunk: Chunk, values: readonly string[]): boolean => {
    const line = chunk.from + 1
    const problem = unevenness(values, width)
    if (problem) problems.push(lost(line, problem))
    else if (values.some((value) => value.trim() !== '')) {
      const row = rowContact(columns, values, line)
      if (row.read) contacts.push(row.read)
      problems.push(...row.problems)
    }
    return problem === null
  }

  let size = BATCH
  for (let at = from; ; ) {
    const batch = chunks.batch(at, size)
    const next = batch[0]
    if (!next) return { contacts, problems }
    const full = fullAt(next.from + 1, { contacts, problems })
    if (full) return { contacts, problems: [...problems, full] }
    const table = parsed(batch, separator)
    size = table === null ? Math.ceil(batch.length / 2) : Math.min(size * 2, BATCH)
    if (table === null && batch.length > 1) continue
    for (const [index, chunk] of batch.entries()) {
      const values = table?.[index]
      if (!values) problems.push(lost(chunk.from + 1, isTooLong(chunk) ? TOO_LONG : BAD_QUOTES))
      if (values && take(chunk, values)) at = chunk.to
      else {
        // Its quotes may have swallowed valid rows: continue with the very next one.
        at = chunk.from + 1
        if (chunk.to === at) continue
        size = 1
        break
      }
    }
  }
}

/** Characters of one line: far more than all single-value fields take together. */
const MOST_ROW = 500_000
const isTooLong = ({ text }: Chunk) => text.length > MOST_ROW
const TOO_LONG = `This line is longer than ${MOST_ROW.toLocaleString('en-US')} characters. It was not imported.`
const BAD_QUOTES =
  'The quotation marks of this line do not match, so its values cannot be separated. It was not imported.'

function unevenness(values: readonly string[], width: number): string | null {
  // Fewer are no error: programs leave out the empty cells at the end of a line.
  if (values.slice(width).every((value) => value === '')) return null
  return `This line has ${values.length} values where the heading has ${width}. It was not imported.`
}

interface Chunks {
  readonly next: (from: number) => Chunk | null
  readonly batch: (from: number, size: number) => readonly Chunk[]
}

/** A quoted value continues until the next row with an odd number of quotation marks. Linear, since those rows are found only once. */
function chunksOf(rows: readonly string[]): Chunks {
  const closing = new Int32Array(rows.length).fill(-1)
  let later = -1
  for (let at = rows.length - 1; at >= 0; at--) {
    const odd = hasOddQuotes(rows[at] ?? '')
    if (!odd) continue
    closing[at] = later
    later = at
  }
  const next = (from: number): Chunk | null => {
    let at = from
    while (at < rows.length && (rows[at] ?? '').trim() === '') at++
    if (at >= rows.length) return null
    const last = closing[at] ?? -1
    const to = last < 0 ? at + 1 : last + 1
    return { from: at, to, text: rows.slice(at, to).join('\n') }
  }
  const batch = (from: number, size: number) => {
    const found: Chunk[] = []
    for (let chunk = next(from); chunk !== null; chunk = next(chunk.to)) {
      if (found.push(chunk) === size) break
    }
    return found
  }
  return { next, batch }
}

function hasOddQuotes(row: string): boolean {
  let odd = false
  for (let at = row.indexOf('"'); at >= 0; at = row.indexOf('"', at + 1)) odd = !odd
  return odd
}

/** One list of values for each chunk; null if the numbers do not match. */
function parsed(chunks: readonly Chunk[], delimiter: string): readonly (readonly string[])[] | null {
  if (chunks.some(isTooLong)) return null
  try {
    const table = parse(chunks.map(({ text }) => text).join('\n'), { delimiter, relaxColumnCount: true })
    return table.length === chunks.length ? table : null
  } catch {
    return null
  }
}

function noHeading(rows: readonly string[]): string {
  if (rows.every((row) => row.trim() === '')) return 'The file is empty.'
  return 'The first line is not a heading of columns. Choose Google CSV when you export your contacts, and import that file unchanged.'
}

/** Other programs' headings in several languages. Thunderbird's headings include Outlook's. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/primary email|secondary email|(primäre|sekundäre) e-mail-adresse|messenger-name/, 'Thunderbird'],
  [/connected on/, 'LinkedIn'],
  [
    /e-mail address|business phone|home street|e-mail display name|e-mail-adresse|telefon geschäftlich|straße geschäftlich|adresse de messagerie|dirección de correo electrónico|indirizzo posta elettronica|e-mailadres/,
    'Outlook',
  ],
]

/** Why a table that is not Google's was not read, as far as its heading shows. */
function foreign(names: readonly string[]): string {
  const heading = names.join(',').toLowerCase()
  const program = PROGRAMS.find(([pattern]) => pattern.test(heading))?.[1]
  if (program !== undefined)
    return `This CSV comes from ${program}. Export the contacts as vCard or as Google CSV and import that file.`
  return `These columns are not those of Google’s contact CSV (it has “First Name” or “Given Name” and “E-mail 1 - Value”). They begin with “${shortened(names.join(', '), 60)}”. Choose Google CSV when you export your contacts.`
}
