// Reads many contacts: the list's pages, its counts, and all contacts in batches. Pages are keyset pages on (what they are sorted by, id).
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import { type ContactFilter, matching } from './contact-filter'

/** By name, by the last change, or by when it was deleted. */
export interface ContactOrder {
  readonly by: 'name' | 'changed' | 'deleted'
  readonly descending: boolean
}

/** Where a page begins. `at`: the time of its neighbor when the page was made, for an order by time: the neighbor may have moved since. */
export type ContactPageStart = PageStart & { readonly at?: Date | null }

export type ContactPage = KeysetPage<ContactRow>

const BY_NAME: ContactOrder = { by: 'name', descending: false }

const KEYS = {
  name: Prisma.sql`"sortKey"`,
  changed: Prisma.sql`"updatedAt"`,
  deleted: Prisma.sql`"deletedAt"`,
} as const

export async function countContacts(view: View, filter: ContactFilter): Promise<number> {
  const [row] = await db(view).$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "Contact" where ${matching(view, filter)}`
  return row?.count ?? 0
}

export async function listContacts(
  view: View,
  filter: ContactFilter,
  start: ContactPageStart,
  size: number,
  by: Db | Tx = db(view),
  order: ContactOrder = BY_NAME,
): Promise<ContactPage> {
  const rows = await by.$queryRaw<ContactRow[]>(contactPageStatement(view, filter, order, start, size))
  return pageOf(rows, start, size)
}

/** Exported so that its plan can be tested. */
export function contactPageStatement(
  view: View,
  filter: ContactFilter,
  order: ContactOrder,
  start: ContactPageStart,
  size: number,
): Prisma.Sql {
  const key = KEYS[order.by]
  const isDown = order.descending !== (start.kind === 'before')
  const beyond = isDown ? Prisma.sql`<` : Prisma.sql`>`
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql` and (${key}, id) ${beyond} (${
          start.at && order.by !== 'name'
            ? Prisma.sql`${start.at}, ${start.id}::uuid`
            : Prisma.sql`select ${key}, id from "Contact" where "firmId" = ${firmOf(view)}::uuid and id = ${start.id}::uuid`
        })`
  const sorted = isDown ? Prisma.sql`${key} desc, id desc` : Prisma.sql`${key}, id`
  return Prisma.sql`
    select * from "Contact" where ${matching(view, filter)}${from} order by ${sorted} limit ${size + 1}`
}

interface ShownRows {
  readonly rows: readonly Pick<ContactRow, 'id' | 'sortKey' | 'updatedAt' | 'deletedAt'>[]
  readonly more: { readonly before: boolean }
}

/** 1-based position of the page's first row among all that match. The first page needs no query. */
export async function firstOnPage(
  view: View,
  filter: ContactFilter,
  { rows, more }: ShownRows,
  { by, descending }: ContactOrder = BY_NAME,
): Promise<number> {
  const [first] = rows
  if (!first || !more.before) return first ? 1 : 0
  const key = { name: first.sortKey, changed: first.updatedAt, deleted: first.deletedAt }[by]
  const earlier = descending ? Prisma.sql`>` : Prisma.sql`<`
  const [row] = await db(view).$queryRaw<{ before: number }[]>`
    select count(*)::int as before from "Contact"
    where ${matching(view, filter)} and (${KEYS[by]}, id) ${earlier} (${key}, ${first.id}::uuid)`
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

/** Those of these contacts that are not deleted, in the order of the list, in one batch. */
export async function* someContacts(
  view: View,
  ids: readonly string[],
): AsyncGenerator<readonly ContactRow[]> {
  const where = { firmId: firmOf(view), deletedAt: null, id: { in: [...ids] } }
  yield await db(view).contact.findMany({ where, orderBy: [{ sortKey: 'asc' }, { id: 'asc' }] })
}

/** Contacts per text: some hundred kilobytes. */
const TEXT_SIZE = 1_000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * All contacts of the firm in pieces, each a JSON list of [id, value] that the caller need not parse. `ownerId`: only the private contacts of
 * this person, or for null only those of the firm.
 */
export async function* contactTexts(
  view: View,
  { by = db(view), ownerId }: { readonly by?: Db | Tx; readonly ownerId?: string | null } = {},
): AsyncGenerator<string> {
  const owned =
    ownerId === undefined ? Prisma.empty : Prisma.sql`and "ownerId" is not distinct from ${ownerId}::uuid`
  for (let after: string | null = FIRST_ID; after !== null; ) {
    const [found]: { json: string | null; last: string | null; count: number }[] = await by.$queryRaw`
      select json_agg(json_build_array(id, value))::text as json, (array_agg(id order by id desc))[1]::text as last, count(*)::int as count
      from (select id, value from "Contact" where "firmId" = ${firmOf(view)}::uuid and "deletedAt" is null and id > ${after}::uuid ${owned}
        order by id limit ${TEXT_SIZE}) given`
    if (found?.json) yield found.json
    after = found?.count === TEXT_SIZE ? found.last : null
  }
}

/** The number of contacts of the firm (null) and of each person's private ones. */
export async function countByOwner(view: View): Promise<ReadonlyMap<string | null, number>> {
  const rows = await db(view).contact.groupBy({
    by: ['ownerId'],
    where: { firmId: firmOf(view), deletedAt: null },
    _count: true,
  })
  return new Map(rows.map(({ ownerId, _count }) => [ownerId, _count]))
}
