// Contacts for the engine's properties: what address books can store of them, and how people edit them.

import fc from 'fast-check'
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Project } from '@/lib/domains/contacts/types'
import type { Contact, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS } from '@/lib/domains/contacts/value/fields'
import { contactArbitrary, edited } from '@/testing/contacts/arbitrary'
import { pairArbitrary, type Sample } from './worlds'

export const ANYTHING: Project = { local: (contact) => contact, remote: (contact) => contact }

const MOST = 3
const shortLists = (contact: Contact): Contact => ({
  ...contact,
  ...Object.fromEntries(LIST_FIELDS.map((field) => [field, contact[field].slice(0, MOST)])),
})

/** Both sides store few entries; the remote one has neither prefix nor nickname, truncates notes and drops custom labels. */
export const LITTLE: Project = {
  local: shortLists,
  remote: (contact) => ({
    ...shortLists(contact),
    prefix: '',
    nickname: '',
    notes: contact.notes.slice(0, 12).trim(),
    websites: contact.websites.slice(0, MOST).map(({ value }) => ({ value, label: '' })),
  }),
}

export const projectArbitrary = fc.constantFrom(ANYTHING, LITTLE)

/** How people edit a contact: any field, another spelling, and the fields that both sides edit most. */
export function touched(contact: Contact): fc.Arbitrary<Contact> {
  return fc.oneof(
    { weight: 3, arbitrary: edited(contact) },
    { weight: 6, arbitrary: contested(contact) },
    { weight: 1, arbitrary: fc.constant(respelled(contact)) },
    { weight: 1, arbitrary: fc.constant({ ...contact, phones: contact.phones.toReversed() }) },
  )
}

/** A few values for a few fields, so that edits on both sides often conflict. */
function contested(contact: Contact): fc.Arbitrary<Contact> {
  const [first, ...others] = contact.phones
  const phone = first ?? { value: '(604) 555-0100', label: 'Work' }
  const lines = contact.notes.split('\n')
  return fc.oneof(
    fc.constantFrom('Partner', 'Of Counsel', '').map((title) => ({ ...contact, title })),
    fc
      .constantFrom('3', '8', '9')
      .map((digit) => ({ ...phone, value: phone.value.replace(/\d(?=\D*$)/, digit) }))
      .map((corrected) => ({ ...contact, phones: [corrected, ...others] })),
    fc
      .constantFrom('Home', 'home', 'Mobile', '')
      .map((label) => ({ ...contact, phones: [{ ...phone, label }, ...others] })),
    fc.constant({ ...contact, phones: others }),
    fc
      .constantFrom('Ana@Example.com', 'ana@example.org')
      .map((value) => ({ ...contact, emails: [{ value, label: 'Work' }, ...contact.emails].slice(0, MOST) })),
    fc
      .constantFrom('Owes us lunch', 'Paid')
      .map((line) => ({ ...contact, notes: [...lines, line].join('\n').trim() })),
    fc
      .constantFrom('Urgent', 'Friend')
      .map((line) => ({ ...contact, notes: lines.with(0, line).join('\n') })),
  )
}

function respelled(contact: Contact): Contact {
  const loudly = ({ value, label }: LabelledValue) => ({ value: value.toUpperCase(), label })
  return { ...contact, lastName: contact.lastName.toUpperCase(), emails: contact.emails.map(loudly) }
}

function news(before: Contact, now: Contact): Partial<Contact> {
  const fields = Object.keys(now) as (keyof Contact)[]
  return Object.fromEntries(
    fields.filter((field) => now[field] !== before[field]).map((field) => [field, now[field]]),
  )
}

export const CONTACTS: Sample<Contact, 'never'> = {
  domain: contactDomain('US'),
  value: contactArbitrary,
  projects: [ANYTHING, LITTLE],
  touched,
  news,
  late: (contact) => ({ ...contact, title: 'Long ago' }),
}

export const contactPairs = (project: Project) => pairArbitrary(CONTACTS, project)
