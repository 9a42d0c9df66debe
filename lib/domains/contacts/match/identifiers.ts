// The values that identify a contact in another list: its email addresses, its phone numbers and its full name. The matcher's blocks, the
// import and the warning before a contact is entered twice all use this definition. Pure.

import { type Traits, traitsOf } from '@/lib/domains/contacts/match/traits'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'

export type Identifier = 'name' | 'email' | 'phone'
const IDENTIFIERS: readonly Identifier[] = ['name', 'email', 'phone']

type Identifiers = Readonly<Record<Identifier, readonly string[]>>

/** Exact: two contacts with the same phone number, address or name have the same text here. Empty values are left out. */
function identifiersOf(traits: Traits): Identifiers {
  const name = traits.contact.kind === 'company' ? traits.company.key : traits.name.whole
  return {
    name: name === '' ? [] : [name],
    email: traits.mailboxes.map(({ key }) => key),
    phone: traits.phones.map(({ key }) => key),
  }
}

/** The last digits of a phone number that are the same with and without its country code. */
const ENDING = 8

/** Phone numbers by their last digits only: two spellings share them, and so do a few numbers of different cities. */
export const phoneEndings = ({ phones }: Traits): readonly string[] =>
  phones.map(({ digits }) => digits.slice(-ENDING))

/** Keys for finding pairs worth comparing: strings with their kind, and phone numbers by their last digits. */
export function identifierKeys(traits: Traits): readonly string[] {
  const { name, email } = identifiersOf(traits)
  return [
    ...name.map((text) => `name ${text}`),
    ...email.map((text) => `email ${text}`),
    ...phoneEndings(traits).map((text) => `phone ${text}`),
  ]
}

/** What two contacts have in common. Phone numbers without a country code belong to `region`. */
export function sharedIdentifiers(a: Contact, b: Contact, region: Region): readonly Identifier[] {
  const ours = identifiersOf(traitsOfContact(a, region))
  const theirs = identifiersOf(traitsOfContact(b, region))
  return IDENTIFIERS.filter((kind) => ours[kind].some((text) => theirs[kind].includes(text)))
}

const traitsOfContact = (contact: Contact, region: Region): Traits =>
  traitsOf({ id: '', version: '', value: contact, deleted: false, key: null, changedAt: null }, region)
