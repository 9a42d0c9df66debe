// How pages show a contact.
import { avatarName } from '@/components/contacts/contact-avatar'
import { fieldKeys } from '@/components/contacts/field-keys'
import { fieldLines, valueText } from '@/components/contacts/field-text'
import { initialsOf } from '@/components/ui/avatar/initials'
import type { FieldValue } from '@/lib/domains/contacts/types'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { FIELD_NAMES, FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import { keysAmong } from '@/lib/domains/contacts/value/normalise'
import { CONTACT_WORDS } from './contact-words'
import type { KindView } from './view'

const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name)
const lines = (contact: Contact, field: string) => (isField(field) ? fieldLines(contact, field) : [])
const textOf = (part: unknown) => valueText(part as FieldValue) || 'nothing'

/** What distinguishes two people of the same name: their first email address and phone number, and where they work. */
export const secondary = ({ kind, company, emails, phones }: Contact): string =>
  [emails[0]?.value, phones[0]?.value, kind === 'person' ? company : ''].filter(Boolean).join(', ')

const FIELDS_OF_CONTACTS = FIELD_NAMES.map((name) => {
  const { label, many } = FIELDS[name]
  return { name, label, many, inSentence: label.toLowerCase() }
})

export const CONTACTS: KindView<Contact> = {
  kind: 'contacts',
  words: CONTACT_WORDS,
  fields: FIELDS_OF_CONTACTS,
  compared: (known) =>
    FIELDS_OF_CONTACTS.filter(({ name }) => known.some((contact) => fieldLines(contact, name).length > 0)),
  lines,
  keys: (contact, field, known) =>
    isField(field) ? fieldKeys(contact, field, keysAmong(known, null)) : new Map(),
  conflictTexts: ({ local, remote }) => ({ local: textOf(local), remote: textOf(remote) }),
  conflictNote: () => '',
  title: (contact) => displayName(contact) || CONTACT_WORDS.untitled,
  secondary,
  rowLine: (contact) => (contact ? secondary(contact) : ''),
  avatar: (contact, name) => ({
    initials: initialsOf(contact ? avatarName(contact) : name) || '?',
    isCompany: contact?.kind === 'company',
  }),
  reasonText: (_, text) => text,
  isCanceled: () => false,
  href: (localId) => `/contacts/${localId}`,
}
