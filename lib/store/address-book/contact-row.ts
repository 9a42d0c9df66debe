// Converts a contact to a database row and back. One column stores the value unchanged; the columns for lists and search are derived from
// it.
import { companyKey } from '@/lib/domains/contacts/companies/company-name'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, storedContact, withKind } from '@/lib/domains/contacts/value/contact'
import { searchText, sortKey } from '@/lib/domains/contacts/value/find'
import { storable } from '@/lib/domains/text/storable'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import { toJson } from './values'

export const contactFromRow = ({ value }: Pick<ContactRow, 'value'>): Contact =>
  withKind(storedContact(value as Partial<Contact>))

/** The contact as it is stored: its kind follows from its names, and the database can store all its text. */
export const asKept = (contact: Contact): Contact => withKind(storable(contact))

/**
 * The columns of a contact: its value, and those derived from it. Pass the contact through `asKept` first: the derived columns cut text.
 */
export const contactColumns = (contact: Contact) => ({
  value: toJson(contact),
  sortKey: sortKey(contact),
  search: searchText(contact),
  companyKey: companyKey(contact.company),
})

/** The columns of a contact that the engine needs. */
export type StoredContact = Pick<ContactRow, 'id' | 'version' | 'value' | 'deletedAt' | 'updatedAt'>

export const itemOfContact = (row: StoredContact): Item => ({
  id: row.id,
  version: String(row.version),
  value: contactFromRow(row),
  deleted: row.deletedAt !== null,
  key: null,
  changedAt: row.updatedAt,
})
