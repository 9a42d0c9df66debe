// What a person typed into the contact form, before it is a contact. Nothing is lost on the way there and back: what cannot
// be understood stays as it was typed, with a fault beside it (understand.ts, on the server). Pure.
import type { Address, Contact, ContactKind, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { TEXT_FIELDS, type TextField } from '@/lib/domains/contacts/value/fields'
import type { Fault } from '@/lib/domains/contacts/value/limits'

/** A contact whose birthday is still the text of its field, and its tags with commas between them. */
export type Typed = Omit<Contact, 'birthday'> & { readonly birthday: string; readonly tags: string }

export const ADDRESS_PARTS = ['street', 'city', 'region', 'postalCode', 'country'] as const

/** Browsers send lines as \r\n, whatever was typed. */
const text = (value: FormDataEntryValue | undefined | null) =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : ''

/** Rows that were left blank as a whole were not meant. */
export function readTyped(form: FormData): Typed {
  const single = Object.fromEntries(TEXT_FIELDS.map((field) => [field, text(form.get(field))]))
  const kind: ContactKind = form.get('kind') === 'company' ? 'company' : 'person'
  return {
    ...(single as Record<TextField, string>),
    kind,
    birthday: text(form.get('birthday')),
    tags: text(form.get('tags')),
    emails: rows(form, 'emails', ['value', 'label']) as readonly LabelledValue[],
    phones: rows(form, 'phones', ['value', 'label']) as readonly LabelledValue[],
    websites: rows(form, 'websites', ['value', 'label']) as readonly LabelledValue[],
    addresses: rows(form, 'addresses', [...ADDRESS_PARTS, 'label']) as readonly Address[],
  }
}

/** Each row sends all of its parts, so the nth of each name belong together. */
function rows(form: FormData, list: string, parts: readonly string[]): readonly object[] {
  const columns = parts.map((part) => form.getAll(`${list}.${part}`).map(text))
  const [first = []] = columns
  return first
    .map((_, at) => Object.fromEntries(parts.map((part, column) => [part, columns[column]?.[at] ?? ''])))
    .filter((row) => Object.values(row).some((value) => value.trim() !== ''))
}

/** A fault of the contact, or of its tags. */
export type FormFault = Omit<Fault, 'field'> & { readonly field: Fault['field'] | 'tags' }
