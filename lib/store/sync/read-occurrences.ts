// What is to be known of occurrences as an account gives them: their content, and whether their series still has them. Both depend on
// their series, whichever of the two was read first.
import type { CollectionItem } from '@/lib/engine/collection'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
import type { KindOf } from '@/lib/store/kinds/kind'

interface OfSeries {
  readonly remoteId: string
  readonly value: Prisma.JsonValue
  readonly slot: string
  readonly series: Prisma.JsonValue
}

/** Occurrences that the account gave without their content get that of their series. `items`: those that were just stored. */
export async function fillBare<V>(
  tx: Tx,
  { sync, domain, occurrences }: KindOf<V>,
  items: readonly Pick<CollectionItem<V>, 'id' | 'deleted' | 'parentId'>[],
): Promise<void> {
  const ids = items.flatMap(({ id, deleted }) => (deleted ? [] : [id]))
  if (!occurrences || ids.length === 0) return
  const stored = Prisma.sql`(e."remoteId" = any(${ids}::text[]) or e."parentId" = any(${ids}::text[]))`
  const bare = await ofSeries(tx, sync, Prisma.sql`${occurrences.isBare} and ${stored}`)
  if (bare.length === 0) return
  const filled = bare.map(({ remoteId, value, slot, series }) => ({
    remoteId,
    value: occurrences.filled(domain.stored(value), domain.stored(series), slot),
  }))
  await withRows(
    filled,
    (given) => tx.$executeRaw`
      update "Item" e set value = f.value
      from jsonb_to_recordset(${given}) as f("remoteId" text, value jsonb)
      where e."syncId" = ${sync.id}::uuid and e."remoteId" = f."remoteId"`,
  )
}

/**
 * A series that gets another time or rule drops those occurrences that it no longer has. An account lists them as canceled, although nobody
 * canceled them: they are deleted items. Call it once everything is read, since an occurrence may be read before its series. `since`: what was
 * stored before has been judged.
 */
export async function dropDisplaced<V>(
  tx: Tx,
  { sync, domain, occurrences }: KindOf<V>,
  since: Date,
): Promise<void> {
  if (!occurrences) return
  const read = Prisma.sql`(e."seenAt" >= ${since} or s."seenAt" >= ${since})`
  const canceled = await ofSeries(tx, sync, Prisma.sql`${occurrences.isCanceled} and ${read}`)
  const displaced = canceled.filter(({ slot, series }) => !domain.series?.has(domain.stored(series), slot))
  if (displaced.length === 0) return
  await tx.item.updateMany({
    where: { syncId: sync.id, remoteId: { in: displaced.map(({ remoteId }) => remoteId) } },
    data: { deleted: true, raw: Prisma.DbNull },
  })
}

/** Occurrences `e` with their series `s`. */
const ofSeries = (tx: Tx, { id, firmId }: KindOf<unknown>['sync'], are: Prisma.Sql) => tx.$queryRaw<
  OfSeries[]
>`
  select e."remoteId", e.value, e.slot, s.value as series
  from "Item" e join "Item" s on s."syncId" = e."syncId" and s."remoteId" = e."parentId" and not s.deleted
  where e."syncId" = ${id}::uuid and e."firmId" = ${firmId}::uuid and not e.deleted and ${are}`
