// How alike two words are. Symmetric, and cheap enough to run a million times.
import { folded } from '@/lib/contacts/normalise'

/** Letters that carry no combining mark yet are written without it where a keyboard lacks them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'e',
}

/**
 * As folded, and accents gone: José is jose. Only marks that are accents go: in Thai or Devanagari a mark is a vowel, and
 * dropping it would make different names equal.
 */
export function plain(text: string): string {
  const lower = folded(text)
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  const bare = lower.normalize('NFD').replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g, '')
  return bare.replace(/[łøđðþæœıə]/g, (letter) => PLAIN_LETTERS[letter] ?? letter).normalize('NFC')
}

/** The words of a text, plain. Apostrophes join ("O'Brien"), everything else that is no letter or digit separates. */
export function words(text: string): readonly string[] {
  if (text === '') return []
  const joined = plain(text).replace(/['’‘`´ʼ]/g, '')
  return joined.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

/** Müller, Mueller and Muller meet here: the ways of spelling a letter with an accent without it. */
export function loose(word: string): string {
  return word.replace(/([aou])e/g, '$1').replace(/aa/g, 'a')
}

/** Least number of letters added, dropped, replaced or swapped with a neighbour, or `limit + 1` when it is more than `limit`. */
export function editsWithin(a: string, b: string, limit: number): number {
  const over = limit + 1
  if (Math.abs(a.length - b.length) > limit) return over
  if (a === b) return 0
  let older: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, at(older, j - 2) + 1)
      }
      row.push(edits)
      if (edits < least) least = edits
    }
    if (least > limit) return over
    older = previous
    previous = row
  }
  return Math.min(at(previous, b.length), over)
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0

/** One slip in a word of four letters or more, two in a long one. */
export function isTypo(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (shorter < 4 || Math.abs(a.length - b.length) > 2) return false
  const limit = shorter >= 8 ? 2 : 1
  return editsWithin(a, b, limit) <= limit
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|tsch|tch|ch/g, 's'],
  [/ph/g, 'f'],
  [/dt|th/g, 't'],
  [/ck|[cqg]/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/w/g, 'v'],
  [/d/g, 't'],
  [/[jy]/g, 'i'],
]

/** What is left of a word when vowels, doubled letters and spelling habits are taken away: Schmidt, Schmitt and Smith agree. Only for finding pairs to compare. */
export function skeleton(word: string): string {
  const sounds = SOUNDS.reduce((text, [spelling, sound]) => text.replace(spelling, sound), word)
  const bare = sounds.slice(0, 1).replace(/[aeiou]/, 'a') + sounds.slice(1).replace(/[aeiouh]/g, '')
  return bare.replace(/(.)\1+/g, '$1')
}
