// Compares the names of two persons: each part gets a level, and the parts are compared in both orders.
// Symmetric: the sides may be swapped.

import { editsWithin, isTypo, jaroWinkler, loose } from '@/lib/domains/contacts/match/fields/similarity'
import { isCommonFirstName } from '@/lib/domains/contacts/names/common-names'
import { isKnownFirstName, mayBeCalled } from '@/lib/domains/contacts/names/nicknames'
import { joinedNames, type PersonName } from '@/lib/domains/contacts/names/person-name'

/** `spelling`: another spelling; `near` and `vague`: many or some letters in common, but more than a typo; `part`: one of several names; `unknown`: missing on one side, or not comparable. */
export type Likeness =
  | 'same'
  | 'spelling'
  | 'nickname'
  | 'typo'
  | 'near'
  | 'vague'
  | 'part'
  | 'initial'
  | 'unknown'
  | 'other'

export interface NameLikeness {
  readonly first: Likeness
  readonly middle: Likeness
  readonly last: Likeness
  /** The first name on one side is the last name on the other. */
  readonly swapped: boolean
}

const RANK: Readonly<Record<Likeness, number>> = {
  same: 5,
  spelling: 4.5,
  nickname: 3.5,
  typo: 3,
  part: 3,
  near: 2,
  vague: -1,
  initial: 1.5,
  unknown: 0,
  other: -5,
}

/** `first`: how alike the first names are, if that is known. */
export function nameLikeness(
  a: PersonName,
  b: PersonName,
  first: Likeness = firstLikeness(a, b),
): NameLikeness {
  const last = lastLikeness(a, b)
  const middle = middleLikeness(a, b)
  const straight = RANK[first] + RANK[last]
  if (straight >= 2 * RANK.typo) return { first, middle, last, swapped: false }
  if (sameInOneField(a, b)) return { first: 'same', middle, last: 'same', swapped: false }
  const [weaker, stronger] = swappedLikeness(a, b)
  if (RANK[weaker] + RANK[stronger] - 1 <= straight) return { first, middle, last, swapped: false }
  return { first: weaker, middle: 'unknown', last: stronger, swapped: true }
}

/** 王小明 in one field equals 王 and 小明 in two. */
function sameInOneField(a: PersonName, b: PersonName): boolean {
  if (a.whole === '' || b.whole === '') return false
  if (!isInOneField(a) && !isInOneField(b)) return false
  const others = joinedNames(b)
  return joinedNames(a).some((joined) => others.includes(joined))
}

const isInOneField = (name: PersonName) => name.first === '' || name.last.length === 0

/** Whether the first names may be compared by their one word alone. */
export const isOneWord = ({ first, second, middle, nicknames }: PersonName): boolean =>
  first !== '' && second.length === 0 && middle.length === 0 && nicknames.length === 0

/** Whether both are persons whose first names are one word each, and not in each other's place. */
export const haveComparableFirsts = (a: PersonName, b: PersonName): boolean =>
  !a.isRole && !b.isRole && isOneWord(a) && isOneWord(b) && !maySwap(a, b)

/** Two first names that cannot be spellings of one. */
export const haveTwoFirsts = (a: PersonName, b: PersonName): boolean =>
  haveComparableFirsts(a, b) && firstLikeness(a, b) === 'other'

/** Names may be swapped only if a first name begins like the other last name. */
const maySwap = (a: PersonName, b: PersonName): boolean =>
  a.last.length === 0 || b.last.length === 0 || startsAlike(a, b) || startsAlike(b, a)

const startsAlike = ({ first }: PersonName, { last, lastJoined }: PersonName): boolean =>
  lastJoined.charCodeAt(0) === first.charCodeAt(0) || last[0]?.charCodeAt(0) === first.charCodeAt(0)

export function firstLikeness(a: PersonName, b: PersonName): Likeness {
  if (a.first === '' || b.first === '') return nicknamesMeet(a, b) ? 'nickname' : 'unknown'
  if (isLatin(a.first) !== isLatin(b.first)) return 'unknown'
  if (a.first === b.first) return secondNamesClash(a, b) ? 'other' : isLetter(a.first) ? 'initial' : 'same'
  const [whole, other] = [joinedFirst(a), joinedFirst(b)]
  if (whole === other) return 'same'
  if (loose(whole) === loose(other) || loose(a.first) === loose(b.first)) return 'spelling'
  if (mayBeCalled(a.first, b.first) || nicknamesMeet(a, b)) return 'nickname'
  if (isInitialOf(a, b) || isInitialOf(b, a)) return 'initial'
  if (goesBy(a, b) || goesBy(b, a)) return 'part'
  return unlistedFirstLikeness(a.first, b.first)
}

/** Two names in the table, or two that differ by the ending of a male and a female form, are two names and not a typo. */
function unlistedFirstLikeness(a: string, b: string): Likeness {
  const known = [a, b].filter((name) => isKnownFirstName(name) || isCommonFirstName(name)).length
  if (known === 2) return 'other'
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.startsWith(short) && long.length - short.length >= 2) return 'nickname'
  if (isManAndWoman(a, b)) return 'other'
  const likeness = lettersLikeness(a, b)
  return likeness === 'near' && a.endsWith('a') !== b.endsWith('a') ? 'other' : likeness
}

