// Removes characters that neither Postgres nor JSON can store from all text that comes from outside: files, accounts, forms and
// addresses.
// People can neither see nor type these characters.

/** Replaces half of a surrogate pair. */
const REPLACEMENT = '\ufffd'

/** Without NUL, and with U+FFFD for half of a surrogate pair. Returns the same string if nothing has to be replaced. */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}

/** The same for every text in a JSON value, including keys. A value that needs no change is returned as it is, not copied. */
export function storable<T>(value: T): T {
  return mended(value) as T
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) {
    const items = value.map(mended)
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  if (!isPlain(value)) return value
  const entries = Object.entries(value)
  const clean = entries.map(([key, item]) => [storableText(key), mended(item)] as const)
  const same = clean.every(([key, item], at) => key === entries[at]?.[0] && item === entries[at]?.[1])
  return same ? value : Object.fromEntries(clean)
}

/** Dates, bytes and other class instances contain no text from outside. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const ESCAPES = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/g

/** The same for JSON text, in which these characters are escapes (ECMA-262, well-formed JSON.stringify). */
export function storableJson(json: string): string {
  const text = storableText(json)
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text
  return text.replace(ESCAPES, (found) => {
    if (found === '\\u0000') return ''
    return found.length === 6 && /^\\ud[89a-f]/i.test(found) ? REPLACEMENT : found
  })
}

/** The beginning of a text, at most `most` UTF-16 units, with an ellipsis if it was cut; never cut within a character. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${beginning(text, most)}…` : text
}

/** The same without an ellipsis. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}
