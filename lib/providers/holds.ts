// What each address book can hold, as pure functions and numbers: a plan never promises more, and what does not fit is no deletion.
import { type Contact, type LabelledValue, withKind } from '@/lib/domains/contacts/value/contact'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import { project as google, MOST_ENTRIES } from './google/person'
import type { ProviderName } from './provider'

export interface Project {
  readonly local: (contact: Contact) => Contact
  readonly remote: (contact: Contact) => Contact
}

const REMOTE: Readonly<Record<ProviderName, (contact: Contact) => Contact>> = { google }

/** Ours holds any text, and so many entries of each list; the ones a person would use first stand first. */
const local = (contact: Contact): Contact =>
  withKind({
    ...contact,
    emails: contact.emails.slice(0, FIELDS.emails.maxItems),
    phones: contact.phones.slice(0, FIELDS.phones.maxItems).map(ownPhone),
    websites: contact.websites.slice(0, FIELDS.websites.maxItems),
    addresses: contact.addresses.slice(0, FIELDS.addresses.maxItems),
  })

/** What the account makes of a number stays with the account. */
const ownPhone = ({ canonical: _, ...phone }: LabelledValue): LabelledValue => phone

const MOST: Readonly<Record<ProviderName, number | null>> = { google: MOST_ENTRIES }

/** Contacts that one account can hold, its bin included; null where there is no limit. `provider` as a connection names it. */
export const mostEntries = (provider: string): number | null => MOST[provider as ProviderName]

/** `provider` as a connection names it. */
export const projectionsOf = (provider: string): Project => ({
  local,
  remote: REMOTE[provider as ProviderName],
})
