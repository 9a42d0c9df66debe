// What each address book can hold, as pure functions and numbers: a plan never promises more, and what does not fit is no deletion.
import { type Contact, type LabelledValue, withKind } from '@/lib/contacts/contact'
import { FIELDS } from '@/lib/contacts/fields'
import { holds as google, MOST_ENTRIES } from './google/person'
import type { ProviderName } from './provider'

export interface Holds {
  readonly local: (contact: Contact) => Contact
  readonly remote: (contact: Contact) => Contact
}

const REMOTE: Readonly<Record<ProviderName, (contact: Contact) => Contact>> = { google }

/** Ours holds any text, and so many entries of each list; the ones a person would use first stand first. */
const local = (contact: Contact): Contact =>
  withKind({
    ...contact,
    emails: contact.emails.slice(0, FIELDS.emails.maxEntries),
    phones: contact.phones.slice(0, FIELDS.phones.maxEntries).map(ownPhone),
    websites: contact.websites.slice(0, FIELDS.websites.maxEntries),
    addresses: contact.addresses.slice(0, FIELDS.addresses.maxEntries),
  })

/** What the account makes of a number stays with the account. */
const ownPhone = ({ canonical: _, ...phone }: LabelledValue): LabelledValue => phone

const MOST: Readonly<Record<ProviderName, number | null>> = { google: MOST_ENTRIES }

/** Contacts that one account can hold, its bin included; null where there is no limit. `provider` as a connection names it. */
export const mostEntries = (provider: string): number | null => MOST[provider as ProviderName]

/** `provider` as a connection names it. */
export const holdsOf = (provider: string): Holds => ({ local, remote: REMOTE[provider as ProviderName] })
