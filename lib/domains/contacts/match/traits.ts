// The comparable data of an item, prepared once: its values in canonical form beside the original text.

import { loose } from '@/lib/domains/contacts/match/similarity'
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
  readonly local: string
  readonly domain: string
  readonly isRole: boolean
  /** The domain belongs to a mail provider that is open to everybody. */
  readonly isPublic: boolean
  readonly shown: string
}

export interface Phone {
  /** The number's digits, with the country code if known, and the extension. */
  readonly key: string
  readonly digits: string
  readonly extension: string
  readonly shown: string
}

export interface Website {
  readonly key: string
  readonly shown: string
}

export interface Place {
  readonly key: string
  readonly street: string
  readonly city: string
  readonly postalCode: string
  readonly shown: string
}

export interface Traits {
  readonly id: string
  readonly contact: Contact
  readonly name: PersonName
  readonly company: { readonly words: readonly string[]; readonly key: string }
  readonly mailboxes: readonly Mailbox[]
  readonly phones: readonly Phone[]
  readonly websites: readonly Website[]
  readonly places: readonly Place[]
  /** Year, month and day; '' unless all are known. */
  readonly birthday: string
}

/** As many as a contact may have. A file may contain more, and the work must stay bounded. */
const MOST_VALUES = FIELDS.emails.maxItems

export function traitsOf(entry: Item, region: Region): Traits {
  const { value: contact } = entry
  return {
    id: entry.id,
    contact,
    name: personName(contact),
    company: companyOf(contact.company),
    mailboxes: each(contact.emails, mailboxOf, ({ address }) => address),
    phones: each(contact.phones, (phone) => phoneOf(phone, region)),
    websites: each(contact.websites, ({ value }) => ({ key: websiteKey(value), shown: value })),
    places: each(contact.addresses, placeOf),
    birthday: birthdayOf(contact.birthday),
  }
}

/** Without empty values, and each value once: the same number under two labels is one number. */
function each<From, To extends { readonly key: string }>(
  list: readonly From[],
  to: (from: From) => To,
  identity: (value: To) => string = ({ key }) => key,
): readonly To[] {
  if (list.length === 0) return []
  const known = new Map<string, To>()
  for (const from of list.slice(0, MOST_VALUES)) {
    const value = to(from)
    if (value.key !== '' && !known.has(identity(value))) known.set(identity(value), value)
  }
  return [...known.values()]
}

function mailboxOf({ value }: LabelledValue): Mailbox {
  const address = emailKey(value)
  const cut = address.lastIndexOf('@')
  const [local, host] = cut < 0 ? [address, ''] : [address.slice(0, cut), address.slice(cut + 1)]
  const isGmail = host === 'gmail.com' || host === 'googlemail.com'
  const name = isGmail ? local.replace(/\+.*$/, '').replaceAll('.', '') : local
  const domain = isGmail ? 'gmail.com' : host
  const [site = ''] = domain.replace(/-/g, '').split('.')
  return {
    address,
    key: domain === '' ? name : `${name}@${domain}`,
    local: name,
    domain,
    isRole: ROLE_MAILBOXES.has(name.replace(/[^\p{L}]/gu, '')),
    isPublic: PUBLIC_MAIL.has(site),
    shown: value,
  }
}

function phoneOf(phone: LabelledValue, region: Region): Phone {
  const { value } = phone
  const [number = '', extension = ''] = numberKey(phone, region).split(';ext=')
  const digits = number.replace(/^\+/, '')
  return { key: extension ? `${digits}x${extension}` : digits, digits, extension, shown: value }
}

/**
 * Parsing a number costs more than all other preparation, so the two commonest unambiguous forms are read directly: full international
 * numbers, unless a zero may be a trunk prefix, and North American ones.
 */
function numberKey(phone: LabelledValue, region: Region): string {
  const { value, canonical } = phone
  if (ABROAD.test(value) && !HOME_ZERO.test(value)) return value.replace(/\D/g, '')
  if (!canonical && region === 'US' && NORTH_AMERICAN.test(value)) return `1${value.replace(/\D/g, '')}`
  return phoneEntryKey(phone, region)
}

const ABROAD = /^\+[1-9][\d .-]{7,16}$/
const HOME_ZERO = /^\+\d\D*(?:\d\D*){0,2}0/
const NORTH_AMERICAN = /^\(?[2-9]\d\d\)?[ .-]*[2-9]\d\d[ .-]*\d{4}$/

function placeOf(address: Address): Place {
  return {
    key: addressKey(address),
    street: addressKey({ ...address, city: '', region: '', postalCode: '', country: '' }),
    city: plain(address.city),
    postalCode: plain(address.postalCode).replace(/[\s-]/g, ''),
    shown: [address.street, address.postalCode, address.city]
      .filter(Boolean)
      .join(', ')
      .replace(/\s*\n\s*/g, ', '),
  }
}

function birthdayOf(date: PartialDate | null): string {
  return date?.year && date.month && date.day ? `${date.year}-${date.month}-${date.day}` : ''
}

/** Without legal forms, and "S.A." becomes "SA". A name that consists of legal forms stays as it is. */
function companyOf(name: string): { words: readonly string[]; key: string } {
  if (name === '') return { words: [], key: '' }
  const all = words(name.replace(/(?<=(?:^|[^\p{L}])\p{L})\.\s?(?=\p{L}(?:[^\p{L}]|$))/gu, ''))
  const core = all.filter((word) => !LEGAL_FORMS.has(word)).map(loose)
  const kept = core.length > 0 ? core : all
  return { words: kept, key: kept.join('') }
}
