// What the email addresses, phone numbers and websites of two items say about being the same.

import { employerBits } from '@/lib/domains/contacts/match/fields/employer'
import {
  agrees,
  best,
  differs,
  type Evidence,
  type Judged,
  resembles,
  worth,
} from '@/lib/domains/contacts/match/fields/evidence'
import { editsWithin, isTypo } from '@/lib/domains/contacts/match/fields/similarity'
import { type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Mailbox, Phone, Traits, Website } from '@/lib/domains/contacts/match/traits'

export function mailboxEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  if (a.mailboxes.length === 0 || b.mailboxes.length === 0) return null
  const isOfCompanies = areCompanies(a, b)
  return best<Mailbox>('emails', a.mailboxes, b.mailboxes, (one, other) => {
    if (one.key !== other.key) return nearMailbox(one, other, shares)
    const full = one.isRole ? (isOfCompanies ? 12 : 6) : isMadeFromName(one, shares) ? 6 : 15
    const bits = worth(full, 2.5, shareOf(shares, 'mailbox', one.number, other.number))
    return one.address === other.address ? agrees(bits) : resembles(bits)
  })
}

/** What many people share may identify a company. It identifies neither of a company and a person. */
const areCompanies = (a: Traits, b: Traits): boolean =>
  a.contact.kind === 'company' && b.contact.kind === 'company'

/** Where the list shows that namesakes share addresses, one without a number says little more than the name. */
const isMadeFromName = ({ local }: Mailbox, { hasSharedMailboxes }: Shares): boolean =>
  hasSharedMailboxes && !/\d/.test(local)

const [SAME_USER, TYPED_DOMAIN, TYPED_USER] = [resembles(0.5), resembles(8), resembles(6)]
const NUMBERED_USER = resembles(4)
const OTHER_MAILBOX = differs(-1.5)

function nearMailbox(one: Mailbox, other: Mailbox, shares: Shares): Judged {
  if (one.isRole || other.isRole || one.local.length < 4 || other.local.length < 4)
    return otherMailbox(one, other, shares)
  if (one.local === other.local) {
    if (isTypo(one.domain, other.domain)) return TYPED_DOMAIN
    return /\d/.test(one.local) ? NUMBERED_USER : SAME_USER
  }
  const sameDomain = one.domainNumber === other.domainNumber && one.domain === other.domain
  if (isSlip(one, other) && (sameDomain || isTypo(one.domain, other.domain))) return TYPED_USER
  return otherMailbox(one, other, shares)
}

/** Two initials before one last name are two relatives, and two numbers behind it are two people; neither is a typo. */
function isSlip(one: Mailbox, other: Mailbox): boolean {
  if (!isTypo(one.local, other.local)) return false
  if (one.local.charCodeAt(0) !== other.local.charCodeAt(0) && one.local.length === other.local.length)
    return false
  return one.local.replace(/\D/g, '') === other.local.replace(/\D/g, '')
}

/** A person who changes employers changes the address; two addresses in one domain are more often those of two colleagues. */
function otherMailbox(one: Mailbox, other: Mailbox, shares: Shares): Judged {
  if (one.domain !== other.domain || one.isPublic || one.domain === '') return OTHER_MAILBOX
  const bits = employerBits(shares, 'domain', one.domainNumber, other.domainNumber) - 2.5
  return { verdict: 'differs', bits, isDomain: true }
}

export function phoneEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  if (a.phones.length === 0 || b.phones.length === 0) return null
  return best<Phone>('phones', a.phones, b.phones, (one, other) => phoneJudged(one, other, shares))
}

const [OTHER_PHONE, TYPED_PHONE] = [differs(-1), resembles(0)]

function phoneJudged(one: Phone, other: Phone, shares: Shares): Judged {
  if (one.key === other.key) return agrees(phoneBits(one, other, shares))
  if (one.digits === other.digits)
    return resembles(one.extension && other.extension ? 0 : Math.min(5, phoneBits(one, other, shares)))
  if (one.extension === other.extension && isSameAbroad(one.digits, other.digits))
    return resembles(Math.max(0, phoneBits(one, other, shares) - 1))
  const isLong = one.digits.length >= 9 && other.digits.length >= 9
  return isLong && editsWithin(one.digits, other.digits, 1) === 1 ? TYPED_PHONE : OTHER_PHONE
}

const phoneBits = (one: Phone, other: Phone, shares: Shares) =>
  worth(12.5, 3, shareOf(shares, 'phone', one.number, other.number))

/** One number is in national format ("030 901820"), the other in international format ("+49 30 901820"). */
function isSameAbroad(one: string, other: string): boolean {
  if (one.charCodeAt(one.length - 1) !== other.charCodeAt(other.length - 1)) return false
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  const home = short.replace(/^0+/, '')
  return home.length >= 7 && long.length - home.length <= 4 && long.endsWith(home)
}

export function websiteEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  if (a.websites.length === 0 || b.websites.length === 0) return null
  const [full, unlike] = areCompanies(a, b) ? [8, -1.5] : [3, 0]
  return best<Website>('websites', a.websites, b.websites, (one, other) =>
    one.key === other.key
      ? agrees(worth(full, 1, shareOf(shares, 'website', one.number, other.number)))
      : differs(unlike),
  )
}
