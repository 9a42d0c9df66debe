// The names of users, for lists that name who did something.
import { type Db, db, type Tx } from '@/lib/store/database/client'

/** By id, also of users who left the firm. Empty ids are passed over, so that a column can be given as it is. */
export async function userNames(
  firmId: string,
  ids: readonly (string | null)[],
  by: Db | Tx = db(firmId),
): Promise<ReadonlyMap<string | null, string>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  if (asked.length === 0) return new Map()
  const rows = await by.user.findMany({
    where: { firmId, id: { in: asked } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Everyone who is or was a user of the firm, by name: for filters of what happened long ago. */
export async function everyUser(
  firmId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db(firmId).user.findMany({
    where: { firmId },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}
