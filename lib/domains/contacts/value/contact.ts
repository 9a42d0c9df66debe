// The Contact value: what one address book says about one person or company.
// Every field is always present; '' , null and [] mean "nothing said". Values stay as they were typed:
// canonical forms exist for comparing only (normalise.ts).
import { z } from 'zod'
import { isLastNameFirst } from '@/lib/domains/contacts/names/name-order'
import { folded } from '@/lib/domains/contacts/value/normalise'
import { shortened } from '@/lib/domains/contacts/value/storable'

/** A calendar date of which any part may be unknown: a birthday without a year is `{ year: null, month: 3, day: 12 }`. */
export interface PartialDate {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
}

/** One e-mail address, phone number or website. `label` is free text ("Work", "Beach house"); '' when there is none. */
export interface LabelledValue {
  readonly value: string
  readonly label: string
  /** Of a phone number: what the account itself makes of it, in E.164. For comparing only; ours has none. */
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
  /** Derived from the names (`kindOf`), never chosen: it follows whatever changes them. */
  readonly kind: ContactKind
  readonly prefix: string
  readonly firstName: string
  readonly middleName: string
  readonly lastName: string
  readonly suffix: string
  readonly nickname: string
  /** A company's own name when `kind` is 'company', else the person's employer. */
  readonly company: string
  readonly title: string
  readonly department: string
  /** Several lines, separated by \n. */
  readonly notes: string
  readonly birthday: PartialDate | null
  /** The first of each list is the one a person would use first; order carries no other meaning. */
  readonly emails: readonly LabelledValue[]
  readonly phones: readonly LabelledValue[]
  readonly websites: readonly LabelledValue[]
  readonly addresses: readonly Address[]
}

export const EMPTY_CONTACT: Contact = {
  kind: 'person',
  prefix: '',
  firstName: '',
  middleName: '',
  lastName: '',
  suffix: '',
  nickname: '',
  company: '',
  title: '',
  department: '',
  notes: '',
  birthday: null,
  emails: [],
  phones: [],
  websites: [],
  addresses: [],
}

const text = z.string()
const part = (least: number, most: number) => z.number().int().min(least).max(most).nullable()
const labelled = z.object({ value: text, label: text, canonical: text.optional() }).readonly()

/** Shape only, for what comes out of the database or another program. Limits for what people type: fields.ts. */
export const contactSchema: z.ZodType<Contact> = z.object({
  kind: z.enum(['person', 'company']),
  prefix: text,
  firstName: text,
  middleName: text,
  lastName: text,
  suffix: text,
  nickname: text,
  company: text,
  title: text,
  department: text,
  notes: text,
  birthday: z
    .object({ year: part(1, 9999), month: part(1, 12), day: part(1, 31) })
    .readonly()
    .nullable(),
  emails: z.array(labelled).readonly(),
  phones: z.array(labelled).readonly(),
  websites: z.array(labelled).readonly(),
  addresses: z
    .array(
      z
        .object({ street: text, city: text, region: text, postalCode: text, country: text, label: text })
        .readonly(),
    )
    .readonly(),
})

/** What to call a contact on a page: its name, else its company, nickname, or the first of its values; '' if it has none of these. */
export function displayName(contact: Contact): string {
  const { prefix, firstName, middleName, lastName, suffix } = contact
  const names = isLastNameFirst(contact)
    ? [lastName, firstName, middleName]
    : [firstName, middleName, lastName]
  const name = [prefix, ...names, suffix].filter(Boolean).join(' ')
  if (contact.kind === 'company' && contact.company) return contact.company
  return name || contact.company || contact.nickname || firstValue(contact)
}

/** What a contact without any name is called by: always on one line. */
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

/** Characters of a name that was never given as one. */
const MOST_NAME = 100
const EMPTY_ADDRESS: Address = { street: '', city: '', region: '', postalCode: '', country: '', label: '' }

const NAME_PARTS = ['prefix', 'firstName', 'middleName', 'lastName', 'suffix'] as const

/** The five parts of a person's name. */
export type NameParts = Pick<Contact, (typeof NAME_PARTS)[number]>

const joinedName = (name: NameParts) =>
  NAME_PARTS.map((part) => name[part])
    .filter(Boolean)
    .join(' ')

/** A company has a company's name and no name of its own, or once more that same name; everybody else is a person. */
export function kindOf(contact: NameParts & Pick<Contact, 'company'>): ContactKind {
  const name = folded(joinedName(contact))
  const company = folded(contact.company)
  return company !== '' && (name === '' || name === company) ? 'company' : 'person'
}

/** The contact with the kind that its names make it. */
export function withKind(contact: Contact): Contact {
  const kind = kindOf(contact)
  return kind === contact.kind ? contact : { ...contact, kind }
}

/** For readers: as `withKind`, and a company's name that a program wrote into the parts of the name as well is said once. */
export function identified(contact: Contact): Contact {
  const known = withKind(contact)
  if (known.kind === 'person' || joinedName(known) === '') return known
  return { ...known, ...Object.fromEntries(NAME_PARTS.map((part) => [part, ''])) }
}
