// Decodes the value of a content line: transfer encoding, escapes and components. And the reverse.

import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'
import { charsetOf, encodingOf } from '@/lib/domains/contacts/vcard/params'
import { base64Text, quotedPrintable } from '@/lib/domains/text/transfer-encoding'

/** The value without its transfer encoding, still escaped; '' if it cannot be decoded. */
export function decoded(content: ContentLine): string {
  return decodedOrNull(content) ?? ''
}

/** The same, but null if the encoding is unknown or the value is not in it: undecoded, it is not text. */
export function decodedOrNull(content: ContentLine): string | null {
  switch (encodingOf(content)) {
    case 'plain':
      return content.value
    case 'quoted':
      return quotedPrintable(content.value, charsetOf(content))
    case 'base64':
      return base64Text(content.value, charsetOf(content))
    case 'unknown':
      return null
  }
}

/**
 * Removes backslash escapes. One rule for all versions, although 2.1 knows only `\;`: programs that write 2.1 usually escape like newer
 * versions, and a 2.1 text seldom contains a backslash of its own. Google also escapes colons.
 */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\([\\,;:nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))
}

/** Splits at each `sign` without a backslash before it; the parts are still escaped. */
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

/** Escapes text for a vCard 4.0 value. */
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
