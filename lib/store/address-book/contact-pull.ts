// Reads the address book page by page: all of it, or the changes since a cursor. A cursor is a snapshot of the database. Each contact has
// a stamp, the transaction that last wrote it (trigger contact_stamp); if the snapshot does not contain that transaction, the contact has
// changed since. Times are no substitute: a transaction may commit long after the time that it wrote.

import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Cursor, Page } from '@/lib/engine/collection'
import { ProviderError } from '@/lib/providers/provider'
import { db } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { itemOfContact } from './contact-row'

export const PAGE_SIZE = 1_000
export const SHAPE = 'snapshot-1'

/** Where a pull continues. `snapshot`: taken at its beginning; it becomes the cursor. */
interface Place {
  readonly snapshot: string
  readonly after: string
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** One page, in the order of ids. A contact that changes while the pages are read is also in the next pull. */
export async function pullContacts(
  firmId: string,
  cursor: Cursor | null,
  page: string | null,
): Promise<Page<Contact>> {
  if (cursor) await mustBeKnown(firmId, cursor)
  const place: Place = page ? JSON.parse(page) : { snapshot: await snapshotNow(firmId), after: FIRST_ID }
  const rows = cursor
    ? await changedSince(firmId, cursor.token, place.after)
    : await present(firmId, place.after)
  const shown = rows.slice(0, PAGE_SIZE)
  const last = shown.at(-1)
  const more = rows.length > PAGE_SIZE && last
  return {
    items: shown.map((row) => {
      const item = itemOfContact(row)
      return { ...item, version: row.version === 0 ? '' : item.version, raw: null, previousIds: [] }
    }),
    nextPage: more ? JSON.stringify({ ...place, after: last.id }) : null,
    cursor: more ? null : { token: place.snapshot, shape: SHAPE },
    total: cursor || page ? null : await db(firmId).contact.count({ where: { firmId, deletedAt: null } }),
  }
}

/** Call it before the rows are read. A change in between is then read twice, never missed. */
async function snapshotNow(firmId: string): Promise<string> {
  const [row] = await db(firmId).$queryRaw<[{ now: string }]>`select pg_current_snapshot()::text as now`
  return row.now
}

/** Throws for a cursor of another shape, and for one of another server, which contains transactions that this one has not had yet. */
async function mustBeKnown(firmId: string, { token, shape }: Cursor): Promise<void> {
  if (shape !== SHAPE) throw new ProviderError('cursorExpired', 'The cursor has another shape')
  const [row] = await db(firmId).$queryRaw<[{ known: boolean }]>`
    select pg_snapshot_xmax(${token}::text::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) as known`
  if (!row.known) throw new ProviderError('cursorExpired', 'The cursor is of another database')
}

type Row = Pick<ContactRow, 'id' | 'version' | 'value' | 'updatedAt' | 'deletedAt'>

const present = (firmId: string, after: string): Promise<readonly Row[]> =>
  db(firmId).$queryRaw<Row[]>`
    select id, version, value, "updatedAt", "deletedAt" from "Contact"
    where "firmId" = ${firmId}::uuid and "deletedAt" is null and id > ${after}::uuid
    order by id limit ${PAGE_SIZE + 1}::int`

/** A stamp that this server has not reached yet came with a copy of another database, so it is older than any cursor of this one. */
const isWrittenSince = (snapshot: string): Prisma.Sql =>
  Prisma.sql`(not pg_visible_in_snapshot(stamp::xid8, ${snapshot}::text::pg_snapshot)
    and stamp::xid8 < pg_snapshot_xmax(pg_current_snapshot()))`

/** An erased contact, whose row is gone, has version 0. */
const changedSince = (firmId: string, snapshot: string, after: string): Promise<readonly Row[]> =>
  db(firmId).$queryRaw<Row[]>`
    select id, version, value, "updatedAt", "deletedAt" from "Contact"
    where "firmId" = ${firmId}::uuid and id > ${after}::uuid and ${isWrittenSince(snapshot)}
    union all
    select "contactId", 0, '{}'::jsonb, at, at from "Erasure"
    where "firmId" = ${firmId}::uuid and account = '' and "contactId" > ${after}::uuid and ${isWrittenSince(snapshot)}
    order by id limit ${PAGE_SIZE + 1}::int`
