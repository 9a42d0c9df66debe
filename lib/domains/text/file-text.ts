// The text of a file that a person chose, whatever its encoding: UTF-8, UTF-16, or one that its lines name.
import { bytesToText } from '@/lib/domains/text/transfer-encoding'

/** Text, or bytes as one character each (Latin-1) with a function that decodes a line of them. */
export interface LineSource {
  readonly text: string
  readonly decode: ((line: string) => string) | null
}

/**
 * UTF-16 and UTF-8 files are decoded as a whole. Others stay bytes and are decoded line by line: files are often put together from
 * several, and a folded vCard line, whose folds may split a character, is only complete after unfolding.
 */
export function sourceOf(bytes: Uint8Array): LineSource {
  const wide = utf16Of(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), decode: null }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), decode: null }
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), decode: decodeLine }
  }
}

/** Decodes bytes, one per character: as UTF-8 if that is valid, else in the charset that the line names, else as Windows-1252. */
function decodeLine(line: string): string {
  const named = /^[^:]{0,200};CHARSET="?([\w-]+)/i.exec(line)
  return bytesToText(Buffer.from(line, 'latin1'), named?.[1])
}

/** The whole text, for formats without folded lines. */
export function decodeFile(bytes: Uint8Array): string {
  const { text, decode } = sourceOf(bytes)
  return decode ? text.replace(/[^\r\n]+/g, decode) : text
}

/** By its byte order mark; without one, by the zero in every second byte of Latin text. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const beginning = bytes.subarray(0, 64)
  const zeros = [0, 0]
  beginning.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const most = beginning.length / 4
  if (even > most && odd === 0) return 'utf-16be'
  return odd > most && even === 0 ? 'utf-16le' : null
}
