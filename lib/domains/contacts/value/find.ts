// The sort key and the search text of a contact, computed whenever it is written. Pure.

import { digitsOf, nationalDigits, type Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { FIELDS, TEXT_FIELDS } from '@/lib/domains/contacts/value/fields'
import { plain, searchable } from '@/lib/domains/text/searchable'
import { beginning } from '@/lib/domains/text/storable'

/** Longer keys are cut: an index entry in Postgres must stay below 2,700 bytes. */
const SORT_KEY_LENGTH = 300

/** Last name, first name; or a company's name; or else what the contact is called. */
export function sortKey(contact: Contact): string {
  const { kind, lastName, firstName, middleName, company } = contact
  const name = kind === 'company' ? company : [lastName, firstName, middleName].filter(Boolean).join(' ')
  return beginning(plain(name || displayName(contact)), SORT_KEY_LENGTH)
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
