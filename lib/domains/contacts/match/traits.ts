// The comparable data of an item, prepared once: its values in canonical form beside the original text.

import { loose } from '@/lib/domains/contacts/match/fields/similarity'
import { keptOnce, type Numbers, numberOf } from '@/lib/domains/contacts/match/shares'
import { LEGAL_FORMS } from '@/lib/domains/contacts/names/name-words'
import { type PersonName, personName } from '@/lib/domains/contacts/names/person-name'
import { PUBLIC_MAIL, ROLE_MAILBOXES } from '@/lib/domains/contacts/names/placeholder-words'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Item } from '@/lib/domains/contacts/types'
import type { Address, Contact, LabelledValue, PartialDate } from '@/lib/domains/contacts/value/contact'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import { addressKey, emailKey, phoneEntryKey, websiteKey } from '@/lib/domains/contacts/value/normalise'
import { plain, words } from '@/lib/domains/contacts/value/words'

export interface Mailbox {
  /** The address in canonical form. */
  readonly address: string
  /** The same for all spellings that reach one mailbox: Gmail ignores dots and everything after a plus. */
  readonly key: string
  readonly number: number
  readonly local: string
  readonly domain: string
  readonly domainNumber: number
  readonly isRole: boolean
  /** The domain belongs to a mail provider that is open to everybody. */
  readonly isPublic: boolean
  readonly shown: string
}

export interface Phone {
  /** The number's digits, with the country code if known, and the extension. */
  readonly key: string
  readonly number: number
  readonly digits: string
  readonly extension: string
  readonly shown: string
}

export interface Website {
  readonly key: string
  readonly number: number
  readonly shown: string
}

export interface Place {
  readonly key: string
  readonly number: number
  /** The street's words in order, and each of them. */
  readonly street: string
  readonly streetWords: readonly string[]
  readonly city: string
  readonly cityNumber: number
  readonly postalCode: string
  readonly postNumber: number
  readonly shown: string
}

/** The numbers are those of match/shares.ts; all are 0 if the traits were made without them. */
export interface Traits {
  readonly id: string
  readonly contact: Texts
  /** Nothing but its name is known. */
  readonly isBare: boolean
  readonly name: PersonName
  readonly wholeNumber: number
  readonly firstNumber: number
  readonly lastNumbers: readonly number[]
  readonly company: { readonly words: readonly string[]; readonly key: string; readonly number: number }
  readonly mailboxes: readonly Mailbox[]
  readonly phones: readonly Phone[]
  readonly websites: readonly Website[]
  readonly places: readonly Place[]
  /** Year, month and day as YYYYMMDD; '' unless all are known. */
  readonly birthday: string
  readonly birthdayNumber: number
}

/** Single values of the contact. Its lists are not kept: of 50,000 contacts they would take as much as all else. */
type Texts = Pick<
  Contact,
  | ('kind' | 'prefix' | 'firstName' | 'middleName' | 'lastName' | 'suffix' | 'nickname')
  | ('company' | 'title' | 'birthday')
>

const textsOf = (contact: Contact, numbers: Numbers | null): Texts => ({
  kind: contact.kind,
  prefix: keptOnce(numbers, contact.prefix),
  firstName: keptOnce(numbers, contact.firstName),
  middleName: keptOnce(numbers, contact.middleName),
  lastName: keptOnce(numbers, contact.lastName),
  suffix: keptOnce(numbers, contact.suffix),
  nickname: keptOnce(numbers, contact.nickname),
  company: keptOnce(numbers, contact.company),
  title: keptOnce(numbers, contact.title),
  birthday: contact.birthday,
})

const BEYOND_NAMES = [
  ...(['company', 'title', 'department', 'notes'] as const),
  ...(['emails', 'phones', 'websites', 'addresses'] as const),
]
const isBare = (contact: Contact): boolean =>
  BEYOND_NAMES.every((field) => contact[field] === '' || contact[field]?.length === 0) && !contact.birthday

/** As many as a contact may have. A file may contain more, and the work must stay bounded. */
const MOST_VALUES = FIELDS.emails.maxItems

export function traitsOf(entry: Item, region: Region, numbers: Numbers | null = null): Traits {
  const { value: contact } = entry
  const name = personName(contact)
  const birthday = birthdayOf(contact.birthday)
  return {
    id: entry.id,
    contact: textsOf(contact, numbers),
    isBare: isBare(contact),
    name,
    wholeNumber: numberOf(numbers, 'name', name.whole),
    firstNumber: numberOf(numbers, 'first', name.first),
    lastNumbers: name.last.map((word) => numberOf(numbers, 'last', word)),
    company: companyOf(contact.company, numbers),
    mailboxes: each(
      contact.emails,
      (email) => mailboxOf(email, numbers),
      ({ address }) => address,
    ),
    phones: each(contact.phones, (phone) => phoneOf(phone, region, numbers)),
    websites: each(contact.websites, ({ value }) => {
      const key = websiteKey(value)
      return { key, number: numberOf(numbers, 'website', key), shown: value }
    }),
    places: each(contact.addresses, (address) => placeOf(address, numbers)),
    birthday,
    birthdayNumber: numberOf(numbers, 'birthday', birthday),
  }
}

