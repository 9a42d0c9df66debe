// A contact as a row of the database and back. The value is one column, kept as it is; what lists and searches need is derived from it.
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, storedContact, withKind } from '@/lib/domains/contacts/value/contact'
import { searchText, sortKey } from '@/lib/domains/contacts/value/find'
import { storable } from '@/lib/domains/contacts/value/storable'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import { toJson } from './values'

export const contactFromRow = ({ value }: Pick<ContactRow, 'value'>): Contact =>
  withKind(storedContact(value as Partial<Contact>))

/** A contact as it is kept: its kind follows its names, and the database can hold every text of it. */
export const asKept = (contact: Contact): Contact => withKind(storable(contact))

/** The columns of a contact: its value, and the two derived from it. Pass it through `asKept` first: the derived ones cut texts. */
export const contactColumns = (contact: Contact) => ({
  value: toJson(contact),
  sortKey: sortKey(contact),
  search: searchText(contact),
})

export const itemOfContact = (
  row: Pick<ContactRow, 'id' | 'version' | 'value' | 'deletedAt' | 'updatedAt'>,
): Item => ({
  id: row.id,
  version: String(row.version),
  value: contactFromRow(row),
  deleted: row.deletedAt !== null,
  key: null,
  changedAt: row.updatedAt,
})
