// Converts a matter to its rows and back.
import {
  type Matter,
  matterSearchText,
  matterSortKey,
  type RelatedContact,
} from '@/lib/domains/matters/matter'
import type { Db, Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'

/** A matter with its related contacts in order. */
export type MatterRow = Prisma.MatterGetPayload<{ include: typeof WITH_RELATED }>

export const WITH_RELATED = {
  related: { orderBy: { position: 'asc' }, select: { contactId: true, role: true } },
} as const satisfies Prisma.MatterInclude

/** A matter of the firm, even if deleted. */
export const getMatter = (firmId: string, id: string, by: Db | Tx): Promise<MatterRow | null> =>
  by.matter.findFirst({ where: { firmId, id }, include: WITH_RELATED })

export const matterFromRow = (row: MatterRow): Matter => {
  const { number, description, status, clientId, responsibleId, related } = row
  const others = related.map(({ contactId, role }) => ({ contactId, role }))
  return { number, description, status, clientId, responsibleId, related: others }
}

/** A matter from its history. Postgres sorts the keys of JSON, so they are put into their order again. */
export function asMatter(json: Prisma.JsonValue): Matter {
  const { related, ...matter } = json as unknown as Matter
  return { ...matter, related: related.map(({ contactId, role }) => ({ contactId, role })) }
}

/** Of a matter that came through `normalMatter`. */
export const matterColumns = ({ related, ...matter }: Matter) => ({
  ...matter,
  sortKey: matterSortKey(matter),
  search: matterSearchText({ ...matter, related }),
})

export const relatedRows = (firmId: string, matterId: string, related: readonly RelatedContact[]) =>
  related.map(({ contactId, role }, position) => ({ firmId, matterId, contactId, role, position }))
