// Decodes bytes and mail encodings to text. Vendors use different names for them; unknown ones are reported as unknown.

export type Encoding = 'plain' | 'quoted' | 'base64' | 'unknown'

const NAMES: Readonly<Record<string, Encoding>> = {
  '': 'plain',
  '7BIT': 'plain',
  '8BIT': 'plain',
  'UTF-8': 'plain',
  NONE: 'plain',
  Q: 'quoted',
  QP: 'quoted',
  QUOTED: 'quoted',
  'QUOTED-PRINTABLE': 'quoted',
  QUOTEDPRINTABLE: 'quoted',
  B: 'base64',
  BASE64: 'base64',
  'BASE-64': 'base64',
}

/** `QUOTED-PRINTABLE`, `q`, `B`, ... */
export function encodingCalled(name: string): Encoding {
  const known = name.trim().toUpperCase()
  return Object.hasOwn(NAMES, known) ? (NAMES[known] ?? 'unknown') : 'unknown'
}

/** Whether a nameless parameter of vCard 2.1 (`NOTE;BASE64:`) is an encoding. */
export const isEncoding = (word: string): boolean => word !== '' && encodingCalled(word) !== 'unknown'

/** null if the text is not base64 or does not encode text. */
export function base64Text(text: string, charset: string): string | null {
  const bare = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare) || bare.replace(/=+$/, '').length % 4 === 1) return null
  const decoded = bytesToText(Buffer.from(bare, 'base64'), charset)
  return /[^\P{Cc}\n\r\t]|\ufffd/u.test(decoded) ? null : decoded
}

/** Decodes `=C3=A9`; `charset` is that of the bytes, '' if none is named. */
export function quotedPrintable(text: string, charset: string): string {
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
      // Not encoded although it should be: it was decoded together with the file.
      flush()
      out.push(text[at] ?? '')
    }
  }
  flush()
  return out.join('')
}

/** Decodes `bytes` in the named charset; without one or with an unknown one as UTF-8 if valid, otherwise as Windows-1252. */
export function bytesToText(bytes: Uint8Array, charset = ''): string {
  if (WESTERN.test(charset)) return windows1252(bytes)
  if (charset !== '' && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(bytes)
    } catch {
      // An unknown charset name: guessed below.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return windows1252(bytes)
  }
}

const WESTERN = /^(windows-1252|cp-?1252|iso-?8859-1|latin-?1)$/i
/** 0x80 to 0x9F; a dot where Windows-1252 has no character. */
const C1 = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'

/** Node's decoder up to version 22 treats Windows-1252 as Latin-1 (https://github.com/nodejs/node/issues/56542). */
function windows1252(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return text.replace(/[\u0080-\u009f]/g, (sign) => C1[sign.charCodeAt(0) - 0x80] ?? sign)
}
