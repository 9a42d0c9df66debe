// After a restore, a contact added here since the backup may exist in several accounts. The first account brings it back as a contact
// with a new id; the other accounts must match that contact instead of duplicating it.
import type { Tx } from '@/lib/store/database/client'
import type { Item } from '@/lib/store/kinds/kind'
import type { StepContext } from '../step-context'

/** Replaces the key of a contact that no longer exists here with the key of the contact that came back in its place. */
export async function withRestoredKeys(
  by: Pick<Tx, '$queryRaw'>,
  { id, firmId }: StepContext['sync'],
  local: readonly Item[],
  remote: readonly Item[],
): Promise<readonly Item[]> {
  const keys = remote.flatMap(({ key }) => key ?? [])
  const rows = await by.$queryRaw<{ key: string; localId: string }[]>`
    select e.key, l."localId" from "Item" e
    join "Link" l on l."syncId" = e."syncId" and l."remoteId" = e."remoteId"
    where e."firmId" = ${firmId}::uuid and e."syncId" <> ${id}::uuid and e.key = any(${keys})`
  const free = new Set(local.map((item) => item.id))
  const found = new Map(rows.flatMap(({ key, localId }) => (free.has(localId) ? [[key, localId]] : [])))
  return remote.map((item) =>
    item.key === null || free.has(item.key) ? item : { ...item, key: found.get(item.key) ?? item.key },
  )
}
