// The part of a content line before its colon, and its parameters, in versions 2.1, 3.0 and 4.0 and as programs really write them.
import { encodingCalled, isEncoding, quotedPrintable } from '@/lib/domains/text/transfer-encoding'

/** By name in upper case. A nameless 2.1 parameter (`TEL;HOME:`) is stored under the name that it implies. */
export type Params = ReadonlyMap<string, readonly string[]>

interface HasParams {
  readonly params: Params
}

const PLACES = new Set(['INLINE', 'CONTENT-ID', 'CID'])

export const encodingOf = ({ params }: HasParams) => encodingCalled(params.get('ENCODING')?.[0] ?? '')
export const charsetOf = ({ params }: HasParams) => params.get('CHARSET')?.[0] ?? ''

export function paramsOf(texts: readonly string[]): Params {
  const params = new Map<string, string[]>()
  const add = (name: string, values: readonly string[]) => {
    const same = params.get(name)
    if (same) for (const value of values) same.push(value)
    else params.set(name, [...values])
  }
  for (const text of texts) {
    const bare = text.trim()
    const custom = /^X-CUSTOM\((.*)\)$/i.exec(bare)?.[1]
    const equals = bare.indexOf('=')
    const value = bare.slice(equals + 1)
    if (bare === '') continue
    if (custom !== undefined) add('X-CUSTOM', [androidLabel(custom)])
    else if (equals < 0) add(meaningOf(bare), cut(bare, ',').map(paramValue))
    // `ASSISTANT=` means the same as `ASSISTANT`.
    else if (value === '') add('TYPE', [bare.slice(0, equals).trim()])
    else add(bare.slice(0, equals).trim().toUpperCase(), cut(value, ',').map(paramValue))
  }
  return params
}

/** Android's custom label: `CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=43=61=73=61`, or plain text. */
function androidLabel(text: string): string {
  const settings = /^(?:(?:CHARSET|ENCODING)=[^,]*,)*/i.exec(text)?.[0] ?? ''
  const setting = (name: string) => new RegExp(`${name}=([^,]*)`, 'i').exec(settings)?.[1] ?? ''
  const label = text.slice(settings.length)
  return encodingCalled(setting('ENCODING')) === 'quoted' ? quotedPrintable(label, setting('CHARSET')) : label
}

function meaningOf(bare: string): string {
  const word = bare.toUpperCase()
  if (isEncoding(word)) return 'ENCODING'
  return PLACES.has(word) ? 'VALUE' : 'TYPE'
}

/** Removes quotes, RFC 6868's escapes, and the backslash that some programs write before a comma. */
function paramValue(text: string): string {
  const bare = text.trim()
  const quoted = bare.length > 1 && bare.startsWith('"') && bare.endsWith('"')
  const plain = quoted ? bare.slice(1, -1).replace(/\\(?=,)/g, '') : bare.replace(/\\$/, '')
  if (!plain.includes('^')) return plain
  return plain.replace(/\^[n'^]/g, (sign) => (sign === '^n' ? '\n' : sign === '^^' ? '^' : '"'))
}

/** The position of the first colon outside of quotes; null if there is none. */
export function unquotedColon(text: string): number | null {
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

/** Splits at each `sign` outside of quotes. */
export function cut(text: string, sign: string): readonly string[] {
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
