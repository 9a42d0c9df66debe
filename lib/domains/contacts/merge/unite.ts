// One contact from several of the same person. Nothing is lost: lists are united, blanks are filled, and a value that has no place of its
// own is written into the notes. Pure.
import { birthdayText } from '@/lib/domains/contacts/text/birthday-text'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import {
  FIELDS,
  LIST_FIELDS,
  type ListEntry,
  type ListField,
  SINGLE_FIELDS,
  type SingleField,
} from '@/lib/domains/contacts/value/fields'
import { keysAmong, spelled } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'

/** The first contact is the survivor: where single values differ, its own stays, and of the others the earlier one. */
export function unite(contacts: readonly [Contact, ...Contact[]], region: Region = null): Contact {
  const [survivor] = contacts
  const keyOf = keysAmong(contacts, region)
  const lists = LIST_FIELDS.map((field) => [field, unitedList(field, contacts, keyOf)] as const)
  const singles = SINGLE_FIELDS.filter((field) => field !== 'notes').map(
    (field) => [field, contacts.map((one) => one[field]).find(says) ?? survivor[field]] as const,
  )
  const united: Contact = { ...survivor, ...Object.fromEntries([...singles, ...lists]) }
  return { ...united, notes: unitedNotes(contacts, united) }
}

const says = (value: Contact[SingleField]): boolean =>
  typeof value === 'string' ? value.trim() !== '' : value !== null

const textOf = (contact: Contact, field: SingleField): string => {
  const value = contact[field]
  if (value === null) return ''
  return typeof value === 'string' ? value.trim() : birthdayText(value)
}

/** Entries with one key are one entry: the first, with the first label that says anything. */
function unitedList(
  field: ListField,
  contacts: readonly Contact[],
  keyOf: (field: ListField, entry: ListEntry) => string,
): readonly ListEntry[] {
  const entries = new Map<string, ListEntry>()
  for (const entry of contacts.flatMap((one): readonly ListEntry[] => one[field])) {
    const key = keyOf(field, entry)
    const known = entries.get(key)
    if (!known) entries.set(key, entry)
    else if (known.label.trim() === '') entries.set(key, { ...known, label: entry.label })
  }
  return [...entries.values()]
}

/** All different notes, then a line for each value that another contact had in a field that holds one. */
function unitedNotes(contacts: readonly Contact[], united: Contact): string {
  const notes = distinct(contacts.map(({ notes: text }) => spelled(text)))
  const lines = SINGLE_FIELDS.filter((field) => field !== 'notes').flatMap((field) => {
    const kept = folded(textOf(united, field))
    return distinct(contacts.map((one) => textOf(one, field)))
      .filter((text) => folded(text) !== kept)
      .map((text) => `Other ${FIELDS[field].label.toLowerCase()}: ${text}`)
  })
  return [...notes, lines.join('\n')].filter(Boolean).join('\n\n')
}

const distinct = (texts: readonly string[]): readonly string[] => [
  ...new Map(texts.filter(Boolean).map((text) => [folded(text), text])).values(),
]
