// How contacts are ordered and found: the two texts derived from a contact whenever it is written. Pure.

import { digitsOf, nationalDigits, type Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { FIELDS, TEXT_FIELDS } from '@/lib/domains/contacts/value/fields'
import { beginning } from '@/lib/domains/contacts/value/storable'

/** Lower case, without accents, so that "García" stands beside "Garcia" and either spelling finds both. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

/** Keys beyond this are ordered by their beginning: an index entry of Postgres must stay below 2,700 bytes. */
const SORT_KEY_LENGTH = 300

/** Last name, first name; a company's name; else whatever the contact is called. */
export function sortKey(contact: Contact): string {
  const { kind, lastName, firstName, middleName, company } = contact
  const name = kind === 'company' ? company : [lastName, firstName, middleName].filter(Boolean).join(' ')
  return beginning(plain(name || displayName(contact)), SORT_KEY_LENGTH)
}

/** Apostrophes and quotes of every kind, and marks that nobody sees. */
const DROPPED = /['"`´«»\u02b9-\u02bd\u02c8\u2018-\u201f\u2032-\u2037\u2039\u203a]|\p{Cf}/gu
const DASHES = /[\u2010-\u2015\u2043\u2212]/g
/** Letters that have no accent to lose, as people type them without one. */
const TYPED: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ς: 'σ' },
}
const LETTERS = new RegExp(`[${Object.keys(TYPED).join('')}]`, 'g')

/**
 * The one form in which texts are searched, for what is stored and for what is typed: "O’Neill", "o'neill" and "ONeill" are the same,
 * and so are all dashes. The migration search_signs did the same to what was stored before.
 */
export function searchable(text: string): string {
  // An acute accent alone stands for an apostrophe; `plain` would make it a space.
  return plain(text.replaceAll('´', ''))
    .replace(DROPPED, '')
    .replace(DASHES, '-')
    .replace(LETTERS, (letter) => TYPED[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/** All that the search box looks in; phone numbers also as digits alone, since nobody types them with the same signs twice. */
export function searchText(contact: Contact): string {
  const single = TEXT_FIELDS.filter((field) => FIELDS[field].searched).map((field) => contact[field])
  const emails = contact.emails.map((entry) => entry.value)
  const phones = contact.phones.flatMap((entry) => [entry.value, digitsOf(entry.value)])
  const addresses = contact.addresses.map((entry) => `${entry.street} ${entry.city} ${entry.postalCode}`)
  return searchable([...single, ...emails, ...phones, ...addresses].filter(Boolean).join('\n'))
}

/**
 * The words of a query, each with the ways it may be written: a contact is found when its search text holds one way of every word.
 * Of what may be a telephone number the digits count, whatever signs stand between them; other words end at a dash as at a space.
 * Of a whole number, as it is dialled from `region`, those digits count that all its spellings share.
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

/** Three digits at least, with signs between them. */
const isNumber = /^[+(]?(\d[()./-]*){3,}$/

/** Digits that a number has in common with itself when it is written with and without the country's. */
const ENDING = 8

/** The end of a phone number, by which it is found however it is written; '' for what is too short to tell numbers apart. */
export function digitsEnding(phone: string): string {
  const digits = digitsOf(phone).slice(-ENDING)
  return digits.length === ENDING ? digits : ''
}
