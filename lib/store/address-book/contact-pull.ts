// Reads the address book page by page: all of it, or the changes since a cursor (lib/store/collections/pull.ts).
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Cursor, Page } from '@/lib/engine/collection'
import { pullRows } from '@/lib/store/collections/pull'
import { db } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { itemOfContact } from './contact-row'

type Row = Pick<ContactRow, 'id' | 'version' | 'value' | 'updatedAt' | 'deletedAt'>

export const pullContacts = (
  firmId: string,
  cursor: Cursor | null,
  page: string | null,
): Promise<Page<Contact>> =>
  pullRows<Contact, Row>(
    firmId,
    {
      present: (after, most) => db(firmId).$queryRaw<Row[]>`
        select id, version, value, "updatedAt", "deletedAt" from "Contact"
        where "firmId" = ${firmId}::uuid and "deletedAt" is null and id > ${after}::uuid
        order by id limit ${most}::int`,
      // An erased contact, whose row is gone, has version 0.
      changed: (isNew, after, most) => db(firmId).$queryRaw<Row[]>`
        select id, version, value, "updatedAt", "deletedAt" from "Contact"
        where "firmId" = ${firmId}::uuid and id > ${after}::uuid and ${isNew(Prisma.sql`stamp`)}
        union all
        select "contactId", 0, '{}'::jsonb, at, at from "Erasure"
        where "firmId" = ${firmId}::uuid and account = '' and "contactId" > ${after}::uuid and ${isNew(Prisma.sql`stamp`)}
        order by id limit ${most}::int`,
      count: () => db(firmId).contact.count({ where: { firmId, deletedAt: null } }),
      item: (row) => {
        const item = itemOfContact(row)
        return { ...item, version: row.version === 0 ? '' : item.version, raw: null, previousIds: [] }
      },
    },
    cursor,
    page,
  )
