// The colleagues whose syncs have items that an undo deletes here: what becomes of them is the colleagues' own setting. Nothing is written.
import type { DeletePolicy } from '@/lib/engine/model'
import { settingsInForce } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'

export interface AffectedColleague {
  readonly name: string
  /** The provider's name. */
  readonly provider: string
  /** Of the items, those that are synced with the colleague's account. */
  readonly synced: number
  /** Of the items, those about which the colleague has an open question. */
  readonly asked: number
  /** What the colleague's sync does with those that are synced. */
  readonly onLocalDelete: DeletePolicy
}

/** By name. `localIds`: of the items that are deleted here. */
export async function affectedColleagues(
  actor: Actor,
  localIds: readonly string[],
): Promise<readonly AffectedColleague[]> {
  if (localIds.length === 0) return []
  const { firmId, userId } = actor
  const syncs = await db(firmId).sync.findMany({
    where: { firmId, state: 'active', connection: { userId: { not: userId } } },
    include: { connection: { include: { user: true } } },
  })
  if (syncs.length === 0) return []
  const counts = await countsOf(
    firmId,
    syncs.map(({ id }) => id),
    localIds,
  )
  return syncs
    .flatMap((sync): AffectedColleague[] => {
      const count = counts.get(sync.id)
      const { provider, user } = sync.connection
      const { onLocalDelete } = settingsInForce(sync)
      return count ? [{ name: user.name, provider, ...count, onLocalDelete }] : []
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

async function countsOf(firmId: string, syncIds: readonly string[], localIds: readonly string[]) {
  const [syncs, locals] = [Prisma.sql`${syncIds}::uuid[]`, Prisma.sql`${localIds}::uuid[]`]
  const rows = await db(firmId).$queryRaw<{ syncId: string; synced: number; asked: number }[]>`
    select "syncId", sum(synced)::int as synced, sum(asked)::int as asked from (
      select l."syncId", 1 as synced, 0 as asked from "Link" l
      where l."firmId" = ${firmId}::uuid and l."syncId" = any(${syncs}) and l."localId" = any(${locals}) and l.tombstone is null
      union all
      select c."syncId", 0, 1 from "Change" c
      where c."firmId" = ${firmId}::uuid and c."syncId" = any(${syncs}) and c."localId" = any(${locals})
        and c.kind = 'question' and c.state = 'waiting' and c.undecided
    ) each group by 1`
  return new Map(rows.map(({ syncId, ...counts }) => [syncId, counts]))
}
