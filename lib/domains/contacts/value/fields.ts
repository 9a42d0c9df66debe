// The one table of synced fields: what each is called, whether it holds one value or many, and how much it may hold.
import type { Contact } from '@/lib/domains/contacts/value/contact'

export type FieldName = Exclude<keyof Contact, 'kind'>
export type ListField = { [F in FieldName]: Contact[F] extends readonly unknown[] ? F : never }[FieldName]
export type SingleField = Exclude<FieldName, ListField>
export type TextField = { [F in SingleField]: Contact[F] extends string ? F : never }[SingleField]

/** What a field holds: one text, one date, or a list of values with labels or of postal addresses. */
type Shape = 'text' | 'date' | 'labelled' | 'address'

interface FieldRow {
  /** As on the form and in the preview. */
  readonly label: string
  readonly shape: Shape
  readonly many: boolean
  /** Characters of a single value, or of each part of an entry. */
  readonly maxLength: number
  /** Entries of a list; 1 for a single field. */
  readonly maxItems: number
  /** Of a text: the search box looks in it. */
  readonly searched: boolean
}

const single = (label: string, more: Partial<FieldRow> = {}): FieldRow => ({
  label,
  shape: 'text',
  many: false,
  maxLength: 1024,
  maxItems: 1,
  searched: true,
  ...more,
})
/** What Google lists of each; other limits are those of the side that has them. */
const MOST_ENTRIES = 100
const list = (label: string, shape: Shape = 'labelled'): FieldRow =>
  single(label, { shape, many: true, maxItems: MOST_ENTRIES })

/** In the order of the form. A field that a Contact has and this table lacks does not compile. */
export const FIELDS: Readonly<Record<FieldName, FieldRow>> = {
  prefix: single('Prefix'),
  firstName: single('First name'),
  middleName: single('Middle name'),
  lastName: single('Last name'),
  suffix: single('Suffix'),
  nickname: single('Nickname'),
  company: single('Company'),
  title: single('Title'),
  department: single('Department'),
  birthday: single('Birthday', { shape: 'date' }),
  emails: list('Email'),
  phones: list('Phone'),
  websites: list('Website'),
  addresses: list('Address', 'address'),
  notes: single('Notes', { maxLength: 32_000, searched: false }),
}

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[]
export const SINGLE_FIELDS = FIELD_NAMES.filter((name): name is SingleField => !FIELDS[name].many)
export const TEXT_FIELDS = FIELD_NAMES.filter((name): name is TextField => FIELDS[name].shape === 'text')
export const LIST_FIELDS = FIELD_NAMES.filter((name): name is ListField => FIELDS[name].many)

/** The four lists of a contact hold entries of these types. */
export type ListEntry = Contact[ListField][number]
