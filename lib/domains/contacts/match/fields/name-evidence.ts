// What the names of two persons say about being the same person, in bits and in words.

import { companyLikeness } from '@/lib/domains/contacts/match/fields/employer'
import type { Evidence } from '@/lib/domains/contacts/match/fields/evidence'
import {
  firstLikeness,
  haveComparableFirsts,
  isOneWord,
  type Likeness,
  type NameLikeness,
  nameLikeness,
} from '@/lib/domains/contacts/match/fields/name-likeness'
import { firstNameBits, lastNameBits, type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import { isCommonLastName } from '@/lib/domains/contacts/names/common-names'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

export interface NameEvidence {
  readonly bits: number
  readonly first: Likeness
  readonly last: Likeness
  /** Two first names, Sr and Jr, Mr and Mrs: two people who may share a home, a phone and a mailbox. */
  readonly twoPeople: boolean
  /** The most that a shared mailbox counts: relatives share mailboxes. */
  readonly mostForMailbox: number
}

/** Names alone never give certainty: even a rare full name reaches only about 0.67. */
export const MOST_NAME_BITS = 13

const SHARE_OF_FIRST: Readonly<Record<Likeness, number>> = {
  same: 1,
  spelling: 0.95,
  nickname: 0.7,
  typo: 0.7,
  near: 0.3,
  vague: 0,
  part: 0.4,
  initial: 0.25,
  unknown: 0,
  other: 0,
}
const SHARE_OF_LAST: Readonly<Record<Likeness, number>> = {
  ...SHARE_OF_FIRST,
  spelling: 0.97,
  part: 0.75,
  typo: 0.65,
  near: 0.4,
}
const MIDDLE_BITS: Readonly<Record<Likeness, number>> = {
  same: 2,
  spelling: 2,
  nickname: 1,
  typo: 1,
  near: 0,
  vague: 0,
  part: 1,
  initial: 1,
  unknown: 0,
  other: -6,
}
const TWO_FIRST_NAMES = -7
const TWO_LAST_NAMES = -5
const VAGUE_LAST_NAMES = -3
const TWO_GENERATIONS = -16
/** Shown as a weak reason; how likely the two are is bounded instead, see score.ts. */
const ONE_GENERATION = -2
const TWO_GENDERS = -6
const SWAPPED = -1

export function nameEvidence(local: Traits, remote: Traits, shares: Shares): NameEvidence {
  if (local.name.isRole || remote.name.isRole) return roleEvidence(local, remote)
  const likeness = withoutIdleMiddle(nameLikeness(local.name, remote.name, firstsOf(local, remote, shares)))
  const { generation, gender } = differences(local, remote)
  const names = firstBits(local, remote, likeness, shares) + lastBits(local, remote, likeness, shares)
  const shared = isWhole(likeness)
    ? Math.log2(shareOf(shares, 'name', local.wholeNumber, remote.wholeNumber))
    : 0
  const { first, middle, last, swapped } = likeness
  return {
    bits:
      Math.min(MOST_NAME_BITS, names) -
      shared +
      MIDDLE_BITS[middle] +
      (swapped && first !== 'unknown' ? SWAPPED : 0) +
      (generation ? TWO_GENERATIONS : 0) +
      (gender ? TWO_GENDERS : 0),
    first,
    last,
    twoPeople: first === 'other' || middle === 'other' || generation || gender,
    mostForMailbox: mostForMailbox(first, middle, generation, gender),
  }
}

/** Lists repeat the same first names, so how alike two of them are is remembered. */
function firstsOf(local: Traits, remote: Traits, { firsts }: Shares): Likeness {
  const [a, b] = [local.firstNumber, remote.firstNumber]
  if (a === 0 || b === 0 || !isOneWord(local.name) || !isOneWord(remote.name))
    return firstLikeness(local.name, remote.name)
  const key = a * 2 ** 25 + b
  const known = firsts.get(key)
  if (known !== undefined) return known
  const found = firstLikeness(local.name, remote.name)
  firsts.set(key, found)
  return found
}

/** Two first names that are not in each other's place: nothing but one birthday makes these two one person. */
export function areTwoPeople(local: Traits, remote: Traits, shares: Shares): boolean {
  return haveComparableFirsts(local.name, remote.name) && firstsOf(local, remote, shares) === 'other'
}

function mostForMailbox(first: Likeness, middle: Likeness, generation: boolean, gender: boolean): number {
  if (first === 'other' || generation) return 5
  if (gender) return first === 'initial' || first === 'unknown' ? 5 : 9
  return middle === 'other' ? 9 : Number.POSITIVE_INFINITY
}

/** Middle names distinguish people only if their first names agree. */
function withoutIdleMiddle(likeness: NameLikeness): NameLikeness {
  const isIdle = likeness.first === 'other' || likeness.first === 'unknown' || likeness.first === 'part'
  return isIdle ? { ...likeness, middle: 'unknown' } : likeness
}

interface Differences {
  readonly generation: boolean
  readonly gender: boolean
}

function differences({ name: a }: Traits, { name: b }: Traits): Differences {
  return {
    generation: a.generation !== null && b.generation !== null && a.generation !== b.generation,
    gender: a.gender !== null && b.gender !== null && a.gender !== b.gender,
  }
}

/** "Harold" and "Harold Jr.": one person, or a father and a son. */
export function isOneOfGeneration({ name: a }: Traits, { name: b }: Traits): boolean {
  return (a.generation === null) !== (b.generation === null)
}

const isWhole = ({ first, last }: NameLikeness) =>
  (first === 'same' || first === 'spelling') && (last === 'same' || last === 'spelling')

function firstBits(local: Traits, remote: Traits, { first, swapped }: NameLikeness, shares: Shares): number {
  if (first === 'other') return TWO_FIRST_NAMES
  if (first === 'unknown' || first === 'vague') return 0
  let least = Math.min(firstOf(local, shares), firstOf(remote, shares))
  if (swapped) for (const one of [local, remote]) least = Math.min(least, ...asFirstNames(one, shares))
  return SHARE_OF_FIRST[first] * least
}

const MOST_FIRST_BITS = 5

const firstOf = ({ name, firstNumber }: Traits, shares: Shares): number =>
  name.first === '' ? MOST_FIRST_BITS : firstNameBits(shares, name.first, firstNumber)

/** A last name that is a first name on the other side weighs as little as that first name. */
const asFirstNames = ({ name }: Traits, shares: Shares): readonly number[] =>
  name.last.map((word) => firstNameBits(shares, word, shares.firstNumber(word)))

function lastBits(local: Traits, remote: Traits, { last, swapped }: NameLikeness, shares: Shares): number {
  if (last === 'other') return TWO_LAST_NAMES
  if (last === 'vague') return VAGUE_LAST_NAMES
  if (last === 'unknown') return 0
  const [a, b] = [local.name.last, remote.name.last]
  const shared = swapped ? 0 : rarestShared(local, b, shares)
  if (shared > 0) return SHARE_OF_LAST[last] * shared
  // Two common names that differ by one letter (Hansen, Jansen) are more often two names than a typo.
  const isDoubtful = last === 'typo' && a.some(isCommonLastName) && b.some(isCommonLastName)
  const least = Math.min(rarest(local, shares), rarest(remote, shares))
  return SHARE_OF_LAST[last] * (isDoubtful ? 0.7 : 1) * least
}

/** The bits of the rarest last name. */
const rarest = (traits: Traits, shares: Shares): number =>
  traits.name.last.length === 0 ? MOST_FIRST_BITS : rarestShared(traits, traits.name.last, shares)

function rarestShared({ name, lastNumbers }: Traits, others: readonly string[], shares: Shares): number {
  let most = 0
  for (let at = 0; at < name.last.length; at++) {
    const word = name.last[at] ?? ''
    if (others.includes(word)) most = Math.max(most, lastNameBits(shares, word, lastNumbers[at] ?? 0))
  }
  return most
}

/** "IT Support" is no person's name: two role names agree weakly, and a role name hardly matches a person's name. */
function roleEvidence(local: Traits, remote: Traits): NameEvidence {
  const none = { first: 'unknown', last: 'unknown', mostForMailbox: Number.POSITIVE_INFINITY } as const
  if (!local.name.isRole || !remote.name.isRole) return { ...none, bits: -1, twoPeople: false }
  if (local.name.whole !== remote.name.whole) return { ...none, bits: TWO_FIRST_NAMES, twoPeople: true }
  const [a, b] = [local.company, remote.company]
  const elsewhere = a.key !== '' && b.key !== '' && companyLikeness(a, b) === 'other'
  return { ...none, bits: elsewhere ? -6 : 2, twoPeople: false }
}

function roleReasons(local: Traits, remote: Traits): readonly Evidence[] {
  if (!local.name.isRole || !remote.name.isRole) return []
  const level = local.name.whole === remote.name.whole ? 'same' : 'other'
  const { bits } = roleEvidence(local, remote)
  return [{ ...verdictOf('firstName', level, shownName(local), shownName(remote)), bits }]
}

export const shownName = ({ contact }: Traits) =>
  [contact.firstName, contact.lastName].filter(Boolean).join(' ')

/** In words. Made for likely pairs only: most pairs turn out to be two people, and nobody reads why. */
export function nameReasons(local: Traits, remote: Traits, shares: Shares): readonly Evidence[] {
  if (local.name.isRole || remote.name.isRole) return roleReasons(local, remote)
  const likeness = withoutIdleMiddle(nameLikeness(local.name, remote.name))
  const differing = differences(local, remote)
  const [a, b] = [local.contact, remote.contact]
  const called = (traits: Traits) => traits.contact.firstName || traits.contact.nickname
  const evidence: Evidence[] = []
  const add = (field: FieldName, level: Likeness, bits: number, one: string, other: string) => {
    if (level !== 'unknown' && (one || other)) evidence.push({ ...verdictOf(field, level, one, other), bits })
  }
  const [whole, other] = [shownName(local), shownName(remote)]
  const first = firstBits(local, remote, likeness, shares)
  const last = lastBits(local, remote, likeness, shares)
  if (isTypedElsewhere(local, remote, likeness)) {
    add('lastName', 'spelling', first + last, whole, other)
  } else {
    add('firstName', likeness.first, first, called(local), called(remote))
    add('lastName', likeness.last, last, a.lastName || whole, b.lastName || other)
  }
  const middle = a.middleName && b.middleName ? likeness.middle : 'unknown'
  add('middleName', middle, MIDDLE_BITS[middle], a.middleName, b.middleName)
  if (differing.generation) add('suffix', 'other', TWO_GENERATIONS, a.suffix || whole, b.suffix || other)
  if (isOneOfGeneration(local, remote))
    add('suffix', 'other', ONE_GENERATION, marked(a, whole), marked(b, other))
  if (differing.gender) add('prefix', 'other', TWO_GENDERS, a.prefix || whole, b.prefix || other)
  return evidence
}

const marked = ({ suffix }: Traits['contact'], name: string) => `${name} ${suffix}`.trim()

/** Both names agree, but first and last name are swapped or in one field: shown as one reason. */
function isTypedElsewhere(
  { contact: a }: Traits,
  { contact: b }: Traits,
  { first, last, swapped }: NameLikeness,
): boolean {
  if ([first, last].some((level) => level === 'unknown' || level === 'other')) return false
  return swapped || !a.firstName !== !b.firstName || !a.lastName !== !b.lastName
}

export function verdictOf(field: FieldName, level: Likeness, local: string, remote: string): Evidence {
  const verdict = level === 'same' ? 'agrees' : level === 'other' ? 'differs' : 'resembles'
  return { field, verdict, local, remote, bits: 0 }
}
