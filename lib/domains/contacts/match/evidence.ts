// What one field says about two items being the same: a verdict, both values, and a weight in bits
// (the likelihood ratio as a power of two; missing values weigh nothing).

import { type SharedValue, type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import { editsWithin, isTypo } from '@/lib/domains/contacts/match/similarity'
import type { Mailbox, Phone, Place, Traits, Website } from '@/lib/domains/contacts/match/traits'
import type { PartialDate } from '@/lib/domains/contacts/value/contact'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

export interface Evidence {
  readonly field: FieldName
  readonly verdict: 'agrees' | 'resembles' | 'differs'
  readonly local: string
  readonly remote: string
  readonly bits: number
  /** Two addresses in one employer's domain. */
  readonly isDomain?: boolean
}

type Verdict = Evidence['verdict']
type Pair<T> = readonly [T, T]
interface Judged {
  readonly verdict: Verdict
  readonly bits: number
  readonly isDomain?: boolean
}

/** Only this many first values of a list are compared for similarity; all are compared for equality. */
const MOST_ALIKE = 6

/** The pair of values that is the strongest evidence for one person. Called a million times: it allocates only what it returns. */
function best<T extends { readonly key: string; readonly shown: string }>(
  field: FieldName,
  local: readonly T[],
  remote: readonly T[],
  judge: (a: T, b: T) => Judged,
): Evidence | null {
  let [one, other]: [T | null, T | null] = [null, null]
  let found: Judged | null = null
  let i = 0
  for (const a of local) {
    let j = 0
    for (const b of remote) {
      const isCompared = a.key === b.key || (i < MOST_ALIKE && j < MOST_ALIKE)
      j += 1
      if (!isCompared) continue
      const judged = judge(a, b)
      const more = found ? judged.bits - found.bits : 1
      if (more > 0 || (more === 0 && one && other && isBefore([a, b], [one, other])))
        [one, other, found] = [a, b, judged]
    }
    i += 1
  }
  return one && other && found && { field, local: one.shown, remote: other.shown, ...found }
}

/** An order of pairs that does not change if the sides are swapped or a list is reversed. */
function isBefore<T extends { readonly shown: string }>([a, b]: Pair<T>, [c, d]: Pair<T>): boolean {
  const [first, second] = a.shown < b.shown ? [a.shown, b.shown] : [b.shown, a.shown]
  const [third, fourth] = c.shown < d.shown ? [c.shown, d.shown] : [d.shown, c.shown]
  return first < third || (first === third && second < fourth)
}

const worth = (full: number, perDoubling: number, share: number) =>
  Math.max(0, full - perDoubling * Math.log2(share))
const agrees = (bits: number) => ({ verdict: 'agrees', bits }) as const
const resembles = (bits: number) => ({ verdict: 'resembles', bits }) as const
const differs = (bits: number) => ({ verdict: 'differs', bits }) as const

export function mailboxEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  const isCompany = a.contact.kind === 'company'
  return best<Mailbox>('emails', a.mailboxes, b.mailboxes, (one, other) => {
    if (one.key === other.key) {
      const full = one.isRole ? (isCompany ? 12 : 6) : 15
      const bits = worth(full, 2.5, shareOf(shares, 'mailbox', one.key, other.key))
      return one.address === other.address ? agrees(bits) : resembles(bits)
    }
    return nearMailbox(one, other, shares)
  })
}

function nearMailbox(one: Mailbox, other: Mailbox, shares: Shares) {
  if (one.isRole || other.isRole || one.local.length < 4 || other.local.length < 4)
    return otherMailbox(one, other, shares)
  if (one.local === other.local) return isTypo(one.domain, other.domain) ? resembles(6) : resembles(0.5)
  if (one.domain === other.domain && isTypo(one.local, other.local) && sameNumbers(one, other))
    return resembles(4)
  return otherMailbox(one, other, shares)
}

const sameNumbers = (one: Mailbox, other: Mailbox) =>
  one.local.replace(/\D/g, '') === other.local.replace(/\D/g, '')

/** A person who changes employers changes the address; two addresses in one domain are more often those of two colleagues. */
function otherMailbox(one: Mailbox, other: Mailbox, shares: Shares) {
  if (one.domain !== other.domain || one.isPublic || one.domain === '') return differs(-1.5)
  return { ...differs(employerBits(shares, 'domain', one.domain, other.domain) - 2.5), isDomain: true }
}

/** A large firm has many employees, so sharing its name or domain says less than sharing a small firm's. */
function employerBits(shares: Shares, kind: SharedValue, local: string, remote: string): number {
  return Math.max(1, worth(5.5, 0.7, shareOf(shares, kind, local, remote)))
}

