// The sort key and the search text of a contact, computed whenever it is written. Pure.

import { digitsOf, nationalDigits, type Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { FIELDS, TEXT_FIELDS } from '@/lib/domains/contacts/value/fields'
import { beginning } from '@/lib/domains/contacts/value/storable'

/** In lower case and without accents, so that "García" sorts beside "Garcia" and either spelling finds both. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

/** Longer keys are cut: an index entry in Postgres must stay below 2,700 bytes. */
const SORT_KEY_LENGTH = 300

/** Last name, first name; or a company's name; or else what the contact is called. */
export function sortKey(contact: Contact): string {
  const { kind, lastName, firstName, middleName, company } = contact
  const name = kind === 'company' ? company : [lastName, firstName, middleName].filter(Boolean).join(' ')
  return beginning(plain(name || displayName(contact)), SORT_KEY_LENGTH)
}

/** All kinds of apostrophes and quotes, and invisible characters. */
const DROPPED = /['"`´«»\u02b9-\u02bd\u02c8\u2018-\u201f\u2032-\u2037\u2039\u203a]|\p{Cf}/gu
const DASHES = /[\u2010-\u2015\u2043\u2212]/g
/** Letters without a separable accent, as people type them without one. */
const TYPED: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ς: 'σ' },
}
const LETTERS = new RegExp(`[${Object.keys(TYPED).join('')}]`, 'g')

/**
 * The normal form of stored and typed text for searching: "O’Neill", "o'neill" and "ONeill" are equal, and so are all dashes. The
 * migration
 * search_signs did the same to existing rows.
 */
export function searchable(text: string): string {
  // A lone acute accent is used as an apostrophe; `plain` would turn it into a space.
  return plain(text.replaceAll('´', ''))
    .replace(DROPPED, '')
    .replace(DASHES, '-')
    .replace(LETTERS, (letter) => TYPED[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/** All text that the search box looks in; phone numbers also as digits only, since people punctuate them in different ways. */
export function searchText(contact: Contact): string {
  const single = TEXT_FIELDS.filter((field) => FIELDS[field].searched).map((field) => contact[field])
  const emails = contact.emails.map((entry) => entry.value)
  const phones = contact.phones.flatMap((entry) => [entry.value, digitsOf(entry.value)])
  const addresses = contact.addresses.map((entry) => `${entry.street} ${entry.city} ${entry.postalCode}`)
  return searchable([...single, ...emails, ...phones, ...addresses].filter(Boolean).join('\n'))
}

/**
 * The words of a query, each with its possible spellings: a contact is found if its search text contains one spelling of every word.
 * For a possible phone number only the digits count, whatever punctuation is between them; other words end at a dash as at a space.
 * For a complete number, dialed from `region`, the digits that all its spellings share count.
 */
export function searchWords(query: string, region: Region): readonly (readonly string[])[] {
  const number = wholeNumber.test(query.trim()) ? nationalDigits(query, region) : null
  if (number !== null) return [[searchable(query), number]]
  const words = searchable(query).split(' ').filter(Boolean)
  return words
    .flatMap((word) =>
      isNumber.test(word)
        ? [[word, word.replace(/\D/g, '')]]
        : word
            .split('-')
            .filter(Boolean)
            .map((part) => [part]),
    )
    .slice(0, 8)
}

const wholeNumber = /^[+(]?[\d\s()./-]{6,}$/

/** At least three digits, with punctuation between them. */
const isNumber = /^[+(]?(\d[()./-]*){3,}$/

/** The last digits of a number that are the same with and without its country code. */
const ENDING = 8

/** The end of a phone number, which finds it in any spelling; '' if it is too short to identify a number. */
export function digitsEnding(phone: string): string {
  const digits = digitsOf(phone).slice(-ENDING)
  return digits.length === ENDING ? digits : ''
}
