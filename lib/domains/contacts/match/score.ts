// The probability that two items are the same, after Fellegi and Sunter: every field adds its weight, and a contradiction
// cancels agreement that comes from living or working together. Pure and symmetric.

import { birthdayEvidence } from '@/lib/domains/contacts/match/fields/birthday'
import {
  companyLikeness,
  employerEvidence,
  titleEvidence,
} from '@/lib/domains/contacts/match/fields/employer'
import type { Evidence } from '@/lib/domains/contacts/match/fields/evidence'
import {
  areTwoPeople,
  isOneOfGeneration,
  MOST_NAME_BITS,
  type NameEvidence,
  nameEvidence,
  nameReasons,
  shownName,
  verdictOf,
} from '@/lib/domains/contacts/match/fields/name-evidence'
import { placeEvidence } from '@/lib/domains/contacts/match/fields/place'
import { mailboxEvidence, phoneEvidence, websiteEvidence } from '@/lib/domains/contacts/match/fields/reach'
import { isOneName } from '@/lib/domains/contacts/match/mixed'
import { ruleAddress } from '@/lib/domains/contacts/match/rule'
import { type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import type { Contact } from '@/lib/domains/contacts/value/contact'

export interface Score {
  readonly bits: number
  /** What every field but the name says; null for a field that is missing on one side. */
  readonly found: readonly (Evidence | null)[]
  readonly name: NameEvidence | null
  /** The email address by which the rule for linking without asking holds; null if it does not hold. */
  readonly rule: string | null
  readonly isOnlyNamed: boolean
  /** Only one is called Jr. or the like, and neither a mailbox nor a birthday tells whether they are father and son. */
  readonly isMaybeSon: boolean
}

/**
 * Two random items of two address books of about 4,000 are the same once in 4,000 times. Fixed, so that a pair is equally likely in long
 * and short lists.
 */
export const PRIOR = -12
/** 0.99. If the rule holds without contradiction, the pair is a candidate however widely its values are shared. */
export const RULE_BITS = 7
export const EVEN_BITS = 0
/** Not "very likely" (VERY_LIKELY of importance.ts): a father and a son share a name, a home and a phone. */
export const MAYBE_SON_BITS = 3
export function probabilityOf(bits: number): number {
  return Math.min(0.9999, Math.round(1e4 / (1 + 2 ** -bits)) / 1e4)
}

/** A less likely pair is not worth a person's time. */
const THRESHOLD = 0.5
export const isLikely = (bits: number): boolean => probabilityOf(bits) >= THRESHOLD

export function score(local: Traits, remote: Traits, shares: Shares): Score {
  if (local.contact.kind !== remote.contact.kind) return mixedScore(local, remote, shares)
  return local.contact.kind === 'company'
    ? companyScore(local, remote, shares)
    : personScore(local, remote, shares)
}

/** The reasons of a score, in the order in which people read a contact. */
export function evidenceFor(
  local: Traits,
  remote: Traits,
  { found }: Score,
  shares: Shares,
): readonly Evidence[] {
  const others = found.filter((one) => one !== null)
  const isPersons = local.contact.kind === 'person' && remote.contact.kind === 'person'
  return isPersons ? [...nameReasons(local, remote, shares), ...others] : others
}

function personScore(local: Traits, remote: Traits, shares: Shares): Score {
  const { hasPersonalHomes } = shares
  const born = birthdayEvidence(local, remote, shares)
  if (!hasPersonalHomes && born?.verdict !== 'agrees' && areTwoPeople(local, remote, shares)) return NEVER
  const name = nameEvidence(local, remote, shares)
  if (!hasPersonalHomes && name.first === 'other' && born?.verdict !== 'agrees') return NEVER
  const twoPeople = name.twoPeople || born?.verdict === 'differs'
  // Two people may live or work together, and the children of one family may be born on one day.
  const isTogether =
    name.twoPeople || (born?.verdict === 'differs' && isGenerationApart(local.contact, remote.contact))
  const mostTogether = isTogether ? 0 : Number.POSITIVE_INFINITY
  const mostForHome = hasPersonalHomes
    ? Number.POSITIVE_INFINITY
    : name.first === 'other'
      ? MOST_OF_TWINS.home
      : mostTogether
  const birthday = hasPersonalHomes
    ? atLeast(born, OTHER_BIRTHDAY)
    : name.first === 'other'
      ? atMost(born, MOST_OF_TWINS.birthday)
      : born
  const phone = atMost(phoneEvidence(local, remote, shares), mostTogether)
  const employer = atMost(employerEvidence(local, remote, shares), mostTogether)
  const isSwitchboard = (name.last === 'other' || name.last === 'vague') && phone !== null && phone.bits > 0
  const works = isSwitchboard ? atMost(employer, 0) : employer
  const found = [
    onceEmployed(atMost(mailboxEvidence(local, remote, shares), name.mostForMailbox), works),
    phone,
    websiteEvidence(local, remote, shares),
    atMost(placeEvidence(local, remote, shares), mostForHome),
    works,
    titleEvidence(local, remote),
    birthday,
  ]
  const hasOneMark = isOneOfGeneration(local, remote)
  const isMaybeSon = hasOneMark && found[0]?.verdict !== 'agrees' && birthday?.verdict !== 'agrees'
  const isDoubted =
    twoPeople ||
    hasOneMark ||
    birthday?.verdict === 'resembles' ||
    (shares.hasSharedMailboxes && !isConfirmed(found))
  const rule = isDoubted ? null : ruleAddress(local, remote, shares)
  const isNameAlone = !twoPeople && isOnlyNamed(local, remote, shares)
  const bits = Math.max(PRIOR + name.bits + sum(found), isNameAlone ? EVEN_BITS : Number.NEGATIVE_INFINITY)
  const most = isMaybeSon ? MAYBE_SON_BITS : Number.POSITIVE_INFINITY
  return ruled({ bits: Math.min(most, bits), found, name, rule, isOnlyNamed: isNameAlone, isMaybeSon })
}

/** Where strangers share addresses, something else must identify the person: a phone number, an address, a birthday or a small employer. */
const isConfirmed = ([, ...others]: readonly (Evidence | null)[]): boolean =>
  others.some((one) => one !== null && one.verdict === 'agrees' && one.bits >= CONFIRMING)
const CONFIRMING = 4

/** Two first names, one birthday: two siblings born on one day, or a wrong first name. One home makes it even odds, so a person is asked. */
const MOST_OF_TWINS = { birthday: 9, home: 5 }

/** A father and a son may have one name and one home. Unknown years may be any. */
export function isGenerationApart(a: Pick<Contact, 'birthday'>, b: Pick<Contact, 'birthday'>): boolean {
  const [one, other] = [a.birthday?.year, b.birthday?.year]
  return !one || !other || Math.abs(one - other) >= 15
}

/** Two items with the same full name and no other data, if nobody else in either list has that name: even odds, however common it is. */
function isOnlyNamed(local: Traits, remote: Traits, shares: Shares): boolean {
  const { whole, first, last } = local.name
  if (first === '' || last.length === 0 || whole !== remote.name.whole) return false
  if (shareOf(shares, 'name', local.wholeNumber, remote.wholeNumber) !== 1) return false
  return local.isBare && remote.isBare
}

function atMost(evidence: Evidence | null, most: number): Evidence | null {
  return evidence && evidence.bits > most ? { ...evidence, bits: most } : evidence
}

/** Where no father and son share an address, another birthday is more often a slip. */
const OTHER_BIRTHDAY = -7

function atLeast(evidence: Evidence | null, least: number): Evidence | null {
  return evidence && evidence.bits < least ? { ...evidence, bits: least } : evidence
}

/** Colleagues share the employer and the domain of their addresses: that counts as one fact, not two. */
function onceEmployed(mailbox: Evidence | null, employer: Evidence | null): Evidence | null {
  const isCounted = employer !== null && employer.bits > 0
  return mailbox?.isDomain && isCounted ? atMost(mailbox, OTHER_MAILBOX) : mailbox
}

const OTHER_MAILBOX = -2

function sum(evidence: readonly (Evidence | null)[]): number {
  let total = 0
  for (const one of evidence) if (one !== null) total += one.bits
  return total
}

const ruled = (score: Score): Score =>
  score.rule === null || score.bits >= RULE_BITS ? score : { ...score, bits: RULE_BITS }

const UNNAMED = { name: null, isOnlyNamed: false, isMaybeSon: false } as const

function companyScore(local: Traits, remote: Traits, shares: Shares): Score {
  const found = [
    companyNameEvidence(local, remote, shares),
    mailboxEvidence(local, remote, shares),
    phoneEvidence(local, remote, shares),
    websiteEvidence(local, remote, shares),
    placeEvidence(local, remote, shares),
  ]
  return ruled({ ...UNNAMED, bits: PRIOR + sum(found), found, rule: ruleAddress(local, remote, shares) })
}

function companyNameEvidence(
  { company: a, contact: local }: Traits,
  { company: b, contact: remote }: Traits,
  shares: Shares,
): Evidence | null {
  if (a.key === '' || b.key === '') return null
  const share = Math.log2(shareOf(shares, 'company', a.number, b.number))
  const of = (level: 'same' | 'typo' | 'other', bits: number) => ({
    ...verdictOf('company', level, local.company, remote.company),
    bits,
  })
  switch (companyLikeness(a, b)) {
    case 'same':
      return of('same', MOST_NAME_BITS - share)
    case 'near':
      return of('typo', 7 - share)
    case 'other':
      return of('other', -12)
  }
}

const NEVER: Score = { ...UNNAMED, bits: Number.NEGATIVE_INFINITY, found: [], rule: null }

/** A person and a company match if they share their name, with an email address or without; a person is always asked. */
function mixedScore(local: Traits, remote: Traits, shares: Shares): Score {
  const person = local.contact.kind === 'person' ? local : remote
  const mailbox = mailboxEvidence(local, remote, shares)
  const isReached = mailbox?.verdict === 'agrees'
  const isNamed = isOneName(local, remote) || (isReached && isUnnamedEmployee(local, remote))
  if (!isNamed) return NEVER
  const shown = (traits: Traits) => (traits === person ? shownName(traits) : '') || traits.contact.company
  const name = { ...verdictOf('company', 'spelling', shown(local), shown(remote)), bits: MOST_NAME_BITS }
  if (!isReached) return { ...UNNAMED, bits: EVEN_BITS, found: [name], rule: null, isOnlyNamed: true }
  return { ...UNNAMED, bits: 2, found: [name, mailbox], rule: null }
}

/** The person has no name, only the company's. */
const isUnnamedEmployee = (local: Traits, remote: Traits): boolean => {
  const person = local.contact.kind === 'person' ? local : remote
  return person.name.whole === '' && local.company.key !== '' && local.company.key === remote.company.key
}
