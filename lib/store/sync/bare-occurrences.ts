// Occurrences that the account gave without their content get that of their series, whichever of the two was read first.
import type { CollectionItem } from '@/lib/engine/collection'
import type { Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { KindOf } from '@/lib/store/kinds/kind'

interface Bare {
  readonly remoteId: string
  readonly value: Prisma.JsonValue
  readonly slot: string
  readonly series: Prisma.JsonValue
}

/** `items`: those that were just stored. */
export async function fillBare<V>(
  tx: Tx,
  { sync, domain, bare }: KindOf<V>,
  items: readonly Pick<CollectionItem<V>, 'id' | 'deleted' | 'parentId'>[],
): Promise<void> {
  const ids = items.flatMap(({ id, deleted }) => (deleted ? [] : [id]))
  if (!bare || ids.length === 0) return
  const found = await tx.$queryRaw<Bare[]>`
    select e."remoteId", e.value, e.slot, s.value as series
    from "Item" e join "Item" s on s."syncId" = e."syncId" and s."remoteId" = e."parentId" and not s.deleted
    where e."syncId" = ${sync.id}::uuid and e."firmId" = ${sync.firmId}::uuid and not e.deleted and ${bare.are}
      and (e."remoteId" = any(${ids}::text[]) or e."parentId" = any(${ids}::text[]))`
  const filled = found.map(({ remoteId, value, slot, series }) => ({
    remoteId,
    value: bare.filled(domain.stored(value), domain.stored(series), slot),
  }))
  if (filled.length === 0) return
  await tx.$executeRaw`
    update "Item" e set value = f.value
    from jsonb_to_recordset(${JSON.stringify(filled)}::jsonb) as f("remoteId" text, value jsonb)
    where e."syncId" = ${sync.id}::uuid and e."remoteId" = f."remoteId"`
}
