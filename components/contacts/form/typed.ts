// What a person typed into the contact form, before it is a contact. Nothing is lost on the way there and back: what cannot
// be understood stays as it was typed, with a fault beside it. Pure.
import { birthdayText, parseBirthday } from '@/lib/domains/contacts/text/birthday-text'
import type {
  Address,
  Contact,
  ContactKind,
  LabelledValue,
  PartialDate,
} from '@/lib/domains/contacts/value/contact'
import { TEXT_FIELDS, type TextField } from '@/lib/domains/contacts/value/fields'
import { checkContact, type Fault } from '@/lib/domains/contacts/value/limits'

/** A contact whose birthday is still the text of its field. */
export type Typed = Omit<Contact, 'birthday'> & { readonly birthday: string }

export const ADDRESS_PARTS = ['street', 'city', 'region', 'postalCode', 'country'] as const

export function typedOf(contact: Contact): Typed {
  return { ...contact, birthday: contact.birthday ? birthdayText(contact.birthday) : '' }
}

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

export type Understood =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }

export function understand(typed: Typed): Understood {
  const typedBirthday = typed.birthday.trim()
  const birthday: PartialDate | null = typedBirthday ? parseBirthday(typedBirthday) : null
  const contact: Contact = { ...typed, birthday }
  const unread: readonly Fault[] =
    typedBirthday && !birthday ? [{ field: 'birthday', entry: null, message: UNREAD_BIRTHDAY }] : []
  const faults = [...checkContact(contact), ...unread]
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'contact', contact }
}

const UNREAD_BIRTHDAY =
  'Birthday is not a valid date. Enter it like 1980-03-12 or 12 March 1980; the year is optional.'
