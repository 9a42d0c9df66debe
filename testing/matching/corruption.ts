// Slips of the pen and of the keyboard, with the frequencies that the authors of febrl's data generator publish
// (Christen, "Probabilistic Data Generation for Deduplication and Data Linkage", 2005).
import type { World } from '@/testing/matching/lifelike-world'

/** Keys beside each other. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890']

function beside({ pick, chance }: World, letter: string): string {
  const row = ROWS.find((keys) => keys.includes(letter.toLowerCase()))
  if (!row) return letter
  if (chance(0.3)) return pick([...row])
  const at = row.indexOf(letter.toLowerCase())
  return row[at + (at === 0 || (at + 1 < row.length && chance(0.5)) ? 1 : -1)] ?? letter
}

/** Errors seldom hit the beginning of a word. */
function positionIn({ roll }: World, text: string): number {
  const around = text.length / 2 + 1 + (roll() + roll() + roll() - 1.5) * 2
  return Math.max(0, Math.min(text.length - 1, Math.round(around)))
}

export function inserted(world: World, text: string): string {
  const at = positionIn(world, text)
  return text.slice(0, at) + beside(world, text[at] ?? 'e') + text.slice(at)
}
export function dropped(world: World, text: string): string {
  const at = positionIn(world, text)
  return text.slice(0, at) + text.slice(at + 1)
}
export function replaced(world: World, text: string): string {
  const at = positionIn(world, text)
  return text.slice(0, at) + beside(world, text[at] ?? 'e') + text.slice(at + 1)
}
export function turned(world: World, text: string): string {
  const at = Math.min(positionIn(world, text), text.length - 2)
  return at < 0 ? text : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
}

const SPELLINGS: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['ie', 'y'],
  ['y', 'ie'],
  ['ei', 'ie'],
  ['c', 'k'],
  ['s', 'z'],
  ['ll', 'l'],
  ['l', 'll'],
  ['n', 'nn'],
  ['tt', 't'],
  ['th', 't'],
  ['ae', 'e'],
  ['ea', 'ee'],
  ['ou', 'oo'],
  ['er', 'ar'],
  ['e', ''],
]

/** Written as it sounds: a known misspelling. */
export function misspelt({ pick }: World, text: string): string {
  const fitting = SPELLINGS.filter(([from]) => text.toLowerCase().indexOf(from) > 0)
  if (fitting.length === 0) return text
  const [from, to] = pick(fitting)
  const at = text.toLowerCase().indexOf(from, 1)
  return text.slice(0, at) + to + text.slice(at + from.length)
}

export function wordsTurned(text: string): string {
  const [first = '', second, ...rest] = text.split(' ')
  return second === undefined ? text : [second, first, ...rest].join(' ')
}

/** How often each kind of error hits a field, in percent; the rest are new values. */
export interface Errors {
  readonly misspelt?: number
  readonly inserted: number
  readonly dropped: number
  readonly replaced: number
  readonly turned: number
  readonly wordsTurned?: number
  readonly missing: number
}

export function corrupted(world: World, text: string, errors: Errors, another: () => string): string {
  if (text === '') return ''
  const kinds: readonly (readonly [number, () => string])[] = [
    [errors.misspelt ?? 0, () => misspelt(world, text)],
    [errors.inserted, () => inserted(world, text)],
    [errors.dropped, () => dropped(world, text)],
    [errors.replaced, () => replaced(world, text)],
    [errors.turned, () => turned(world, text)],
    [errors.wordsTurned ?? 0, () => wordsTurned(text)],
    [errors.missing, () => ''],
  ]
  let left = world.roll() * 100
  for (const [share, change] of kinds) {
    if (left < share) return change()
    left -= share
  }
  return another()
}
