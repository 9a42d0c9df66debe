// What an avatar shows of a name. Pure.

const HUES = 8

/** One of the eight colors of `avatar` in globals.css. */
export function hueOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return sum % HUES
}

const FAMILY_FIRST = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

/**
 * The first letters of the first and the last word: "Maria da Silva" is MS. Of a name in characters without an alphabet the first
 * character, which says the family. '' if it has no letter or digit.
 */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/).flatMap((word) => word.match(/[\p{L}\p{N}].*/u) ?? [])
  const [first = ''] = words
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  if (FAMILY_FIRST.test(first)) return firstLetter(first)
  return firstLetter(first) + firstLetter(last)
}

/** With its accents, and as one letter where it is made of several code points. */
function firstLetter(word: string): string {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment.toLocaleUpperCase('en')
  return ''
}
