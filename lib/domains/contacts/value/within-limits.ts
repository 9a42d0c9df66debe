// Brings a contact from a file within the limits. What does not fit is left out and named; the rest of the contact is kept.

import {
  type ImportProblem,
  type ImportResult,
  lost,
  type ReadContact,
} from '@/lib/domains/contacts/files/import-result'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { FIELDS, LIST_FIELDS, type ListEntry, type ListField } from '@/lib/domains/contacts/value/fields'
import { checkContact, emailFault, type Fault, isUnnamed } from '@/lib/domains/contacts/value/limits'
import { shortened } from '@/lib/domains/text/storable'

/** The most faults that are listed: one contact may have thousands, and nobody reads them all. */
const FEW = 20

function fewOf(messages: readonly string[]): readonly string[] {
  if (messages.length <= FEW) return messages
  return [...messages.slice(0, FEW), `There are ${messages.length - FEW} more like these.`]
}

export function withinLimits({ contacts, problems }: ImportResult): ImportResult {
  const kept: ReadContact[] = []
  const more: ImportProblem[] = []
  for (const read of contacts) {
    const { contact, left, faults } = fitting(read.contact)
    if (faults.length > 0) {
      const reasons = [
        ...fewOf([...left, ...faults.map(({ message }) => message)]),
        'The contact was not imported.',
      ]
      more.push(lost(read.line, reasons.join(' ')))
      continue
    }
    kept.push(left.length > 0 ? { ...read, contact } : read)
    for (const reason of fewOf(left))
      more.push({ line: read.line, reason: `${reason} The contact is imported without it.` })
  }
  if (more.length === 0) return { contacts, problems }
  return { contacts: kept, problems: [...problems, ...more].sort((a, b) => a.line - b.line) }
}

interface Fitting {
  readonly contact: Contact
  /** What was left out, in words. */
  readonly left: readonly string[]
  /** Faults of the rest: it cannot be saved. */
  readonly faults: readonly Fault[]
}

function fitting(read: Contact): Fitting {
  const notEmails = read.emails.map(({ value }) => emailFault(value))
  const named = { ...read, emails: read.emails.filter((_, at) => notEmails[at] === null) }
  const counted = LIST_FIELDS.map((field) => [field, named[field].slice(0, FIELDS[field].maxItems)] as const)
  const faults = checkContact({ ...named, ...Object.fromEntries(counted) })
  const contact = faults.reduceRight(without, { ...named, ...Object.fromEntries(counted) })
  const left = [
    ...notEmails.filter((fault) => fault !== null),
    ...LIST_FIELDS.flatMap((field) => surplus(field, named[field])),
    ...faults.filter((fault) => !isUnnamed(fault)).map(({ message }) => message),
  ]
  return { contact, left, faults: checkContact(contact) }
}

function without(contact: Contact, fault: Fault): Contact {
  const { field, entry } = fault
  if (isUnnamed(fault)) return contact
  if (entry !== null)
    return { ...contact, [field]: (contact[field] as readonly ListEntry[]).toSpliced(entry, 1) }
  return { ...contact, [field]: field === 'birthday' ? null : '' }
}

function surplus(field: ListField, entries: readonly ListEntry[]): readonly string[] {
  const { label, maxItems } = FIELDS[field]
  const over = entries.slice(maxItems)
  if (over.length === 0) return []
  const names = over.slice(0, FEW).map((entry) => `“${shortened(nameOf(entry), 60)}”`)
  const rest = over.length > FEW ? ` and ${over.length - FEW} more` : ''
  return [
    `${label}: ${entries.length} entries; at most ${maxItems} are allowed. Left out: ${names.join(', ')}${rest}.`,
  ]
}

const nameOf = (entry: ListEntry) =>
  'value' in entry ? entry.value : [entry.street, entry.city].filter(Boolean).join(', ').replace(/\s+/g, ' ')
