// Reads matters from CSV: our own export, and tables of other programs with the same columns. A line that cannot be read is reported with
// its number, and the others are read. Names stay text: who they mean is decided later (resolve-matters.ts). Pure.
import { parse } from 'csv-parse/sync'
import { unguarded } from '@/lib/domains/contacts/text/spreadsheet'
import { type MatterStatus, STATUS_WORDS, STATUSES } from '@/lib/domains/matters/matter'
import { beginning, shortened, storableText } from '@/lib/domains/text/storable'

/** A line of the file. `client` and the others are names or email addresses as written. */
export interface FileMatter {
  readonly line: number
  readonly number: string
  readonly description: string
  readonly status: MatterStatus
  readonly client: string
  /** '' for nobody. */
  readonly responsible: string
  /** Each perhaps with a role behind it: "Ben Ruiz (Judge)". */
  readonly related: readonly string[]
}

export interface MatterProblem {
  readonly line: number
  /** As in the file; '' if that is what is missing. */
  readonly number: string
  readonly reason: string
}

export interface ReadMatters {
  readonly matters: readonly FileMatter[]
  readonly problems: readonly MatterProblem[]
}

/** More are imported in parts. */
export const MOST_MATTERS = 20_000
/** Of one line, in characters. */
const MOST_RECORD = 100_000
const SEPARATORS = [',', ';', '\t'] as const

/** Headings in lower case, as our export and other programs write them. */
const HEADINGS = {
  number: ['number', 'matter number', 'matter no.', 'matter', 'display number'],
  description: ['description', 'matter description', 'matter name', 'name'],
  status: ['status', 'matter status'],
  client: ['client', 'client name'],
  responsible: ['responsible', 'responsible attorney', 'responsible person'],
  related: ['related contacts', 'related', 'relationships'],
} as const

type Column = keyof typeof HEADINGS
type Columns = Readonly<Partial<Record<Column, number>>>

export function readMatters(text: string): ReadMatters {
  const [heading = ''] = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/, 1)
  const named = /^"?sep=(.)"?[,;\t]*$/i.exec(heading)?.[1]
  for (const separator of named ? [named] : SEPARATORS) {
    const records = recordsOf(text, separator, named ? 2 : 1)
    const [first, ...rest] = records.rows
    const columns = first && columnsOf(first.cells)
    if (columns) return readRows(rest, columns, records.problems)
  }
  return { matters: [], problems: [{ line: 1, number: '', reason: NO_HEADING }] }
}

const NO_HEADING =
  'The first line must name the columns, at least Number and Client. Description, Status, Responsible and Related contacts are read too.'

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function recordsOf(text: string, separator: string, from: number) {
  const problems: MatterProblem[] = []
  const parsed = parse(text, {
    ...{ bom: true, delimiter: separator, from_line: from, info: true },
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    ...{ max_record_size: MOST_RECORD, skip_records_with_error: true, to: MOST_MATTERS + 2 },
    on_skip: (error) => {
      problems.push({ line: Number(error?.lines ?? from), number: '', reason: BROKEN })
      return undefined
    },
  }) as unknown as readonly Parsed[]
  let last = from - 1
  const rows = parsed.map(({ record, info }): Row => {
    // A quoted value may span lines: the row begins behind the one before it, unless lines between them are empty.
    const line = Math.max(last + 1, info.lines - (record.join('').split('\n').length - 1))
    last = info.lines
    return { line, cells: record }
  })
  return { rows, problems }
}

const BROKEN =
  'The quotation marks of this line do not match, or it is too long, so its values cannot be separated. It is not imported.'

function columnsOf(cells: readonly string[]): Columns | null {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const entries = (Object.keys(HEADINGS) as Column[]).flatMap((column) => {
    const at = HEADINGS[column].map((heading) => names.indexOf(heading)).find((found) => found >= 0)
    return at === undefined ? [] : [[column, at] as const]
  })
  const columns: Columns = Object.fromEntries(entries)
  return columns.number !== undefined && columns.client !== undefined ? columns : null
}

function readRows(rows: readonly Row[], columns: Columns, broken: readonly MatterProblem[]): ReadMatters {
  const matters: FileMatter[] = []
  const problems = [...broken]
  for (const { line, cells } of rows.slice(0, MOST_MATTERS)) {
    const cell = (column: Column) =>
      storableText(unguarded(cells[columns[column] ?? -1] ?? '').replace(/\r\n?/g, '\n')).trim()
    if (cells.every((value) => value.trim() === '')) continue
    const number = cell('number').replace(/\s+/g, ' ')
    const status = statusOf(cell('status'))
    if (status === null) {
      const reason = `The status “${shortened(cell('status'), 40)}” is none of ${Object.values(STATUS_WORDS).join(', ')}. Change it, or leave it empty for Open.`
      problems.push({ line, number: beginning(number, 100), reason })
      continue
    }
    matters.push({
      ...{ line, number, status, description: cell('description') },
      ...{ client: cell('client'), responsible: cell('responsible') },
      related: relatedIn(cell('related')),
    })
  }
  const [next] = rows.slice(MOST_MATTERS)
  if (next)
    problems.push({
      ...{ line: next.line, number: '' },
      reason: `The file has more than ${MOST_MATTERS.toLocaleString('en-US')} matters. Import it in parts.`,
    })
  return { matters, problems: problems.sort((a, b) => a.line - b.line) }
}

function statusOf(cell: string): MatterStatus | null {
  if (cell === '') return 'open'
  return STATUSES.find((status) => STATUS_WORDS[status].toLowerCase() === cell.toLowerCase()) ?? null
}

/** Separated by semicolons or line breaks, but not within parentheses: roles contain them. */
function relatedIn(cell: string): readonly string[] {
  return cell
    .split(/[;\n](?![^()]*\))/)
    .map((one) => unguarded(one.trim()))
    .filter((one) => one !== '')
}
