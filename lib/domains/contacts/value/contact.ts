// The Contact value: one address book's data about one person or company.
// Every field is always present; '', null and [] mean "empty". Values stay as they were typed;
// canonical forms are only for comparison (normalise.ts).
import { z } from 'zod'
import { isLastNameFirst } from '@/lib/domains/contacts/names/name-order'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import { folded } from '@/lib/domains/text/folded'
import { shortened } from '@/lib/domains/text/storable'

/** A calendar date with optional parts: a birthday without a year is `{ year: null, month: 3, day: 12 }`. */
export interface PartialDate {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
}

/** One email address, phone number or website. `label` is free text ("Work", "Beach house"); '' if there is none. */
export interface LabelledValue {
  readonly value: string
  readonly label: string
  /** For a phone number: the account's own E.164 form, for comparison only. Our side has none. */
  readonly canonical?: string | undefined
}

export interface Address {
  readonly street: string
  readonly city: string
  readonly region: string
  readonly postalCode: string
  readonly country: string
  readonly label: string
}

export type ContactKind = 'person' | 'company'

export interface Contact {
  /** Derived from the names (`kindOf`), never chosen: it changes with them. */
  readonly kind: ContactKind
  readonly prefix: string
  readonly firstName: string
  readonly middleName: string
  readonly lastName: string
  readonly suffix: string
  readonly nickname: string
  /** A company's own name if `kind` is 'company', otherwise the person's employer. */
  readonly company: string
  readonly title: string
  readonly department: string
  /** Several lines, separated by \n. */
  readonly notes: string
  readonly birthday: PartialDate | null
  /** The first entry of each list is the preferred one; order has no other meaning. */
  readonly emails: readonly LabelledValue[]
  readonly phones: readonly LabelledValue[]
  readonly websites: readonly LabelledValue[]
  readonly addresses: readonly Address[]
}

/** The empty value of a field, by its shape in the table of fields. */
const BLANKS = { text: '', date: null, labelled: [], address: [] } as const

const fields = Object.entries(FIELDS)

export const EMPTY_CONTACT = {
  kind: 'person',
  ...Object.fromEntries(fields.map(([name, { shape }]) => [name, BLANKS[shape]])),
} as unknown as Contact

/** A contact from the database. Fields that were added later are empty. */
export const storedContact = (stored: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, ...stored })

const text = z.string()
const part = (least: number, most: number) => z.number().int().min(least).max(most).nullable()
const SCHEMAS = {
  text,
  date: z
    .object({ year: part(1, 9999), month: part(1, 12), day: part(1, 31) })
    .readonly()
    .nullable(),
  labelled: z.array(z.object({ value: text, label: text, canonical: text.optional() }).readonly()).readonly(),
  address: z
    .array(
      z
        .object({ street: text, city: text, region: text, postalCode: text, country: text, label: text })
        .readonly(),
    )
    .readonly(),
}

/** Checks the shape only, for data from the database or another program. fields.ts has the limits for what people type. */
export const contactSchema = z.object({
  kind: z.enum(['person', 'company']),
  ...Object.fromEntries(fields.map(([name, { shape }]) => [name, SCHEMAS[shape]])),
}) as unknown as z.ZodType<Contact>

/** The name of a contact on a page: its name, otherwise its company, nickname or first value; '' if it has none of these. */
export function displayName(contact: Contact): string {
  const { prefix, firstName, middleName, lastName, suffix } = contact
  const names = isLastNameFirst(contact)
    ? [lastName, firstName, middleName]
    : [firstName, middleName, lastName]
  const name = [prefix, ...names, suffix].filter(Boolean).join(' ')
  if (contact.kind === 'company' && contact.company) return contact.company
  return name || contact.company || contact.nickname || firstValue(contact)
}

/** What a contact without a name is called; always one line. */
export function firstValue(contact: Contact): string {
  const { emails, phones, websites, addresses, title, department, notes } = contact
  const { street, city, region, postalCode, country } = addresses[0] ?? EMPTY_ADDRESS
  const values = [emails, phones, websites].map((list) => list[0]?.value ?? '')
  const [first = ''] = [
    ...values,
    street,
    city,
    region,
    postalCode,
    country,
    title,
    department,
    notes,
  ].filter(Boolean)
  return shortened(first.split('\n', 1)[0]?.trim() ?? '', MOST_NAME)
}

/** The most characters of a text that replaces a missing name. */
const MOST_NAME = 100
const EMPTY_ADDRESS: Address = { street: '', city: '', region: '', postalCode: '', country: '', label: '' }

const NAME_PARTS = ['prefix', 'firstName', 'middleName', 'lastName', 'suffix'] as const

/** The five parts of a person's name. */
export type NameParts = Pick<Contact, (typeof NAME_PARTS)[number]>

/** Whether this field decides if a contact is a person or a company. */
export const isNaming = (field: string): boolean =>
  field === 'company' || (NAME_PARTS as readonly string[]).includes(field)

const joinedName = (name: NameParts) =>
  NAME_PARTS.map((part) => name[part])
    .filter(Boolean)
    .join(' ')

/** A company has a company name and no personal name, or the same text in both; every other contact is a person. */
export function kindOf(contact: NameParts & Pick<Contact, 'company'>): ContactKind {
  const name = folded(joinedName(contact))
  const company = folded(contact.company)
  return company !== '' && (name === '' || name === company) ? 'company' : 'person'
}

/** The contact with the kind that follows from its names. */
export function withKind(contact: Contact): Contact {
  const kind = kindOf(contact)
  return kind === contact.kind ? contact : { ...contact, kind }
}

/** Like `withKind`, and removes a company's name from the name parts if it is there too. */
export function identified(contact: Contact): Contact {
  const known = withKind(contact)
  if (known.kind === 'person' || joinedName(known) === '') return known
  return { ...known, ...Object.fromEntries(NAME_PARTS.map((part) => [part, ''])) }
}
