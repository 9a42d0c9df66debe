// A contact as a row of the database and back. Values are kept as they are.
import { type Contact, kindOf, withKind } from '@/lib/domains/contacts/value/contact'
import { searchText, sortKey } from '@/lib/domains/contacts/value/find'
import { storable } from '@/lib/domains/contacts/value/storable'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'

/** What contactFromRow needs of a row. */
export type ContactFields = Pick<
  ContactRow,
  | 'kind'
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
  | 'birthYear'
  | 'birthMonth'
  | 'birthDay'
  | 'emails'
  | 'phones'
  | 'websites'
  | 'addresses'
>

export function contactFromRow(row: ContactFields): Contact {
  const { prefix, firstName, middleName, lastName, suffix } = row
  const { nickname, company, title, department, notes } = row
  const { birthYear: year, birthMonth: month, birthDay: day } = row
  const birthday = year === null && month === null && day === null ? null : { year, month, day }
  return {
    kind: kindOf(row),
    prefix,
    firstName,
    middleName,
    lastName,
    suffix,
    nickname,
    company,
    title,
    department,
    notes,
    birthday,
    emails: row.emails as unknown as Contact['emails'],
    phones: row.phones as unknown as Contact['phones'],
    websites: row.websites as unknown as Contact['websites'],
    addresses: row.addresses as unknown as Contact['addresses'],
  }
}

/** A contact as it is kept: its kind follows its names, and the database can hold every text of it. */
export const asKept = (contact: Contact): Contact => withKind(storable(contact))

/** The columns of a contact, with the two derived ones. Pass it through `asKept` first: the derived ones cut texts. */
export function contactColumns(contact: Contact) {
  const { birthday, emails, phones, websites, addresses, ...texts } = contact
  return {
    ...texts,
    birthYear: birthday?.year ?? null,
    birthMonth: birthday?.month ?? null,
    birthDay: birthday?.day ?? null,
    emails: [...emails].map((entry) => ({ ...entry })),
    phones: [...phones].map((entry) => ({ ...entry })),
    websites: [...websites].map((entry) => ({ ...entry })),
    addresses: [...addresses].map((entry) => ({ ...entry })),
    sortKey: sortKey(contact),
    search: searchText(contact),
  }
}
