// The table of synced fields: the label, shape and limits of each.
import type { Contact } from '@/lib/domains/contacts/value/contact'

export type FieldName = Exclude<keyof Contact, 'kind'>
export type ListField = { [F in FieldName]: Contact[F] extends readonly unknown[] ? F : never }[FieldName]
export type SingleField = Exclude<FieldName, ListField>
export type TextField = { [F in SingleField]: Contact[F] extends string ? F : never }[SingleField]

/** The shape of a field: one text, one date, a list of labelled values or a list of postal addresses. */
type Shape = 'text' | 'date' | 'labelled' | 'address'

interface FieldRow {
  /** As shown on the form and in the preview. */
  readonly label: string
  readonly shape: Shape
  readonly many: boolean
  /** Characters of a single value, or of each part of an entry. */
  readonly maxLength: number
  /** Entries of a list; 1 for a single field. */
  readonly maxItems: number
  /** For text fields: whether the search box looks in it. */
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
/** The number that Google's list calls return for each; each side's own limits may be lower. */
const MOST_ENTRIES = 100
const list = (label: string, shape: Shape = 'labelled'): FieldRow =>
  single(label, { shape, many: true, maxItems: MOST_ENTRIES })

/** In the order of the form. A Contact field that is missing in this table does not compile. */
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

/** The entries of a contact's four lists. */
export type ListEntry = Contact[ListField][number]
