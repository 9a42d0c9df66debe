// Which matters contacts are tied to, and who is a client: the client of a matter that is not in the bin,
// whatever its status.
import type { MatterStatus } from '@/lib/domains/matters/matter'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

export interface TiedMatter {
  readonly id: string
  readonly number: string
  readonly description: string
  readonly status: MatterStatus
  readonly contactId: string
  /** Null: the contact is the client. */
  readonly role: string | null
}

/**
 * The matters outside the bin that these contacts are tied to, newest number first; a contact that is the client and also related appears
 * twice. A contact with one is not deleted.
 */
export async function mattersOfContacts(
  firmId: string,
  contactIds: readonly string[],
  by: Db | Tx = db(firmId),
): Promise<readonly TiedMatter[]> {
  if (contactIds.length === 0) return []
  const ids = Prisma.sql`any(${[...contactIds]}::uuid[])`
  return by.$queryRaw<TiedMatter[]>`
    select m.id, m.number, m.description, m.status::text as status, t."contactId", t.role from (
      select id as "matterId", "clientId" as "contactId", null as role from "Matter"
      where "firmId" = ${firmId}::uuid and "clientId" = ${ids}
      union all
      select "matterId", "contactId", role from "MatterContact" where "firmId" = ${firmId}::uuid and "contactId" = ${ids}
    ) t join "Matter" m on m.id = t."matterId" and m."firmId" = ${firmId}::uuid
    where m."deletedAt" is null
    order by m."sortKey" desc, m.id desc, t.role nulls first`
}

/** Those of the contacts that are clients. */
export async function clientsAmong(
  firmId: string,
  contactIds: readonly string[],
  by: Db | Tx = db(firmId),
): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set()
  const rows = await by.$queryRaw<{ id: string }[]>(clientsAmongStatement(firmId, contactIds))
  return new Set(rows.map(({ id }) => id))
}

/** Exported so that its plan can be tested. */
export const clientsAmongStatement = (
  firmId: string,
  contactIds: readonly string[],
): Prisma.Sql => Prisma.sql`
  select distinct "clientId" as id from "Matter"
  where "firmId" = ${firmId}::uuid and "clientId" = any(${[...contactIds]}::uuid[]) and "deletedAt" is null`

/** Ids of the contacts that are clients of matters for which this user is responsible. */
export async function clientsOfUser(
  firmId: string,
  userId: string,
  by: Db | Tx = db(firmId),
): Promise<ReadonlySet<string>> {
  const rows = await by.$queryRaw<{ id: string }[]>`${clientsOfUserSql(firmId, userId)}`
  return new Set(rows.map(({ id }) => id))
}

/** The same as a query of one column, `id`, for use within another one. */
export const clientsOfUserSql = (firmId: string, userId: string): Prisma.Sql => Prisma.sql`
  select distinct "clientId" as id from "Matter"
  where "firmId" = ${firmId}::uuid and "responsibleId" = ${userId}::uuid and "deletedAt" is null and "clientId" is not null`

/** True if the contact, an SQL expression of its id, is a client. */
export const isClient = (firmId: string, contactId: Prisma.Sql): Prisma.Sql => Prisma.sql`exists (
  select from "Matter" m where m."firmId" = ${firmId}::uuid and m."clientId" = ${contactId} and m."deletedAt" is null)`

/** True if the contact is tied to a matter: as its client, or related to it. */
export const isTied = (
  firmId: string,
  contactId: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(${isClient(firmId, contactId)} or exists (
  select from "MatterContact" t join "Matter" m on m.id = t."matterId" and m."deletedAt" is null
  where t."firmId" = ${firmId}::uuid and t."contactId" = ${contactId}))`
