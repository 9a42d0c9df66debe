// Folds text for comparison only: what a person typed is never rewritten to it. Idempotent. Pages use it in the browser, so it needs nothing else.

/** For matching: also ignores case, width, kinds and runs of spaces, and invisible characters. It does not ignore accents. */
export function folded(text: string): string {
  if (PLAIN_TEXT.test(text)) return text.toLowerCase()
  const upper = text.normalize('NFKC').toLowerCase().toUpperCase() // there and back, so that "ẞ", "ß" and "SS" become equal
  const lower = upper
    .toLowerCase()
    .replace(/ς/g, 'σ')
    .replace(/\p{Cf}/gu, '')
  return lower.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

/** Most texts: ASCII words with one space between them. Only their case has to be folded. */
const PLAIN_TEXT = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/
