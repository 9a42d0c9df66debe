// The similarity of two words. Symmetric, and cheap enough to run a million times.

/** Müller, Mueller and Muller become equal: the ways to write an accented letter without its accent. */
export function loose(word: string): string {
  return /[aou]e|aa/.test(word) ? word.replace(/([aou])e/g, '$1').replace(/aa/g, 'a') : word
}

/** Rows of the table below, reused: comparing two words must not allocate. */
const LONGEST = 64
let [older, previous, row] = [
  new Uint8Array(LONGEST + 1),
  new Uint8Array(LONGEST + 1),
  new Uint8Array(LONGEST + 1),
]

/** The least number of letters added, dropped, replaced or swapped with a neighbor, or `limit + 1` if it is more than `limit`. */
export function editsWithin(a: string, b: string, limit: number): number {
  const over = limit + 1
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit || Math.max(a.length, b.length) > LONGEST) return over
  for (let j = 0; j <= b.length; j++) previous[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1
      let edits = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + cost)
      if (cost === 1 && i > 1 && j > 1 && isTurned(a, i, b, j)) edits = Math.min(edits, at(older, j - 2) + 1)
      row[j] = edits
      if (edits < least) least = edits
    }
    if (least > limit) return over
    ;[older, previous, row] = [previous, row, older]
  }
  return Math.min(at(previous, b.length), over)
}

const at = (cells: Uint8Array, index: number): number => cells[index] ?? 0

const isTurned = (a: string, i: number, b: string, j: number) =>
  a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)

/** One typo in a word of four letters or more, two in a long one. */
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

/**
 * The word without vowels, doubled letters and spelling variants: Schmidt, Schmitt and Smith become equal. Only for finding pairs to
 * compare.
 */
export function skeleton(word: string): string {
  const sounds = SOUNDS.reduce((text, [spelling, sound]) => text.replace(spelling, sound), word)
  const bare = sounds.slice(0, 1).replace(/[aeiou]/, 'a') + sounds.slice(1).replace(/[aeiouh]/g, '')
  return bare.replace(/(.)\1+/g, '$1')
}
