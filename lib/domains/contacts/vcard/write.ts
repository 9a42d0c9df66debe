// Contacts as vCard 4.0 (RFC 6350), such that readVcards gives back the same contacts.
// Labels without a standard TYPE are written the way Apple and Google do and read: `item1.TEL`, `item1.X-ABLabel`.

import { formatPartialDate } from '@/lib/domains/contacts/text/partial-date'
import { type Address, type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { typeForLabel } from '@/lib/domains/contacts/vcard/labels'
import { escaped, folded } from '@/lib/domains/contacts/vcard/text'

export interface CardToWrite {
  readonly contact: Contact
  /** Becomes the UID. */
  readonly id?: string
  /** Becomes REV. */
  readonly changedAt?: Date
}

export function writeVcards(cards: Iterable<CardToWrite>): string {
  return [...vcardsOf(cards)].join('')
}

/** One text a card, so that a file of any size can be sent while it is made. */
export function* vcardsOf(cards: Iterable<CardToWrite>): Generator<string> {
  for (const card of cards) yield vcardOf(card)
}

export function vcardOf({ contact, id, changedAt }: CardToWrite): string {
  const lines = ['BEGIN:VCARD', 'VERSION:4.0']
  if (id) lines.push(UUID.test(id) ? `UID:urn:uuid:${id}` : `UID;VALUE=text:${escaped(id)}`)
  if (changedAt) lines.push(`REV:${changedAt.toISOString().replace(/[-:]|\.\d+/g, '')}`)
  lines.push(...whoLines(contact), ...listLines(contact))
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

/** Only where there is a choice is the first one marked. */
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

/** A URI is no text: its commas and semicolons stay. A backslash, which no URI holds, does not survive bare. */
const uri = (value: string) => value.replace(/\\/g, '\\\\').replace(/\r\n?|\n/g, '\\n')

const addressValue = ({ street, city, region, postalCode, country }: Address) =>
  compound(['', '', street, city, region, postalCode, country])
