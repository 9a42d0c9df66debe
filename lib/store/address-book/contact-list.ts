// Reads many contacts: the list's pages, its counts, and all contacts in batches. Pages are keyset pages on (sortKey, id): the last page
// costs as much as the first, and an edit elsewhere does not shift the page.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { restorableSince } from '@/lib/store/retention/rules'
import { found } from './search'

/** Deleted contacts are those that can still be restored. */
export interface ContactFilter {
  readonly query: string
  readonly deleted: boolean
  /** Region for phone numbers without a country code in the query. */
  readonly region?: Region
}

/** A page begins after or before the contact with this id, even if that contact has left the list. */
export type PageStart =
  | { readonly kind: 'first' }
  | { readonly kind: 'after'; readonly id: string }
  | { readonly kind: 'before'; readonly id: string }

export interface ContactPage {
  readonly rows: readonly ContactRow[]
  readonly more: { readonly before: boolean; readonly after: boolean }
}

function matching(firmId: string, { query, deleted, region = null }: ContactFilter): Prisma.Sql {
  const state = deleted
    ? Prisma.sql`"deletedAt" > ${restorableSince(new Date())} and "purgedAt" is null`
    : Prisma.sql`"deletedAt" is null`
  return Prisma.sql`"firmId" = ${firmId}::uuid and ${state} and ${found(Prisma.sql`search`, query, region)}`
}

export async function countContacts(firmId: string, filter: ContactFilter): Promise<number> {
  const [row] = await db(firmId).$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "Contact" where ${matching(firmId, filter)}`
  return row?.count ?? 0
}

export async function listContacts(
  firmId: string,
  filter: ContactFilter,
  start: PageStart,
  size: number,
  by: Db | Tx = db(firmId),
): Promise<ContactPage> {
  const backwards = start.kind === 'before'
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql` and ("sortKey", id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`} (
          select "sortKey", id from "Contact" where "firmId" = ${firmId}::uuid and id = ${start.id}::uuid)`
  const order = backwards ? Prisma.sql`"sortKey" desc, id desc` : Prisma.sql`"sortKey", id`
  const rows = await by.$queryRaw<ContactRow[]>`
    select * from "Contact" where ${matching(firmId, filter)}${from} order by ${order} limit ${size + 1}`
  const beyond = rows.length > size
  const page = rows.slice(0, size)
  if (backwards) return { rows: page.reverse(), more: { before: beyond, after: true } }
  return { rows: page, more: { before: start.kind === 'after', after: beyond } }
}

interface ShownRows {
  readonly rows: readonly Pick<ContactRow, 'id' | 'sortKey'>[]
  readonly more: { readonly before: boolean }
}

/** 1-based position of the page's first row among all that match. The first page needs no query. */
export async function firstOnPage(
  firmId: string,
  filter: ContactFilter,
  { rows, more }: ShownRows,
): Promise<number> {
  const [first] = rows
  if (!first || !more.before) return first ? 1 : 0
  const [row] = await db(firmId).$queryRaw<{ before: number }[]>`
    select count(*)::int as before from "Contact"
    where ${matching(firmId, filter)} and ("sortKey", id) < (${first.sortKey}, ${first.id}::uuid)`
  return (row?.before ?? 0) + 1
}

/** All contacts of the firm in order, in batches, so that 25,000 contacts are never in memory at once. */
export async function* allContacts(
  firmId: string,
  size: number,
  by: Db | Tx = db(firmId),
): AsyncGenerator<readonly ContactRow[]> {
  let start: PageStart = { kind: 'first' }
  for (;;) {
    const { rows, more } = await listContacts(firmId, { query: '', deleted: false }, start, size, by)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || !more.after) return
    start = { kind: 'after', id: last.id }
  }
}
