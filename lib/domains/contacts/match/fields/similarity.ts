// The similarity of two words. Symmetric, and cheap enough to run a million times.

/** Müller, Mueller and Muller become equal: the ways to write an accented letter without its accent. */
export function loose(word: string): string {
  return /[aou]e|aa/.test(word) ? word.replace(/([aou])e/g, '$1').replace(/aa/g, 'a') : word
}

/** Rows of the table below, reused: comparing two words must not allocate. */
const LONGEST = 64
let older = new Uint8Array(LONGEST + 2)
let previous = new Uint8Array(LONGEST + 2)
let row = new Uint8Array(LONGEST + 2)

/** The least number of letters added, dropped, replaced or swapped with a neighbor, or `limit + 1` if it is more than `limit`. */
export function editsWithin(a: string, b: string, limit: number): number {
  const over = limit + 1
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit || Math.max(a.length, b.length) > LONGEST) return over
  let from = 0
  let m = a.length
  let n = b.length
  while (from < m && from < n && a.charCodeAt(from) === b.charCodeAt(from)) from++
  while (m > from && n > from && a.charCodeAt(m - 1) === b.charCodeAt(n - 1)) {
    m--
    n--
  }
  if (m === from || n === from) return Math.min(m + n - 2 * from, over)
  return editsBetween(a, b, from, m, n, over)
}

/** The same for the letters from `from` to `m` and `n`: what is left of two words without their common beginning and end. */
function editsBetween(a: string, b: string, from: number, m: number, n: number, over: number): number {
  const height = m - from
  const width = n - from
  for (let j = 0; j <= width; j++) previous[j] = j
  for (let i = 1; i <= height; i++) {
    let least = over
    const letter = a.charCodeAt(from + i - 1)
    // Cells further from the diagonal than the limit cost more than the limit: they are not computed.
    const start = Math.max(1, i - over)
    const last = Math.min(width, i + over)
    row[start - 1] = start === 1 ? i : over
    row[last + 1] = over
    for (let j = start; j <= last; j++) {
      const other = b.charCodeAt(from + j - 1)
      const changed = at(previous, j - 1) + (letter === other ? 0 : 1)
      let edits = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, changed)
      if (i > 1 && j > 1 && letter !== other && isTurned(a, b, from + i, from + j))
        edits = Math.min(edits, at(older, j - 2) + 1)
      row[j] = edits
      if (edits < least) least = edits
    }
    if (least >= over) return over
    const oldest = older
    older = previous
    previous = row
    row = oldest
  }
  return Math.min(at(previous, width), over)
}

const isTurned = (a: string, b: string, i: number, j: number) =>
  a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)

const at = (cells: Uint8Array, index: number): number => cells[index] ?? 0

const [usedA, usedB] = [new Uint8Array(LONGEST), new Uint8Array(LONGEST)]

/**
 * The similarity of two words after Jaro and Winkler: 1 for equal words, 0 for words without a common letter. It counts letters that are near
 * their place, letters out of order and a common beginning.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const m = a.length
  const n = b.length
  if (m === 0 || n === 0 || Math.max(m, n) > LONGEST) return 0
  const common = commonLetters(a, b)
  if (common === 0) return 0
  const jaro = (common / m + common / n + (common - outOfOrder(a, b) / 2) / common) / 3
  let start = 0
  while (start < 4 && start < m && a.charCodeAt(start) === b.charCodeAt(start)) start++
  return jaro + start * 0.1 * (1 - jaro)
}

function commonLetters(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  usedA.fill(0, 0, a.length)
  usedB.fill(0, 0, b.length)
  let common = 0
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if (usedB[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue
      usedA[i] = usedB[j] = 1
      common++
      break
    }
  }
  return common
}

function outOfOrder(a: string, b: string): number {
  let j = 0
  let moved = 0
  for (let i = 0; i < a.length; i++) {
    if (!usedA[i]) continue
    while (!usedB[j]) j++
    if (a.charCodeAt(i) !== b.charCodeAt(j)) moved++
    j++
  }
  return moved
}

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
