// What becomes of items that are deleted here in the accounts they are synced with: it is the setting of each sync. Nothing is written.

import { mayWrite } from '@/lib/engine/direction'
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
  { firmId, userId }: Actor,
  localIds: readonly string[],
): Promise<readonly AffectedColleague[]> {
  const found = await syncsWith(firmId, localIds, { connection: { userId: { not: userId } } })
  return found
    .map(({ sync, counts }): AffectedColleague => {
      const { provider, user } = sync.connection
      return { name: user.name, provider, ...counts, onLocalDelete: policyOf(sync) }
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** An account that has some of the items which a person is about to delete. */
export interface AccountWithItems {
  readonly name: string
  /** Of the account. */
  readonly email: string
  /** The provider's name. */
  readonly provider: string
  /** It is the reader's own account. */
  readonly isOwn: boolean
  /** Of the items, those that are synced with the account. */
  readonly synced: number
  /** The sync also deletes them in the account. */
  readonly deletes: boolean
}

/** The reader's own first, then by name. */
export async function accountsWith(
  { firmId, userId }: Actor,
  localIds: readonly string[],
): Promise<readonly AccountWithItems[]> {
  const found = await syncsWith(firmId, localIds, {})
  return found
    .filter(({ counts }) => counts.synced > 0)
    .map(({ sync, counts: { synced } }): AccountWithItems => {
      const { provider, accountEmail: email, user } = sync.connection
      const deletes = policyOf(sync) === 'delete'
      return { name: user.name, email, provider, isOwn: user.id === userId, synced, deletes }
    })
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.name.localeCompare(b.name, 'en'))
}

/** What the sync does in the account with items that are deleted here, also when a colleague deletes them. */
function policyOf(sync: Parameters<typeof settingsInForce>[0]): DeletePolicy {
  const settings = settingsInForce(sync)
  return mayWrite('remote', settings) ? settings.onLocalDelete : 'keep'
}

/** The active syncs that have some of the items. */
async function syncsWith(firmId: string, localIds: readonly string[], where: Prisma.SyncWhereInput) {
  if (localIds.length === 0) return []
  const syncs = await db(firmId).sync.findMany({
    where: { ...where, firmId, state: 'active' },
    include: { connection: { include: { user: true } } },
  })
  if (syncs.length === 0) return []
  const all = await countsOf(
    firmId,
    syncs.map(({ id }) => id),
    localIds,
  )
  return syncs.flatMap((sync) => {
    const counts = all.get(sync.id)
    return counts ? [{ sync, counts }] : []
  })
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
