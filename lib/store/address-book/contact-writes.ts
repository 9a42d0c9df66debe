// Writes many contacts at once, each with its history (lib/store/collections/writes.ts).
import type { Contact } from '@/lib/domains/contacts/value/contact'
import {
  deleteRows,
  type ItemTable,
  insertRows,
  type RowDeletion,
  updateRows,
} from '@/lib/store/collections/writes'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { isTied } from '@/lib/store/matters/of-contacts'
import { contactColumns } from './contact-row'
import type { By } from './contacts'

const CONTACTS: ItemTable = {
  items: 'Contact',
  edits: 'ContactEdit',
  editOf: 'contactId',
  ofActions: true,
  created: { value: 'jsonb', sortKey: 'text', search: 'text', companyKey: 'text', ownerId: 'uuid' },
  updated: ['value', 'sortKey', 'search', 'companyKey'],
  mayCreate: (firmId) =>
    Prisma.sql`not exists (select from "Erasure" x where x."firmId" = ${firmId}::uuid and x."contactId" = given.id)`,
  mayDelete: (firmId) => Prisma.sql`not ${isTied(firmId, Prisma.sql`c.id`)}`,
}

/** Values must come from `asKept`. */
export interface NewContact {
  readonly id: string
  readonly contact: Contact
  readonly by: By
}

export interface ContactUpdate {
  readonly id: string
  /** The expected version; a contact with another version is not changed. */
  readonly version: number
  /** Null: the contact was deleted and is restored. */
  readonly from: Contact | null
  readonly to: Contact
  readonly by: By
}

/** Skips ids that exist already and ids of erased contacts. Returns the inserted contacts. */
export const insertContacts = (tx: Tx, firmId: string, contacts: readonly NewContact[]) =>
  insertRows(
    tx,
    firmId,
    CONTACTS,
    contacts.map(({ contact, ...one }) => ({
      ...one,
      columns: { ...contactColumns(contact), ownerId: one.by.ownerId ?? null },
    })),
  )

/** Skips contacts with another version, and those whose value already is `to`. Returns the updated contacts. */
export const updateContacts = (tx: Tx, firmId: string, updates: readonly ContactUpdate[]) =>
  updateRows(
    tx,
    firmId,
    CONTACTS,
    updates.map(({ to, ...one }) => ({ ...one, columns: contactColumns(to) })),
  )

/** Skips contacts with another version, deleted ones, and those that are tied to a matter. Returns the deleted contacts. */
export const deleteContacts = (tx: Tx, firmId: string, deletions: readonly RowDeletion[]) =>
  deleteRows(tx, firmId, CONTACTS, deletions)
