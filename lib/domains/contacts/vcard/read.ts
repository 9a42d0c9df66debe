// Reads the contacts of a vCard file. A broken card is reported with its line, and the others are read: every BEGIN:VCARD
// becomes either a contact or a problem.
import {
  fullAt,
  type ImportProblem,
  type ImportResult,
  lost,
  MOST_PROBLEMS,
  type ReadContact,
  type ReadOne,
} from '@/lib/domains/contacts/files/import-result'
import { cardContact } from '@/lib/domains/contacts/vcard/contact'
import { type ContentLine, type FileLine, fileLines } from '@/lib/domains/contacts/vcard/lines'
import { continuesNote, furtherNote } from '@/lib/domains/contacts/vcard/note'
import type { LineSource } from '@/lib/domains/text/file-text'
import { shortened } from '@/lib/domains/text/storable'

interface OpenCard {
  readonly line: number
  readonly lines: ContentLine[]
  /** The nesting depth inside this card (2.1 puts an assistant's card into AGENT). */
  depth: number
}

/** `decode` is given if `text` is bytes, one per character. */
export function readVcards(text: string, decode: LineSource['decode'] = null): ImportResult {
  const contacts: ReadContact[] = []
  const problems: ImportProblem[] = []
  const trouble = (line: number, reason: string) => problems.push({ line, reason })
  let open: OpenCard | null = null
  let strayUntil = -1

  for (const row of fileLines({ text: text.replace(/^\uFEFF/, ''), decode })) {
    const full = fullAt(row.line, { contacts, problems })
    if (full) {
      problems.push(full)
      break
    }
    const edge = edgeOf(row)
    if (edge === 'begin') {
      if (open && isNested(open)) {
        open.depth++
        problems.push(lost(row.line, INSIDE))
        continue
      }
      if (open) problems.push(lost(open.line, NO_END))
      open = { line: row.line, lines: [], depth: 0 }
    } else if (open === null) {
      // A run of lines outside of all cards is one problem.
      if (row.line !== strayUntil + 1) trouble(row.line, outside(row))
      strayUntil = row.line
    } else if (edge === 'end' && open.depth > 0) open.depth--
    else if (edge === 'end') {
      const card = open.lines.length > MOST_LINES ? tooLong(open.line) : cardContact(open.line, open.lines)
      if (card.read) contacts.push(card.read)
      problems.push(...card.problems)
      open = null
    } else if (open.depth > 0 || open.lines.length > MOST_LINES) continue
    else if (continuesNote(open.lines, row)) {
      trouble(row.line, continuation(row.text))
      open.lines.push(furtherNote(open.lines, row))
    } else if (row.kind === 'stray') trouble(row.line, stray(row.text))
    else open.lines.push(row)
  }
  if (open && problems.length <= MOST_PROBLEMS) problems.push(lost(open.line, NO_END))
  if (contacts.length === 0 && problems.length === 0) trouble(1, 'The file contains no contacts.')
  return { contacts, problems: problems.toSorted((a, b) => a.line - b.line) }
}

/** Of one card, apart from lines of a picture. The longest real cards have some hundreds. */
const MOST_LINES = 5_000
const tooLong = (line: number): ReadOne => ({ read: null, problems: [lost(line, TOO_LONG)] })
const TOO_LONG = `This contact has more than ${MOST_LINES.toLocaleString('en-US')} lines. It was not imported.`
const INSIDE = 'This contact is inside another one. It was not imported on its own.'
const NO_END =
  'This contact has no END:VCARD line, so part of it may be missing. It was not imported: complete it and import the file again.'

const edgeOf = (row: FileLine) => {
  if (row.kind !== 'content' || (row.name !== 'BEGIN' && row.name !== 'END')) return null
  if (row.value.trim().toUpperCase() !== 'VCARD') return null
  return row.name === 'BEGIN' ? 'begin' : 'end'
}

/** A bare `AGENT:` is followed by a nested card. Any other BEGIN inside a card means that its END is missing. */
function isNested(open: OpenCard): boolean {
  const last = open.lines.at(-1)
  return open.depth > 0 || (last?.name === 'AGENT' && /^(BEGIN:VCARD)?$/i.test(last.value.trim()))
}

const quote = (text: string) => `“${shortened(text, 60)}”`
const continuation = (text: string) =>
  `${quote(text)} is text between the properties. It was added to the note above it.`
const outside = (row: FileLine) =>
  `${quote(row.kind === 'stray' ? row.text : `${row.name}:${row.value}`)} is outside of any contact. It was left out.`
const stray = (text: string) =>
  `${quote(text)} is not a line of the form NAME:value. It was left out; the rest of the contact was read.`
