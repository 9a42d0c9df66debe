// Writes contacts as vCard 4.0 (RFC 6350), so that readVcards returns the same contacts.
// Labels without a standard TYPE are written as Apple and Google write and read them: `item1.TEL`, `item1.X-ABLabel`.

import { formatPartialDate } from '@/lib/domains/contacts/text/partial-date'
import { type Address, type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { typeForLabel } from '@/lib/domains/contacts/vcard/labels'
import { escaped, folded } from '@/lib/domains/contacts/vcard/text'

export interface CardToWrite {
  readonly contact: Contact
  readonly tags?: readonly string[]
  /** Becomes the UID. */
  readonly id?: string
  /** Becomes REV. */
  readonly changedAt?: Date
}

export function writeVcards(cards: Iterable<CardToWrite>): string {
  return [...vcardsOf(cards)].join('')
}

/** Yields one text per card, so that a file of any size can be sent while it is generated. */
export function* vcardsOf(cards: Iterable<CardToWrite>): Generator<string> {
  for (const card of cards) yield vcardOf(card)
}

export function vcardOf({ contact, tags = [], id, changedAt }: CardToWrite): string {
  const lines = ['BEGIN:VCARD', 'VERSION:4.0']
  if (id) lines.push(UUID.test(id) ? `UID:urn:uuid:${id}` : `UID;VALUE=text:${escaped(id)}`)
  if (changedAt) lines.push(`REV:${changedAt.toISOString().replace(/[-:]|\.\d+/g, '')}`)
  lines.push(...whoLines(contact), ...listLines(contact))
  if (tags.length > 0) lines.push(`CATEGORIES:${tags.map(escaped).join(',')}`)
  if (contact.notes) lines.push(`NOTE:${escaped(contact.notes)}`)
  lines.push('END:VCARD')
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function whoLines(contact: Contact): readonly string[] {
  const { lastName, firstName, middleName, prefix, suffix } = contact
  const lines = [
    `KIND:${contact.kind === 'company' ? 'org' : 'individual'}`,
    `FN:${escaped(displayName(contact))}`,
    `N:${compound([lastName, firstName, middleName, prefix, suffix])}`,
  ]
  if (contact.nickname) lines.push(`NICKNAME:${escaped(contact.nickname)}`)
  const org = contact.department ? [contact.company, contact.department] : [contact.company]
  if (contact.company || contact.department) lines.push(`ORG:${compound(org)}`)
  if (contact.title) lines.push(`TITLE:${escaped(contact.title)}`)
  if (contact.birthday) lines.push(`BDAY:${formatPartialDate(contact.birthday)}`)
  return lines
}

const compound = (parts: readonly string[]) => parts.map(escaped).join(';')

interface Line {
  readonly property: 'EMAIL' | 'TEL' | 'URL' | 'ADR'
  readonly label: string
  readonly value: string
  readonly preferred: boolean
}

function listLines(contact: Contact): readonly string[] {
  const entries: readonly Line[] = [
    ...contact.emails.map(({ value, label }, at) => line('EMAIL', label, escaped(value), at, contact.emails)),
    ...contact.phones.map(({ value, label }, at) => line('TEL', label, escaped(value), at, contact.phones)),
    ...contact.addresses.map((address, at) =>
      line('ADR', address.label, addressValue(address), at, contact.addresses),
    ),
    ...contact.websites.map(({ value, label }, at) => line('URL', label, uri(value), at, contact.websites)),
  ]
  let groups = 0
  return entries.flatMap(({ property, label, value, preferred }) => {
    const pref = preferred ? ';PREF=1' : ''
    const type = typeForLabel(label, property)
    if (type !== null) return [`${property};TYPE=${type}${pref}:${value}`]
    if (label === '') return [`${property}${pref}:${value}`]
    groups++
    return [`item${groups}.${property}${pref}:${value}`, `item${groups}.X-ABLabel:${escaped(label)}`]
  })
}

/** The first entry is marked only if there are several. */
const line = (
  property: Line['property'],
  label: string,
  value: string,
  at: number,
  all: readonly unknown[],
): Line => ({
  property,
  label,
  value,
  preferred: at === 0 && all.length > 1,
})

/** A URI is not text: its commas and semicolons stay. A backslash, which no URI contains, would be lost without escaping. */
const uri = (value: string) => value.replace(/\\/g, '\\\\').replace(/\r\n?|\n/g, '\\n')

const addressValue = ({ street, city, region, postalCode, country }: Address) =>
  compound(['', '', street, city, region, postalCode, country])