/** Without empty values, and each value once: the same number under two labels is one number. */
function each<From, To extends { readonly key: string }>(
  list: readonly From[],
  to: (from: From) => To,
  identity: (value: To) => string = ({ key }) => key,
): readonly To[] {
  const [first] = list
  if (first === undefined) return NONE
  if (list.length === 1) {
    const value = to(first)
    return value.key === '' ? NONE : [value]
  }
  const known = new Map<string, To>()
  for (const from of list.slice(0, MOST_VALUES)) {
    const value = to(from)
    if (value.key !== '' && !known.has(identity(value))) known.set(identity(value), value)
  }
  return [...known.values()]
}

const NONE: readonly never[] = []

function mailboxOf({ value }: LabelledValue, numbers: Numbers | null): Mailbox {
  const address = emailKey(value)
  const cut = address.lastIndexOf('@')
  const [local, host] = cut < 0 ? [address, ''] : [address.slice(0, cut), address.slice(cut + 1)]
  const isGmail = host === 'gmail.com' || host === 'googlemail.com'
  const name = isGmail ? local.replace(/\+.*$/, '').replaceAll('.', '') : local
  const domain = isGmail ? 'gmail.com' : host
  const [site = ''] = domain.replace(/-/g, '').split('.')
  const key = domain === '' ? name : isGmail ? `${name}@${domain}` : address
  return {
    address,
    key,
    number: numberOf(numbers, 'mailbox', key),
    local: name,
    domain: keptOnce(numbers, domain),
    domainNumber: numberOf(numbers, 'domain', domain),
    isRole: ROLE_MAILBOXES.has(name.replace(/[^\p{L}]/gu, '')),
    isPublic: PUBLIC_MAIL.has(site),
    shown: value,
  }
}

function phoneOf(phone: LabelledValue, region: Region, numbers: Numbers | null): Phone {
  const { value } = phone
  const [number = '', extension = ''] = numberKey(phone, region).split(';ext=')
  const digits = number.replace(/^\+/, '')
  const key = extension ? `${digits}x${extension}` : digits
  return { key, number: numberOf(numbers, 'phone', key), digits, extension, shown: value }
}

/**
 * Parsing a number costs more than all other preparation, so the two commonest unambiguous forms are read directly: full international
 * numbers, unless a zero, or a 1 after +1, may be a trunk prefix, and North American ones.
 */
function numberKey(phone: LabelledValue, region: Region): string {
  const { value, canonical } = phone
  if (PLUS_ONE.test(value) || (ABROAD.test(value) && !MAYBE_TRUNK.test(value)))
    return value.replace(/\D/g, '')
  if (!canonical && region === 'US' && NORTH_AMERICAN.test(value)) return `1${value.replace(/\D/g, '')}`
  return phoneEntryKey(phone, region)
}

const ABROAD = /^\+[1-9][\d .-]{7,16}$/
const MAYBE_TRUNK = /^\+(?:1|7|\d\D*(?:\d\D*){0,2}0)/
const PLUS_ONE = /^\+1[ .-]*[2-9]\d\d[ .-]*[2-9]\d\d[ .-]*\d{4}$/
const NORTH_AMERICAN = /^\(?[2-9]\d\d\)?[ .-]*[2-9]\d\d[ .-]*\d{4}$/

function placeOf(address: Address, numbers: Numbers | null): Place {
  const key = addressKey(address)
  const street = addressKey({ ...address, city: '', region: '', postalCode: '', country: '' })
  const city = plain(address.city)
  const postalCode = plain(address.postalCode).replace(/[\s-]/g, '')
  return {
    key,
    number: numberOf(numbers, 'place', key),
    street,
    streetWords: street === '' ? NONE : street.split(' '),
    city: keptOnce(numbers, city),
    cityNumber: numberOf(numbers, 'city', city),
    postalCode,
    postNumber: numberOf(numbers, 'post', postalCode),
    shown: [address.street, address.postalCode, address.city]
      .filter(Boolean)
      .join(', ')
      .replace(/\s*\n\s*/g, ', '),
  }
}

function birthdayOf(date: PartialDate | null): string {
  if (!date?.year || !date.month || !date.day) return ''
  return String(date.year * 10_000 + date.month * 100 + date.day).padStart(8, '0')
}

/** Without legal forms, and "S.A." becomes "SA". A name that consists of legal forms stays as it is. */
function companyOf(name: string, numbers: Numbers | null): Traits['company'] {
  if (name === '') return NO_COMPANY
  const all = words(name.replace(/(?<=(?:^|[^\p{L}])\p{L})\.\s?(?=\p{L}(?:[^\p{L}]|$))/gu, ''))
  const core = all.filter((word) => !LEGAL_FORMS.has(word)).map(loose)
  const kept = core.length > 0 ? core : all
  const key = kept.join('')
  return { words: kept, key, number: numberOf(numbers, 'company', key) }
}

const NO_COMPANY = { words: NONE, key: '', number: 0 }