/** Jaro-Winkler: from here on, two names that are no typo of each other are more often one name than two. */
const NEAR = 0.82
/** From here on, they say nothing: one name with several slips, or two names. */
const VAGUE = 0.68

function lettersLikeness(a: string, b: string): Likeness {
  if (isTypo(a, b)) return 'typo'
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)]
  if (shorter < 4)
    return longer >= 3 && isLatin(a) && shorter >= 2 && editsWithin(a, b, 1) === 1 ? 'near' : 'other'
  const alike = jaroWinkler(a, b)
  return alike >= NEAR ? 'near' : alike >= VAGUE ? 'vague' : 'other'
}

const ENDINGS = new Set(['', 'a', 'o', 'us', 'e'])

function isManAndWoman(a: string, b: string): boolean {
  let common = 0
  while (common < a.length && a[common] === b[common]) common++
  const endings = [a.slice(common), b.slice(common)]
  if (endings.includes('') && /[eiou]$/.test(a.slice(0, common))) return false // a dropped letter: Olivi, Olivia
  return common >= 3 && endings.includes('a') && endings.every((ending) => ENDINGS.has(ending))
}

const joinedFirst = (name: PersonName) => name.first + name.second.join('')

/** Иван and Ivan are not compared letter by letter: a difference of scripts says nothing. */
const isLatin = (word: string) => /^[\p{Script=Latin}\p{N}]/u.test(word)

const isLetter = (word: string) => /^\p{Script=Latin}$/u.test(word)

/** Jean-Pierre and Jean-Paul are two people. */
function secondNamesClash(a: PersonName, b: PersonName): boolean {
  return wordsLikeness(a.second, b.second) === 'other'
}

function nicknamesMeet(a: PersonName, b: PersonName): boolean {
  if (a.nicknames.length === 0 && b.nicknames.length === 0) return false
  const called = (name: PersonName) => [...name.nicknames, ...(name.first === '' ? [] : [name.first])]
  const others = called(b)
  return called(a).some((name) => name.length > 1 && others.includes(name))
}

/** "J." or "JR" for John Robert. */
function isInitialOf(short: PersonName, long: PersonName): boolean {
  const letters = short.first
  if (letters.length === 1) return long.first.startsWith(letters)
  if (letters.length > 3) return false
  const initials = [long.first, ...long.second, ...long.middle].map((name) => name.slice(0, 1)).join('')
  return initials.length >= 2 && initials.startsWith(letters)
}

/** James Robert Smith may be called Robert. */
function goesBy(a: PersonName, b: PersonName): boolean {
  return (
    a.first.length > 2 &&
    [...b.second, ...b.middle].some((name) => name === a.first || mayBeCalled(name, a.first))
  )
}

function middleLikeness(a: PersonName, b: PersonName): Likeness {
  return wordsLikeness([...a.second, ...a.middle], [...b.second, ...b.middle])
}

function wordsLikeness(a: readonly string[], b: readonly string[]): Likeness {
  if (a.length === 0 || b.length === 0) return 'unknown'
  if (a.some((word) => word.length > 1 && b.includes(word))) return 'same'
  if (a.join('') === b.join('')) return 'same'
  const near = a.some((word) => b.some((other) => isTypo(word, other) || mayBeCalled(word, other)))
  if (near) return 'typo'
  const [initials, others] = [a.map((word) => word.slice(0, 1)), b.map((word) => word.slice(0, 1))]
  const abbreviated = a.every((word) => word.length === 1) || b.every((word) => word.length === 1)
  return abbreviated && initials.some((letter) => others.includes(letter)) ? 'initial' : 'other'
}

function lastLikeness(a: PersonName, b: PersonName): Likeness {
  if (a.last.length === 0 || b.last.length === 0) return 'unknown'
  if (a.lastJoined === b.lastJoined) return 'same'
  if (isLatin(a.lastJoined) !== isLatin(b.lastJoined)) return 'unknown'
  const [one, other] = [a.last.join(''), b.last.join('')]
  if (one === other || one === b.lastJoined || other === a.lastJoined) return 'spelling'
  if (comparable(one) === comparable(other)) return 'spelling'
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? 'initial' : 'other'
  const shared = a.last.filter((word) => b.last.includes(word)).length
  if (shared > 0) return shared === Math.min(a.last.length, b.last.length) ? 'part' : 'unknown'
  return lettersLikeness(one, other)
}

const comparable = (lastName: string) => loose(lastName).replace(/^mac/, 'mc')

/** If the parts are swapped, either may be the first name. The weaker level counts for both, so that the sides may be swapped. */
function swappedLikeness(a: PersonName, b: PersonName): readonly [Likeness, Likeness] {
  const one = crossLikeness(joinedFirst(a), a.first, b)
  const other = crossLikeness(joinedFirst(b), b.first, a)
  return RANK[one] <= RANK[other] ? [one, other] : [other, one]
}

function crossLikeness(joined: string, first: string, other: PersonName): Likeness {
  const last = other.last.join('')
  if (joined === '' || last === '') return 'unknown'
  if (joined === last || joined === other.lastJoined) return 'same'
  if (loose(joined) === loose(last)) return 'spelling'
  if (mayBeCalled(first, last)) return 'nickname'
  return lettersLikeness(joined, last)
}
