// What the names of two persons say about being the same person, in bits and in words.

import { companyLikeness, type Evidence } from '@/lib/domains/contacts/match/evidence'
import { type Likeness, type NameLikeness, nameLikeness } from '@/lib/domains/contacts/match/name-likeness'
import { firstNameBits, lastNameBits, type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import { isCommonLastName } from '@/lib/domains/contacts/names/common-names'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

export interface NameEvidence {
  /** In words. Built when asked for: most pairs turn out to be two people, and nobody reads why. */
  readonly evidence: () => readonly Evidence[]
  readonly bits: number
  /** Two first names, Sr and Jr, Mr and Mrs: two people who may share a home, a phone and a mailbox. */
  readonly twoPeople: boolean
  readonly twoFirstNames: boolean
  readonly twoLastNames: boolean
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
}
const MIDDLE_BITS: Readonly<Record<Likeness, number>> = {
  same: 2,
  spelling: 2,
  nickname: 1,
  typo: 1,
  part: 1,
  initial: 1,
  unknown: 0,
  other: -6,
}
const TWO_FIRST_NAMES = -7
const TWO_LAST_NAMES = -5
const TWO_GENERATIONS = -16
const TWO_GENDERS = -6
const SWAPPED = -1

export function nameEvidence(local: Traits, remote: Traits, shares: Shares): NameEvidence {
  if (local.name.isRole || remote.name.isRole) return roleEvidence(local, remote)
  const likeness = withoutIdleMiddle(nameLikeness(local.name, remote.name))
  const differing = differences(local, remote)
  const names = firstBits(local, remote, likeness, shares) + lastBits(local, remote, likeness, shares)
  const shared = isWhole(likeness)
    ? Math.log2(shareOf(shares, 'name', local.name.whole, remote.name.whole))
    : 0
  const twoFirstNames = likeness.first === 'other'
  const apart = twoFirstNames || differing.generation || differing.gender
  return {
    evidence: () => nameReasons(local, remote, likeness, differing),
    bits:
      Math.min(MOST_NAME_BITS, names) -
      shared +
      MIDDLE_BITS[likeness.middle] +
      (likeness.swapped && likeness.first !== 'unknown' ? SWAPPED : 0) +
      (differing.generation ? TWO_GENERATIONS : 0) +
      (differing.gender ? TWO_GENDERS : 0),
    twoPeople: apart || likeness.middle === 'other',
    twoFirstNames,
    twoLastNames: likeness.last === 'other',
    mostForMailbox: mostForMailbox(likeness, differing),
  }
}

function mostForMailbox({ first, middle }: NameLikeness, differing: Differences): number {
  if (first === 'other' || differing.generation) return 5
  if (differing.gender) return first === 'initial' || first === 'unknown' ? 5 : 9
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

const isWhole = ({ first, last }: NameLikeness) =>
  (first === 'same' || first === 'spelling') && (last === 'same' || last === 'spelling')

function firstBits(
  { name: a }: Traits,
  { name: b }: Traits,
  { first, swapped }: NameLikeness,
  shares: Shares,
): number {
  if (first === 'other') return TWO_FIRST_NAMES
  let least = MOST_FIRST_BITS
  for (const name of swapped ? [a.first, b.first, ...a.last, ...b.last] : [a.first, b.first])
    if (name !== '') least = Math.min(least, firstNameBits(shares, name))
  return SHARE_OF_FIRST[first] * least
}

const MOST_FIRST_BITS = 5

function lastBits(
  { name: a }: Traits,
  { name: b }: Traits,
  { last, swapped }: NameLikeness,
  shares: Shares,
): number {
  if (last === 'other') return TWO_LAST_NAMES
  const shared = a.last.filter((word) => b.last.includes(word))
  if (shared.length > 0 && !swapped) return SHARE_OF_LAST[last] * rarest(shared, shares)
  const [one, other] = [a.last, b.last].map((words) =>
    words.length === 0 ? MOST_FIRST_BITS : rarest(words, shares),
  )
  // Two common names that differ by one letter (Hansen, Jansen) are more often two names than a typo.
  const doubt = last === 'typo' && [a, b].every((name) => name.last.some(isCommonLastName)) ? 0.7 : 1
  return SHARE_OF_LAST[last] * doubt * Math.min(one ?? 0, other ?? 0)
}

/** The bits of the rarest of these last names. */
const rarest = (words: readonly string[], shares: Shares): number =>
  words.reduce((most, word) => Math.max(most, lastNameBits(shares, word)), 0)

/** "IT Support" is no person's name: two role names agree weakly, and a role name hardly matches a person's name. */
function roleEvidence(local: Traits, remote: Traits): NameEvidence {
  const none = {
    twoPeople: false,
    twoFirstNames: false,
    twoLastNames: false,
    mostForMailbox: Number.POSITIVE_INFINITY,
  }
  if (!local.name.isRole || !remote.name.isRole) return { ...none, evidence: () => [], bits: -1 }
  const same = local.name.whole === remote.name.whole
  const [a, b] = [local.company, remote.company]
  const elsewhere = a.key !== '' && b.key !== '' && companyLikeness(a, b) === 'other'
  const evidence = [verdictOf('firstName', same ? 'same' : 'other', shownName(local), shownName(remote))]
  return {
    ...none,
    evidence: () => evidence,
    bits: same ? (elsewhere ? -6 : 2) : TWO_FIRST_NAMES,
    twoPeople: !same,
  }
}

export const shownName = ({ contact }: Traits) =>
  [contact.firstName, contact.lastName].filter(Boolean).join(' ')

function nameReasons(
  local: Traits,
  remote: Traits,
  likeness: NameLikeness,
  differing: Differences,
): readonly Evidence[] {
  const [a, b] = [local.contact, remote.contact]
  const called = (traits: Traits) => traits.contact.firstName || traits.contact.nickname
  const evidence: Evidence[] = []
  const add = (field: FieldName, level: Likeness, one: string, other: string) => {
    if (level !== 'unknown' && (one || other)) evidence.push(verdictOf(field, level, one, other))
  }
  if (isTypedElsewhere(local, remote, likeness)) {
    add('lastName', 'spelling', shownName(local), shownName(remote))
  } else {
    add('firstName', likeness.first, called(local), called(remote))
    add('lastName', likeness.last, a.lastName || shownName(local), b.lastName || shownName(remote))
  }
  add('middleName', a.middleName && b.middleName ? likeness.middle : 'unknown', a.middleName, b.middleName)
  if (differing.generation)
    add('suffix', 'other', a.suffix || shownName(local), b.suffix || shownName(remote))
  if (differing.gender) add('prefix', 'other', a.prefix || shownName(local), b.prefix || shownName(remote))
  return evidence
}

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