export function phoneEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  return best<Phone>('phones', a.phones, b.phones, (one, other) => {
    if (one.key === other.key) return agrees(phoneBits(one, other, shares))
    if (one.digits === other.digits)
      return resembles(one.extension && other.extension ? 0 : Math.min(5, phoneBits(one, other, shares)))
    if (one.extension === other.extension && isSameAbroad(one.digits, other.digits))
      return resembles(Math.max(0, phoneBits(one, other, shares) - 1))
    if (
      Math.min(one.digits.length, other.digits.length) >= 9 &&
      editsWithin(one.digits, other.digits, 1) === 1
    ) {
      return resembles(0)
    }
    return differs(-1)
  })
}

const phoneBits = (one: Phone, other: Phone, shares: Shares) =>
  worth(12.5, 3, shareOf(shares, 'phone', one.key, other.key))

/** One number is in national format ("030 901820"), the other in international format ("+49 30 901820"). */
function isSameAbroad(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  const home = short.replace(/^0+/, '')
  return home.length >= 7 && long.length - home.length <= 4 && long.endsWith(home)
}

export function websiteEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  const [full, unlike] = a.contact.kind === 'company' ? [8, -1.5] : [3, 0]
  return best<Website>('websites', a.websites, b.websites, (one, other) =>
    one.key === other.key
      ? agrees(worth(full, 1, shareOf(shares, 'website', one.key, other.key)))
      : differs(unlike),
  )
}

export function placeEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  return best<Place>('addresses', a.places, b.places, (one, other) => {
    const bits = worth(7, 1.5, shareOf(shares, 'place', one.key, other.key))
    if (one.key === other.key) return one.street === '' ? agrees(Math.min(2, bits)) : agrees(bits)
    const [samePost, sameCity] = [
      isSameValue(one.postalCode, other.postalCode),
      isSameValue(one.city, other.city),
    ]
    if (isSameValue(one.street, other.street) && (samePost || sameCity))
      return resembles(Math.max(0, bits - 1))
    if (samePost) return resembles(2)
    return sameCity ? resembles(1) : differs(-0.7)
  })
}

const isSameValue = (a: string, b: string) => a !== '' && a === b

export function employerEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  if (a.company.key === '' || b.company.key === '') return null
  const shown = { field: 'company', local: a.contact.company, remote: b.contact.company } as const
  const bits = employerBits(shares, 'company', a.company.key, b.company.key)
  switch (companyLikeness(a.company, b.company)) {
    case 'same':
      return { ...shown, ...agrees(bits + 0.5) }
    case 'near':
      return { ...shown, ...resembles(Math.max(0.5, bits - 1.5)) }
    case 'other':
      return { ...shown, ...differs(-1) }
  }
}

export type CompanyLikeness = 'same' | 'near' | 'other'

/** `near`: a typo, one name contained in the other, or an abbreviation. */
export function companyLikeness(a: Traits['company'], b: Traits['company']): CompanyLikeness {
  if (a.key === b.key) return 'same'
  if (isTypo(a.key, b.key)) return 'near'
  const [short, long] = a.words.length < b.words.length ? [a, b] : [b, a]
  if (short.key.length >= 3 && short.words.every((word) => long.words.includes(word))) return 'near'
  const initials = long.words.map((word) => word.slice(0, 1)).join('')
  return short.words.length === 1 && initials.length >= 3 && short.key === initials ? 'near' : 'other'
}

export function birthdayEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  const [one, other] = [a.contact.birthday, b.contact.birthday]
  if (!one?.month || !one.day || !other?.month || !other.day) return null
  const shown = { field: 'birthday', local: dateText(one), remote: dateText(other) } as const
  const [sameDay, sameMonth] = [one.day === other.day, one.month === other.month]
  if (one.year === null || other.year === null)
    return { ...shown, ...(sameDay && sameMonth ? agrees(6) : differs(-8)) }
  const sameYear = one.year === other.year
  if (sameDay && sameMonth && sameYear) {
    return { ...shown, ...agrees(worth(9, 2, shareOf(shares, 'birthday', a.birthday, b.birthday))) }
  }
  const turned = sameYear && one.day === other.month && one.month === other.day
  const slip =
    [sameDay, sameMonth, sameYear].filter(Boolean).length === 2 && Math.abs(one.year - other.year) <= 10
  return { ...shown, ...(turned || slip ? resembles(-2) : differs(-12)) }
}

function dateText({ year, month, day }: PartialDate): string {
  const two = (part: number | null) => String(part ?? '').padStart(2, '0')
  return [year === null ? '-' : String(year).padStart(4, '0'), two(month), two(day)].join('-')
}

export function titleEvidence(a: Traits, b: Traits): Evidence | null {
  const [local, remote] = [a.contact.title, b.contact.title]
  if (local === '' || local.toLowerCase() !== remote.toLowerCase()) return null
  return { field: 'title', local, remote, ...agrees(0.8) }
}
