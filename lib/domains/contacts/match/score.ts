// The probability that two items are the same, after Fellegi and Sunter: every field adds its weight, and a contradiction
// cancels agreement that comes from living or working together. Pure and symmetric.
import {
  birthdayEvidence,
  companyLikeness,
  type Evidence,
  employerEvidence,
  mailboxEvidence,
  phoneEvidence,
  placeEvidence,
  titleEvidence,
  websiteEvidence,
} from '@/lib/domains/contacts/match/evidence'
import {
  MOST_NAME_BITS,
  nameEvidence,
  shownName,
  verdictOf,
} from '@/lib/domains/contacts/match/name-evidence'
import { ruleAddress } from '@/lib/domains/contacts/match/rule'
import { type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import { loose } from '@/lib/domains/contacts/match/similarity'
import type { Traits } from '@/lib/domains/contacts/match/traits'

export interface Score {
  readonly bits: number
  /** Built when asked for: only likely pairs show it. */
  readonly evidence: () => readonly Evidence[]
  /** The email address by which the rule for linking without asking holds; null if it does not hold. */
  readonly rule: string | null
}

/**
 * Two random items of two address books of about 4,000 are the same once in 4,000 times. Fixed, so that a pair is equally likely in long
 * and short lists.
 */
const PRIOR = -12
/** 0.99. If the rule holds without contradiction, the pair is a candidate however widely its values are shared. */
const RULE_BITS = 7
const EVEN_BITS = 0
const BEYOND_NAMES = [
  ...(['company', 'title', 'department', 'notes'] as const),
  ...(['emails', 'phones', 'websites', 'addresses'] as const),
]

export function probabilityOf(bits: number): number {
  return Math.min(0.9999, Math.round(1e4 / (1 + 2 ** -bits)) / 1e4)
}

export function score(local: Traits, remote: Traits, shares: Shares): Score {
  if (local.contact.kind !== remote.contact.kind) return mixedScore(local, remote, shares)
  return local.contact.kind === 'company'
    ? companyScore(local, remote, shares)
    : personScore(local, remote, shares)
}

function personScore(local: Traits, remote: Traits, shares: Shares): Score {
  const name = nameEvidence(local, remote, shares)
  const birthday = birthdayEvidence(local, remote, shares)
  if (name.twoFirstNames && birthday?.verdict !== 'agrees') return NEVER
  const twoPeople = name.twoPeople || birthday?.verdict === 'differs'
  // Two people may live or work together.
  const mostTogether = twoPeople ? 0 : Number.POSITIVE_INFINITY
  const phone = atMost(phoneEvidence(local, remote, shares), mostTogether)
  const employer = atMost(employerEvidence(local, remote, shares), mostTogether)
  const atSwitchboard = name.twoLastNames && (phone?.bits ?? 0) > 0
  const found = onceEmployed([
    atMost(mailboxEvidence(local, remote, shares), name.mostForMailbox),
    phone,
    websiteEvidence(local, remote, shares),
    atMost(placeEvidence(local, remote, shares), mostTogether),
    atSwitchboard ? atMost(employer, 0) : employer,
    titleEvidence(local, remote),
    birthday,
  ])
  const evidence = () => [...name.evidence(), ...found]
  const rule = twoPeople || birthday?.verdict === 'resembles' ? null : ruleAddress(local, remote, shares)
  const scored = ruled({ bits: PRIOR + name.bits + sum(found), evidence, rule })
  return !twoPeople && isOnlyNamed(local, remote, shares) ? atLeast(scored, EVEN_BITS) : scored
}

/** Two items with the same full name and no other data, if nobody else in either list has that name: even odds, however common it is. */
function isOnlyNamed(local: Traits, remote: Traits, shares: Shares): boolean {
  const { whole, first, last } = local.name
  if (first === '' || last.length === 0 || whole !== remote.name.whole) return false
  return isBare(local) && isBare(remote) && shareOf(shares, 'name', whole, whole) === 1
}

const isBare = ({ contact }: Traits): boolean =>
  BEYOND_NAMES.every((field) => contact[field] === '' || contact[field]?.length === 0) && !contact.birthday

function atMost(evidence: Evidence | null, most: number): Evidence | null {
  return evidence && evidence.bits > most ? { ...evidence, bits: most } : evidence
}

/** Colleagues share the employer and the domain of their addresses: that counts as one fact, not two. */
function onceEmployed(found: readonly (Evidence | null)[]): readonly Evidence[] {
  const evidence = found.filter((one) => one !== null)
  const employer = evidence.find(({ field, bits }) => field === 'company' && bits > 0)
  if (!employer) return evidence
  return evidence.map((one) => (one.isDomain ? { ...one, bits: Math.min(one.bits, OTHER_MAILBOX) } : one))
}

const OTHER_MAILBOX = -2

const sum = (evidence: readonly Evidence[]) => evidence.reduce((total, { bits }) => total + bits, 0)

const atLeast = (score: Score, bits: number): Score => ({ ...score, bits: Math.max(score.bits, bits) })
const ruled = (score: Score): Score => (score.rule === null ? score : atLeast(score, RULE_BITS))

function companyScore(local: Traits, remote: Traits, shares: Shares): Score {
  const found = [
    companyNameEvidence(local, remote, shares),
    mailboxEvidence(local, remote, shares),
    phoneEvidence(local, remote, shares),
    websiteEvidence(local, remote, shares),
    placeEvidence(local, remote, shares),
  ].filter((one) => one !== null)
  return ruled({ bits: PRIOR + sum(found), evidence: () => found, rule: ruleAddress(local, remote, shares) })
}

function companyNameEvidence(
  { company: a, contact: local }: Traits,
  { company: b, contact: remote }: Traits,
  shares: Shares,
): Evidence | null {
  if (a.key === '' || b.key === '') return null
  const share = Math.log2(shareOf(shares, 'company', a.key, b.key))
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

const NEVER: Score = { bits: Number.NEGATIVE_INFINITY, evidence: () => [], rule: null }

/** A person and a company match only if they share a name and an email address, and a person is always asked. */
function mixedScore(local: Traits, remote: Traits, shares: Shares): Score {
  const mailbox = mailboxEvidence(local, remote, shares)
  const [person, { company }] = local.contact.kind === 'person' ? [local, remote] : [remote, local]
  const names = person.name.whole === '' ? [person.company.key] : person.name.joined.map(loose)
  if (company.key === '' || !names.includes(company.key) || mailbox?.verdict !== 'agrees') return NEVER
  const shown = (traits: Traits) => (traits === person ? shownName(traits) : '') || traits.contact.company
  return {
    bits: 2,
    evidence: () => [verdictOf('company', 'spelling', shown(local), shown(remote)), mailbox],
    rule: null,
  }
}
