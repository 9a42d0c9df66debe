// Splits a vCard file into content lines: unfolds the rows, decodes them, and splits each into group, name, parameters and value, with
// its
// line number. Reads 2.1, 3.0 and 4.0 as programs really write them, in one pass without backtracking. No line is dropped unreported.
import { cut, encodingOf, type Params, paramsOf, unquotedColon } from '@/lib/domains/contacts/vcard/params'
import type { LineSource } from '@/lib/domains/text/file-text'

export interface ContentLine {
  readonly kind: 'content'
  /** Where it begins in the file, counted from 1. */
  readonly line: number
  /** "item1" of `item1.TEL:...`, in lower case; '' if there is none. */
  readonly group: string
  /** In upper case. */
  readonly name: string
  readonly params: Params
  /** As in the file, still encoded and escaped. */
  readonly value: string
  /** The whole line, with its name as spelled in the file. */
  readonly text: string
}

/** A line that is not empty and not of the form NAME:value. */
export interface StrayLine {
  readonly kind: 'stray'
  readonly line: number
  readonly text: string
}

export type FileLine = ContentLine | StrayLine

const NO_PARAMS: Params = new Map()
const CARD_EDGE = /^(?:BEGIN|END):VCARD\s*$/i
/** Characters before the colon. A name and its parameters need some dozens, a postal label among them some hundreds. */
const MOST_HEAD = 2_000
/** Far more than any field needs, even encoded. A longer value is a picture, or is refused for its length. */
const MOST_VALUE = 500_000
const PROPERTY_NAME = /^[A-Za-z0-9_-]+$/
/** Includes the line ends of files that were converted twice (CR CR LF). */
export const LINE_END = /\r{0,4}\n|\r/

export function* fileLines({ text, decode }: LineSource): Generator<FileLine> {
  const rows = text.split(LINE_END)
  let version = ''
  for (let at = 0; at < rows.length; ) {
    const line = at + 1
    if (rows[at] === '') {
      at++
      continue
    }
    const parts = [rows[at] ?? '']
    at = unfold(rows, at + 1, parts, { version, bytes: decode !== null })
    let logical = parts.join('')
    const encoding = encodingIn(logical, line)
    if (encoding === 'quoted' || encoding === 'base64') {
      const rest = encoding === 'quoted' ? joinSoftBreaks(rows, at, logical) : joinBase64(rows, at, logical)
      at = rest.at
      logical = rest.text
    }
    if (decode) logical = decode(logical)
    const content = contentLine(logical, line)
    if (content?.name === 'VERSION') version = content.value.trim()
    if (content) yield content
    else if (logical.trim() !== '') yield { kind: 'stray', line, text: logical.trim() }
  }
}

const isFold = (row: string | undefined) => row !== undefined && (row.startsWith(' ') || row.startsWith('\t'))

/** Appends the folded rest of the line that begins `parts`. In 2.1 the space at a fold belongs to the text; later versions insert it. */
function unfold(
  rows: readonly string[],
  from: number,
  parts: string[],
  { version, bytes }: { readonly version: string; readonly bytes: boolean },
): number {
  const first = parts[0] ?? ''
  let at = from
  if (!isFold(rows[at]) || first.trim() === '' || CARD_EDGE.test(first)) return at
  const quoted = /QUOTED|;(?:ENCODING=)?"?QP?"?[;:]/i.test(first.slice(0, first.indexOf(':') + 1))
  for (; isFold(rows[at]); at++) {
    const row = rows[at] ?? ''
    const before = parts.at(-1) ?? ''
    if (row.trim() === '' || (quoted && before.trimEnd().endsWith('='))) break
    const tail = parts.slice(-4).join('')
    const inserted = version !== '2.1' || (bytes && splitsCharacter(tail, row.slice(1)))
    parts.push(inserted ? row.slice(1) : row)
  }
  return at
}

/** For UTF-8 bytes (https://www.rfc-editor.org/rfc/rfc3629), one per character: whether the fold splits a character. */
const splitsCharacter = (before: string, after: string) =>
  /(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$/.test(before.slice(-4)) &&
  /^[\x80-\xbf]/.test(after)

/** `=` at the end of a quoted-printable line means that the next one continues it. The end of a card never does. */
function joinSoftBreaks(rows: readonly string[], from: number, first: string) {
  const parts = [first.trimEnd()]
  let at = from
  while (parts.at(-1)?.endsWith('=') && at < rows.length && !CARD_EDGE.test(rows[at] ?? '')) {
    parts.push((rows[at] ?? '').trimEnd())
    at++
  }
  const rest = parts.slice(1)
  const value = first.slice((unquotedColon(first) ?? 0) + 1)
  const all = isIndented(value, rest) ? [parts[0] ?? '', ...rest.map((row) => row.slice(1))] : parts
  return { at, text: all.map((part) => (part.endsWith('=') ? part.slice(0, -1) : part)).join('') }
}

/** Some programs also indent a soft line break. That space is not text: elsewhere in the value they write spaces as `=20`. */
function isIndented(value: string, rest: readonly string[]): boolean {
  if (!rest.every(isFold)) return false
  return ![value, ...rest.map((row) => row.slice(1))].some((row) => /[ \t]/.test(row))
}

/** Some phones do not indent the lines of a picture. */
function joinBase64(rows: readonly string[], from: number, first: string) {
  let at = from
  while (at < rows.length && rows[at] !== '' && /^[A-Za-z0-9+/=]+\s*$/.test(rows[at] ?? '')) at++
  const room = Math.max(0, MOST_VALUE - first.length)
  return { at, text: at === from ? first : first + rows.slice(from, at).join('').slice(0, room) }
}

/** The encoding in the line's parameters. */
function encodingIn(text: string, line: number) {
  const head = text.slice(0, MOST_HEAD + 1)
  if (!/ENCODING|[;,]["\s]*(?:B|Q|QP|BASE-?64|QUOTED[\w-]*)["\s]*[;:]/i.test(head)) return 'plain'
  const content = contentLine(head, line)
  return content ? encodingOf(content) : 'plain'
}

function contentLine(text: string, line: number): ContentLine | null {
  // A parameter with an opening quote and no closing one would hide the colon: then quotes are ignored.
  const colon = unquotedColon(text) ?? text.indexOf(':')
  if (colon < 0 || colon > MOST_HEAD) return null
  const head = cut(text.slice(0, colon), ';')
  const full = (head[0] ?? '').trim()
  const dot = full.lastIndexOf('.')
  const name = full.slice(dot + 1).toUpperCase()
  if (!PROPERTY_NAME.test(name)) return null
  return {
    kind: 'content',
    line,
    group: dot < 0 ? '' : full.slice(0, dot).toLowerCase(),
    name,
    params: head.length === 1 ? NO_PARAMS : paramsOf(head.slice(1)),
    value: text.slice(colon + 1, colon + 1 + MOST_VALUE),
    text,
  }
}
