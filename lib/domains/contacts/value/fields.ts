// The one table of synced fields: what each is called, whether it holds one value or many, and how much it may hold.
import type { Contact } from '@/lib/domains/contacts/value/contact'

export type SingleField =
  | 'prefix'
  | 'firstName'
  | 'middleName'
  | 'lastName'
  | 'suffix'
  | 'nickname'
  | 'company'
  | 'title'
  | 'department'
  | 'notes'
  | 'birthday'
export type ListField = 'emails' | 'phones' | 'websites' | 'addresses'
export type FieldName = SingleField | ListField

interface FieldRow {
  /** As on the form and in the preview. */
  readonly label: string
  readonly many: boolean
  /** Characters of a single value, or of each part of an entry. */
  readonly maxLength: number
  /** Entries of a list; 1 for a single field. */
  readonly maxItems: number
}

const single = (label: string, maxLength = 1024): FieldRow => ({
  label,
  many: false,
  maxLength,
  maxItems: 1,
})
/** What Google lists of each; other limits are those of the side that has them. */
const MOST_ENTRIES = 100
const list = (label: string): FieldRow => ({ label, many: true, maxLength: 1024, maxItems: MOST_ENTRIES })

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
  birthday: single('Birthday'),
  emails: list('Email'),
  phones: list('Phone'),
  websites: list('Website'),
  addresses: list('Address'),
  notes: single('Notes', 32_000),
}

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[]
export const SINGLE_FIELDS = FIELD_NAMES.filter((name): name is SingleField => !FIELDS[name].many)
export const LIST_FIELDS = FIELD_NAMES.filter((name): name is ListField => FIELDS[name].many)

/** The four lists of a contact hold entries of these types. */
export type ListEntry = Contact[ListField][number]
