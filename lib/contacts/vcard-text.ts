// The value of a content line as text: encodings undone, escapes undone, components apart. And the way back.
import { type ContentLine, encodingOf } from '@/lib/contacts/vcard-lines'

/** The value with its transfer encoding undone; escapes are still in place. */
export function decoded(content: ContentLine): string {
  const encoding = encodingOf(content)
  if (encoding !== 'QUOTED-PRINTABLE' && encoding !== 'Q') return content.value
  return quotedPrintable(content.value, content.params.get('CHARSET')?.[0] ?? '')
}

function quotedPrintable(text: string, charset: string): string {
  if (!text.includes('=')) return text
  const out: string[] = []
  let bytes: number[] = []
  const flush = () => {
    if (bytes.length > 0) out.push(bytesToText(Uint8Array.from(bytes), charset))
    bytes = []
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const hex = text[at] === '=' ? text.slice(at + 1, at + 3) : ''
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16))
      at += 2
    } else if (code < 0x80) bytes.push(code)
    else {
      // Not encoded although it should be: it was decoded with the file.
      flush()
      out.push(text[at] ?? '')
    }
  }
  flush()
  return out.join('')
}

/** `bytes` in the named character set; without one, or with an unknown one: UTF-8 if it is valid, else Windows-1252. */
export function bytesToText(bytes: Uint8Array, charset = ''): string {
  if (WESTERN.test(charset)) return windows1252(bytes)
  if (charset !== '' && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(bytes)
    } catch {
      // A name that no decoder knows: guessed below.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return windows1252(bytes)
  }
}

const WESTERN = /^(windows-1252|cp-?1252|iso-?8859-1|latin-?1)$/i
/** 0x80 to 0x9F; a dot where Windows-1252 has nothing. */
const C1 = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'

/** Node's decoder up to 22 takes Windows-1252 for Latin-1 (https://github.com/nodejs/node/issues/56542). */
function windows1252(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return text.replace(/[\u0080-\u009f]/g, (sign) => C1[sign.charCodeAt(0) - 0x80] ?? sign)
}

/**
 * Undoes backslashes. One rule for all versions, although 2.1 knows only `\;`: programs that write 2.1 escape like
 * their newer selves far more often than a 2.1 text holds a backslash of its own. Google also escapes colons.
 */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\([\\,;:nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))
}

/** Cuts at `sign` where no backslash stands before it; the parts are still escaped. */
export function components(text: string, sign: ';' | ','): readonly string[] {
  if (!text.includes('\\')) return text.split(sign)
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === sign) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

/** Nearly every text: no control character, no half of a character, one line. */
const HARMLESS = /^[ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd]*$/

/** Text over several lines, without what a database or a page cannot hold. */
export function severalLines(text: string): string {
  if (HARMLESS.test(text)) return text.trim()
  return text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}

/** The same on a single line. */
export function oneLine(text: string): string {
  const clean = severalLines(text)
  if (!/[\n\t]/.test(clean)) return clean
  return clean
    .split(/[\n\t]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ')
}

/** Text for a value of vCard 4.0. */
export function escaped(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\\,;\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))
}

const FOLD_AT = 75
const encoder = new TextEncoder()

/** Folded at 75 octets, never inside a character. */
export function folded(line: string): string {
  if (line.length * 3 <= FOLD_AT || encoder.encode(line).length <= FOLD_AT) return line
  const out: string[] = []
  let from = 0
  let room = FOLD_AT
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at) ?? 0
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (size > room) {
      out.push(line.slice(from, at))
      from = at
      room = FOLD_AT - 1 // the space that marks the fold
    }
    room -= size
    at += code < 0x10000 ? 1 : 2
  }
  out.push(line.slice(from))
  return out.join('\r\n ')
}
