// Writes contacts as Google's contact CSV (with its heading since 2024), so that readGoogleCsv returns the same contacts. Cells that a
// spreadsheet program would treat as formulas get an apostrophe in front.

import { guarded } from '@/lib/domains/contacts/text/spreadsheet'
import type { Contact, LabelledValue, PartialDate } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS, type ListField } from '@/lib/domains/contacts/value/fields'

/** The number of columns for each list: that of the contact with the most entries. */
export type ListCounts = Readonly<Record<ListField, number>>

export const NO_COUNTS: ListCounts = { emails: 0, phones: 0, websites: 0, addresses: 0 }

/** The counts including one more contact. */
export const countedWith = (counts: ListCounts, contact: Contact): ListCounts =>
  Object.fromEntries(
    LIST_FIELDS.map((field) => [field, Math.max(counts[field], contact[field].length)]),
  ) as Record<ListField, number>

const SINGLE: readonly (readonly [string, (contact: Contact, tags: readonly string[]) => string])[] = [
  ['First Name', ({ firstName }) => firstName],
  ['Middle Name', ({ middleName }) => middleName],
  ['Last Name', ({ lastName }) => lastName],
  ['Name Prefix', ({ prefix }) => prefix],
  ['Name Suffix', ({ suffix }) => suffix],
  ['Nickname', ({ nickname }) => nickname],
  ['Organization Name', ({ company }) => company],
  ['Organization Title', ({ title }) => title],
  ['Organization Department', ({ department }) => department],
  ['Birthday', ({ birthday }) => (birthday ? dateText(birthday) : '')],
  ['Notes', ({ notes }) => notes],
  ['Labels', (_, tags) => [...tags, '* myContacts'].join(' ::: ')],
]
const STEMS = { emails: 'E-mail', phones: 'Phone', websites: 'Website' } as const
const ADDRESS_COLUMNS = ['Label', 'Street', 'City', 'Region', 'Postal Code', 'Country']

export function csvHeading(counts: ListCounts): string {
  const lists = LIST_FIELDS.flatMap((field) =>
    Array.from({ length: counts[field] }, (_, at) =>
      field === 'addresses'
        ? ADDRESS_COLUMNS.map((part) => `Address ${at + 1} - ${part}`)
        : [`${STEMS[field]} ${at + 1} - Label`, `${STEMS[field]} ${at + 1} - Value`],
    ),
  )
  return lineOf([...SINGLE.map(([name]) => name), ...lists.flat()])
}

export function csvRow(contact: Contact, counts: ListCounts, tags: readonly string[] = []): string {
  const lists = LIST_FIELDS.flatMap((field) =>
    Array.from({ length: counts[field] }, (_, at) => entryCells(contact, field, at)),
  )
  return lineOf([...SINGLE.map(([, cell]) => cell(contact, tags)), ...lists.flat()].map(guarded))
}

function entryCells(contact: Contact, field: ListField, at: number): readonly string[] {
  if (field !== 'addresses') return valueCells(contact[field][at])
  const address = contact.addresses[at]
  if (!address) return ADDRESS_COLUMNS.map(() => '')
  return [address.label, address.street, address.city, address.region, address.postalCode, address.country]
}

const valueCells = (entry: LabelledValue | undefined) => (entry ? [entry.label, entry.value] : ['', ''])

/** As Google writes dates: `1985-03-12`, ` --03-12`; our own forms for less than a day. */
function dateText({ year, month, day }: PartialDate): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const known = [month, day].flatMap((part) => (part === null ? [] : [two(part)]))
  return [year === null ? '-' : String(year).padStart(4, '0'), ...known].join('-')
}

const lineOf = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`
const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
