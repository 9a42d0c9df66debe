// Cleans text of a contact or an event, wherever it comes from: no control characters, trimmed.
import { storableText } from '@/lib/domains/text/storable'

/** Matches nearly every text: no control character, no half of a surrogate pair, one line. */
const HARMLESS = /^[ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd]*$/

/** Text of several lines, without characters that a database or a page cannot store. */
export function severalLines(text: string): string {
  if (HARMLESS.test(text)) return text.trim()
  return storableText(text)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}

/** The same as a single line. */
export function oneLine(text: string): string {
  const clean = severalLines(text)
  if (!/[\n\t]/.test(clean)) return clean
  return clean
    .split(/[\n\t]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ')
}
