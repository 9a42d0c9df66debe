// A vCard file as content lines: unfolded, split into group, name, parameters and value, numbered as in the file.
// Reads 2.1, 3.0 and 4.0 as they are met in the wild; one pass, nothing backtracks, and no line is dropped unnamed.

export interface ContentLine {
  readonly kind: 'content'
  /** Where it begins in the file, counted from 1. */
  readonly line: number
  /** "item1" of `item1.TEL:...`, in lower case; '' if there is none. */
  readonly group: string
  /** In upper case. */
  readonly name: string
  /** By name in upper case. A nameless parameter of 2.1 (`TEL;HOME:`) is filed under what it means. */
  readonly params: ReadonlyMap<string, readonly string[]>
  /** As in the file, still encoded and escaped. */
  readonly value: string
}

/** Neither empty nor of the form NAME:value. */
export interface StrayLine {
  readonly kind: 'stray'
  readonly line: number
  readonly text: string
}

export type FileLine = ContentLine | StrayLine

const NO_PARAMS: ReadonlyMap<string, readonly string[]> = new Map()
const ENCODINGS = new Set(['QUOTED-PRINTABLE', 'BASE64', '8BIT', '7BIT', 'B', 'Q'])
const PLACES = new Set(['INLINE', 'CONTENT-ID', 'CID'])
const CARD_EDGE = /^(?:BEGIN|END):VCARD\s*$/i
/** Signs before the colon. A name and its parameters take some dozens; a postal label among them, some hundred. */
const MOST_HEAD = 2_000
/** Far more than any field takes, even encoded: what is cut here is refused for its length, or a picture. */
const MOST_VALUE = 500_000
const PROPERTY_NAME = /^[A-Za-z0-9_-]+$/

export function* fileLines(text: string): Generator<FileLine> {
  const rows = text.split(/\r\n|\n|\r/)
  let version = ''
  for (let at = 0; at < rows.length; ) {
    const line = at + 1
    if (rows[at] === '') {
      at++
      continue
    }
    const parts = [rows[at] ?? '']
    at = unfold(rows, at + 1, parts, version)
    const content = contentLine(parts.join(''), line)
    if (content?.name === 'VERSION') version = content.value.trim()
    if (content === null) {
      const stray = parts.join('').trim()
      if (stray !== '') yield { kind: 'stray', line, text: stray }
      continue
    }
    if (isQuotedPrintable(content)) {
      const soft = joinSoftBreaks(rows, at, content.value)
      at = soft.at
      yield { ...content, value: soft.value.slice(0, MOST_VALUE) }
    } else if (isBase64(content)) {
      at = skipBase64(rows, at)
      yield content
    } else yield content
  }
}

const isFold = (row: string | undefined) => row !== undefined && (row.startsWith(' ') || row.startsWith('\t'))

/** Gathers the folded rest of the line that begins `parts`. 2.1 folds at a space that belongs to the text; later versions insert it. */
function unfold(rows: readonly string[], from: number, parts: string[], version: string): number {
  const first = parts[0] ?? ''
  let at = from
  if (!isFold(rows[at]) || first.trim() === '' || CARD_EDGE.test(first)) return at
  const quoted = /QUOTED-PRINTABLE|;(?:ENCODING=)?Q[;:]/i.test(first.slice(0, first.indexOf(':') + 1))
  for (; isFold(rows[at]); at++) {
    const row = rows[at] ?? ''
    if (row.trim() === '' || (quoted && parts.at(-1)?.trimEnd().endsWith('='))) break
    parts.push(version === '2.1' ? row : row.slice(1))
  }
  return at
}

/** `=` at the end of a quoted-printable line says that the next one continues it. The edge of a card never does. */
function joinSoftBreaks(rows: readonly string[], from: number, first: string) {
  const parts: string[] = []
  let at = from
  let value = first.trimEnd()
  while (value.endsWith('=') && at < rows.length && !CARD_EDGE.test(rows[at] ?? '')) {
    parts.push(value.slice(0, -1))
    value = (rows[at] ?? '').trimEnd()
    at++
  }
  parts.push(value.endsWith('=') ? value.slice(0, -1) : value)
  return { at, value: parts.join('') }
}

/** Some phones write the lines of a picture without indenting them. */
function skipBase64(rows: readonly string[], from: number): number {
  let at = from
  while (at < rows.length && rows[at] !== '' && /^[A-Za-z0-9+/=]+\s*$/.test(rows[at] ?? '')) at++
  return at
}

function contentLine(text: string, line: number): ContentLine | null {
  // A parameter with an opening quote and no closing one swallows the colon: then quotes mean nothing.
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
  }
}

function paramsOf(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const params = new Map<string, string[]>()
  for (const text of texts) {
    const equals = text.indexOf('=')
    const bare = text.trim()
    if (bare === '') continue
    const name = equals < 0 ? meaningOf(bare) : text.slice(0, equals).trim().toUpperCase()
    const values = cut(equals < 0 ? bare : text.slice(equals + 1), ',').map(paramValue)
    const same = params.get(name)
    if (same) for (const value of values) same.push(value)
    else params.set(name, [...values])
  }
  return params
}

function meaningOf(bare: string): string {
  const word = bare.toUpperCase()
  if (ENCODINGS.has(word)) return 'ENCODING'
  return PLACES.has(word) ? 'VALUE' : 'TYPE'
}

/** Without its quotes, and with the escapes of RFC 6868. */
function paramValue(text: string): string {
  const bare = text.trim()
  const open = bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1) : bare
  if (!open.includes('^')) return open
  return open.replace(/\^[n'^]/g, (sign) => (sign === '^n' ? '\n' : sign === '^^' ? '^' : '"'))
}

/** Where the first colon outside of quotes stands; null if nowhere. */
function unquotedColon(text: string): number | null {
  const colon = text.indexOf(':')
  const quote = text.indexOf('"')
  if (colon < 0) return null
  if (quote < 0 || colon < quote) return colon
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') quoted = !quoted
    else if (!quoted && char === ':') return at
  }
  return null
}

/** Cuts where `sign` stands outside of quotes. */
function cut(text: string, sign: string): readonly string[] {
  if (!text.includes(sign)) return [text]
  if (!text.includes('"')) return text.split(sign)
  const parts: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') quoted = !quoted
    else if (!quoted && char === sign) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

export function encodingOf(content: ContentLine): string {
  return content.params.get('ENCODING')?.[0]?.toUpperCase() ?? ''
}

const isQuotedPrintable = (content: ContentLine) => ['QUOTED-PRINTABLE', 'Q'].includes(encodingOf(content))
const isBase64 = (content: ContentLine) => ['BASE64', 'B'].includes(encodingOf(content))
