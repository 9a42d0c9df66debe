// Reads one of the firm's own collections page by page: all of it, or the changes since a cursor. A cursor is a snapshot of the database.
// Each item has a stamp, the transaction that last wrote it; if the snapshot does not contain that transaction, the item has changed
// since. Times are no substitute: a transaction may commit long after the time that it wrote.
import type { CollectionItem, Cursor, Page } from '@/lib/engine/collection'
import { ProviderError } from '@/lib/providers/provider'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

export const PAGE_SIZE = 1_000
export const SHAPE = 'snapshot-1'

/** Where a pull continues. `snapshot`: taken at its beginning; it becomes the cursor. */
interface Place {
  readonly snapshot: string
  readonly after: string
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** `after`: only rows with a greater id, in the order of ids. Each reads up to `most` rows. */
export interface PulledRows<V, R extends { readonly id: string }> {
  /** Without deleted items. */
  present(after: string, most: number): Promise<readonly R[]>
  /** Items whose stamp is new, deleted ones too. */
  changed(isNew: (stamp: Prisma.Sql) => Prisma.Sql, after: string, most: number): Promise<readonly R[]>
  count(): Promise<number>
  item(row: R): CollectionItem<V>
}

/** One page, in the order of ids. An item that changes while the pages are read is also in the next pull. */
export async function pullRows<V, R extends { readonly id: string }>(
  firmId: string,
  { present, changed, count, item }: PulledRows<V, R>,
  cursor: Cursor | null,
  page: string | null,
): Promise<Page<V>> {
  if (cursor) await mustBeKnown(firmId, cursor)
  const place: Place = page ? JSON.parse(page) : { snapshot: await snapshotNow(firmId), after: FIRST_ID }
  const rows = cursor
    ? await changed((stamp) => isWrittenSince(stamp, cursor.token), place.after, PAGE_SIZE + 1)
    : await present(place.after, PAGE_SIZE + 1)
  const shown = rows.slice(0, PAGE_SIZE)
  const last = shown.at(-1)
  const more = rows.length > PAGE_SIZE && last
  return {
    items: shown.map(item),
    nextPage: more ? JSON.stringify({ ...place, after: last.id }) : null,
    cursor: more ? null : { token: place.snapshot, shape: SHAPE },
    total: cursor || page ? null : await count(),
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

/** A stamp that this server has not reached yet came with a copy of another database, so it is older than any cursor of this one. */
const isWrittenSince = (stamp: Prisma.Sql, snapshot: string): Prisma.Sql =>
  Prisma.sql`(not pg_visible_in_snapshot(${stamp}::xid8, ${snapshot}::text::pg_snapshot)
    and ${stamp}::xid8 < pg_snapshot_xmax(pg_current_snapshot()))`
