// Validates a contact before it is saved: in the form as people type, and in the import. Each message says what to do. The limits are
// those of fields.ts.

import { isPossible } from '@/lib/domains/contacts/text/partial-date'
import type { Address, Contact, LabelledValue, PartialDate } from '@/lib/domains/contacts/value/contact'
import {
  FIELDS,
  type FieldName,
  LIST_FIELDS,
  type ListEntry,
  type ListField,
  SINGLE_FIELDS,
} from '@/lib/domains/contacts/value/fields'
import { shortened, storableText } from '@/lib/domains/text/storable'

export interface Fault {
  readonly field: FieldName
  /** The index of the list entry, from 0; null for a single field or for the list as a whole. */
  readonly entry: number | null
  readonly message: string
}

/** Empty if the contact can be saved as it is. */
export function checkContact(contact: Contact): readonly Fault[] {
  return [
    ...nameFaults(contact),
    ...SINGLE_FIELDS.flatMap((field) => singleFaults(field, contact[field])),
    ...LIST_FIELDS.flatMap((field) => listFaults(field, contact[field])),
  ]
}

const COMPANY_UNNAMED = 'A company needs a name. Fill in Company.'
const PERSON_UNNAMED = 'A person needs a name, a company, an email or a phone. Fill in at least one of them.'

/** Whether the fault is that the contact has no name at all, which is no fault of one field's value. */
export const isUnnamed = ({ message }: Fault): boolean =>
  message === COMPANY_UNNAMED || message === PERSON_UNNAMED

function nameFaults(contact: Contact): readonly Fault[] {
  const { kind, prefix, firstName, middleName, lastName, suffix, company, ...others } = contact
  const says = (value: string | PartialDate | null | readonly ListEntry[]) =>
    typeof value === 'string'
      ? value.trim() !== ''
      : value !== null && !(Array.isArray(value) && value.length === 0)
  if ([prefix, firstName, middleName, lastName, suffix, company].some(says)) return []
  if (kind === 'company') {
    return [{ field: 'company', entry: null, message: COMPANY_UNNAMED }]
  }
  if (Object.values(others).some(says)) return []
  return [{ field: 'firstName', entry: null, message: PERSON_UNNAMED }]
}

function singleFaults(field: FieldName, value: string | PartialDate | null): readonly Fault[] {
  if (value === null) return []
  const message = typeof value === 'string' ? textFault(FIELDS[field].label, field, value) : dateFault(value)
  return message === null ? [] : [{ field, entry: null, message }]
}

function textFault(name: string, field: FieldName, text: string): string | null {
  const most = FIELDS[field].maxLength
  if (text.length > most) {
    return `${name} has ${number(text.length)} characters; at most ${number(most)} are allowed. Shorten it.`
  }
  if (storableText(text) !== text) return `${name} contains a character that cannot be stored. Type it again.`
  return null
}

const number = (count: number) => count.toLocaleString('en-US')

function dateFault(date: PartialDate): string | null {
  if (isPossible(date)) return null
  if (date.day !== null && date.month === null) return 'Birthday has a day but no month. Choose the month.'
  if (date.year !== null && (date.year < 1 || date.year > 9999)) {
    return 'Birthday has a year that is not in the calendar. Correct the year, or leave it empty.'
  }
  return 'Birthday is not a date in the calendar. Correct the day or the month.'
}

function listFaults(field: ListField, entries: readonly ListEntry[]): readonly Fault[] {
  const { label, maxItems } = FIELDS[field]
  const faults: Fault[] = []
  if (entries.length > maxItems) {
    const message = `${label}: at most ${maxItems} entries are allowed, and this is number ${maxItems + 1} of ${entries.length}. Remove ${entries.length - maxItems}.`
    faults.push({ field, entry: maxItems, message })
  }
  for (const [entry, filled] of entries.entries()) {
    const message = 'value' in filled ? valueFault(field, filled) : addressFault(filled)
    if (message !== null) faults.push({ field, entry, message })
  }
  return faults
}

function valueFault(field: ListField, { value, label }: LabelledValue): string | null {
  const name = FIELDS[field].label
  if (value.trim() === '') return `${name} is empty. Fill it in or remove the row.`
  const long = textFault(name, field, value) ?? textFault(`Label of ${name}`, field, label)
  return long ?? (field === 'emails' ? emailFault(value) : null)
}

/** Rejects only what cannot be an address: no rule can tell whether an address exists. */
export function emailFault(value: string): string | null {
  const text = value.trim()
  const shown = shortened(text, 60)
  const at = text.lastIndexOf('@')
  if (at < 1 || at === text.length - 1) {
    return `“${shown}” is not an email address. Write it like name@example.com, or remove it.`
  }
  const name = text.slice(0, at)
  const quoted = name.length > 2 && name.startsWith('"') && name.endsWith('"')
  if (/[\s,;<>]/.test(text.slice(at)) || (!quoted && /[\s,;<>@]/.test(name))) {
    return `“${shown}” is not one email address. Enter one address per row, without other text.`
  }
  return null
}

function addressFault(address: Address): string | null {
  const { label, ...parts } = address
  if (Object.values(parts).every((part) => part.trim() === '')) {
    return 'Address is empty. Fill it in or remove it.'
  }
  const named = [
    ['Street', address.street],
    ['City', address.city],
    ['Region', address.region],
    ['Postal code', address.postalCode],
    ['Country', address.country],
    ['Label of Address', label],
  ] as const
  return (
    named.map(([name, part]) => textFault(name, 'addresses', part)).find((message) => message !== null) ??
    null
  )
}
