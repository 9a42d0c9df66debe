// Reads many matters: the list's pages and counts. Keyset pages on (sortKey, id), newest number first.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { MatterStatus } from '@/lib/domains/matters/matter'
import { found } from '@/lib/store/address-book/search'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Matter as MatterColumns, Prisma } from '@/lib/store/database/generated/client'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import { restorableSince } from '@/lib/store/retention/rules'
import { type MatterRow, WITH_RELATED } from './matter-row'

export interface MatterFilter {
  /** Words of a matter, or of its client. */
  readonly query: string
  readonly status: MatterStatus | null
  /** Only matters of this responsible user. */
  readonly responsibleId: string | null
  /** Matters in the bin instead of the others. */
  readonly deleted: boolean
  /** Region for phone numbers without a country code in the query. */
  readonly region?: Region
}

export type ListedMatter = MatterColumns & {
  /** The client's Contact value; null if that person was erased. */
  readonly client: Prisma.JsonValue
  /** The name of the responsible user; null if nobody is. */
  readonly responsible: string | null
}

export type MatterPage = KeysetPage<ListedMatter>

/** A query looks into the matter and its client, so that "lima lease" finds the lease of Ana Lima. */
function matching(firmId: string, filter: MatterFilter): Prisma.Sql {
  const { query, status, responsibleId, deleted, region = null } = filter
  const conditions = [
    Prisma.sql`m."firmId" = ${firmId}::uuid`,
    deleted ? Prisma.sql`m."deletedAt" > ${restorableSince(new Date())}` : Prisma.sql`m."deletedAt" is null`,
    ...(status ? [Prisma.sql`m.status = ${status}::"MatterStatus"`] : []),
    ...(responsibleId ? [Prisma.sql`m."responsibleId" = ${responsibleId}::uuid`] : []),
    ...(query ? [found(Prisma.sql`(m.search || ' ' || coalesce(c.search, ''))`, query, region)] : []),
  ]
  return Prisma.join(conditions, ' and ')
}

const FROM = Prisma.sql`"Matter" m left join "Contact" c on c.id = m."clientId" and c."firmId" = m."firmId"`

export async function countMatters(firmId: string, filter: MatterFilter): Promise<number> {
  const from = filter.query ? FROM : Prisma.sql`"Matter" m`
  const [row] = await db(firmId).$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${from} where ${matching(firmId, filter)}`
  return row?.count ?? 0
}

export async function listMatters(
  firmId: string,
  filter: MatterFilter,
  start: PageStart,
  size: number,
  by: Db | Tx = db(firmId),
): Promise<MatterPage> {
  const rows = await by.$queryRaw<ListedMatter[]>(matterPageStatement(firmId, filter, start, size))
  return pageOf(rows, start, size)
}

/** Exported so that its plan can be tested. */
export function matterPageStatement(
  firmId: string,
  filter: MatterFilter,
  start: PageStart,
  size: number,
): Prisma.Sql {
  const backwards = start.kind === 'before'
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql` and (m."sortKey", m.id) ${backwards ? Prisma.sql`>` : Prisma.sql`<`} (
          select "sortKey", id from "Matter" where "firmId" = ${firmId}::uuid and id = ${start.id}::uuid)`
  const order = backwards ? Prisma.sql`m."sortKey", m.id` : Prisma.sql`m."sortKey" desc, m.id desc`
  // Null in all of them; said so, for Postgres takes the order of the index only with its column.
  const outside = filter.deleted
    ? Prisma.empty
    : Prisma.sql`m."deletedAt" ${backwards ? Prisma.sql`desc` : Prisma.empty}, `
  // The page first, then the clients of its rows: Postgres would else join all matters with all contacts. Only a search needs the join.
  return Prisma.sql`
    with page as materialized (
      select m.* from ${filter.query ? FROM : Prisma.sql`"Matter" m`} where ${matching(firmId, filter)}${from}
      order by ${outside}${order} limit ${size + 1})
    select m.*, (select c.value from "Contact" c where c.id = m."clientId" and c."firmId" = m."firmId") as client,
      (select u.name from "User" u where u.id = m."responsibleId" and u."firmId" = m."firmId") as responsible
    from page m order by ${order}`
}

/** 1-based position of the page's first row among all that match. The first page needs no query. */
export async function firstMatterOnPage(
  firmId: string,
  filter: MatterFilter,
  { rows, more }: MatterPage,
): Promise<number> {
  const [first] = rows
  if (!first || !more.before) return first ? 1 : 0
  const [row] = await db(firmId).$queryRaw<{ before: number }[]>`
    select count(*)::int as before from ${filter.query ? FROM : Prisma.sql`"Matter" m`}
    where ${matching(firmId, filter)} and (m."sortKey", m.id) > (${first.sortKey}, ${first.id}::uuid)`
  return (row?.before ?? 0) + 1
}

/** All matters of the firm outside the bin, newest number first, in batches with their related contacts. */
export async function* matterBatches(firmId: string, size: number): AsyncGenerator<readonly MatterRow[]> {
  let after: Prisma.MatterWhereInput = {}
  for (;;) {
    const rows = await db(firmId).matter.findMany({
      where: { firmId, deletedAt: null, ...after },
      include: WITH_RELATED,
      orderBy: [{ sortKey: 'desc' }, { id: 'desc' }],
      take: size,
    })
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    const { sortKey, id } = last
    after = { OR: [{ sortKey: { lt: sortKey } }, { sortKey, id: { lt: id } }] }
  }
}
