// Reads many contacts: the list's pages, its counts, and all contacts in batches. Pages are keyset pages on (sortKey, id).
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import { isClient } from '@/lib/store/matters/of-contacts'
import { restorableSince } from '@/lib/store/retention/rules'
import { found } from './search'

/** Deleted contacts are those that can still be restored. */
export interface ContactFilter {
  readonly query: string
  readonly deleted: boolean
  /** Only clients of matters. */
  readonly clients?: boolean
  /** Only contacts with this tag. */
  readonly tagId?: string | null
  /** Region for phone numbers without a country code in the query. */
  readonly region?: Region
}

export type ContactPage = KeysetPage<ContactRow>

function matching(
  view: View,
  { query, deleted, clients, tagId = null, region = null }: ContactFilter,
): Prisma.Sql {
  const firmId = firmOf(view)
  const state = deleted
    ? Prisma.sql`"deletedAt" > ${restorableSince(new Date())} and "purgedAt" is null`
    : Prisma.sql`"deletedAt" is null`
  const client = clients ? Prisma.sql` and ${isClient(firmId, Prisma.sql`"Contact".id`)}` : Prisma.empty
  const tagged = tagId
    ? Prisma.sql` and id in (select x."contactId" from "ContactTag" x where x."firmId" = ${firmId}::uuid and x."tagId" = ${tagId}::uuid)`
    : Prisma.empty
  return Prisma.sql`"firmId" = ${firmId}::uuid and ${state}${client}${tagged} and ${found(Prisma.sql`search`, query, region)}`
}

export async function countContacts(view: View, filter: ContactFilter): Promise<number> {
  const [row] = await db(view).$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "Contact" where ${matching(view, filter)}`
  return row?.count ?? 0
}

export async function listContacts(
  view: View,
  filter: ContactFilter,
  start: PageStart,
  size: number,
  by: Db | Tx = db(view),
): Promise<ContactPage> {
  const backwards = start.kind === 'before'
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql` and ("sortKey", id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`} (
          select "sortKey", id from "Contact" where "firmId" = ${firmOf(view)}::uuid and id = ${start.id}::uuid)`
  const order = backwards ? Prisma.sql`"sortKey" desc, id desc` : Prisma.sql`"sortKey", id`
  const rows = await by.$queryRaw<ContactRow[]>`
    select * from "Contact" where ${matching(view, filter)}${from} order by ${order} limit ${size + 1}`
  return pageOf(rows, start, size)
}

interface ShownRows {
  readonly rows: readonly Pick<ContactRow, 'id' | 'sortKey'>[]
  readonly more: { readonly before: boolean }
}

/** 1-based position of the page's first row among all that match. The first page needs no query. */
export async function firstOnPage(
  view: View,
  filter: ContactFilter,
  { rows, more }: ShownRows,
): Promise<number> {
  const [first] = rows
  if (!first || !more.before) return first ? 1 : 0
  const [row] = await db(view).$queryRaw<{ before: number }[]>`
    select count(*)::int as before from "Contact"
    where ${matching(view, filter)} and ("sortKey", id) < (${first.sortKey}, ${first.id}::uuid)`
  return (row?.before ?? 0) + 1
}

/** All contacts of the firm in order, in batches, so that 25,000 contacts are never in memory at once. */
export async function* allContacts(
  view: View,
  size: number,
  by: Db | Tx = db(view),
): AsyncGenerator<readonly ContactRow[]> {
  let start: PageStart = { kind: 'first' }
  for (;;) {
    const { rows, more } = await listContacts(view, { query: '', deleted: false }, start, size, by)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || !more.after) return
    start = { kind: 'after', id: last.id }
  }
}
