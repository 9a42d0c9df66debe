// Additions to one of the firm's own collections run one after the other. Each is compared with items that were added or changed after
// its run compared both sides.
import type { Item } from '@/lib/engine/model'
import type { Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { AddingRun, ConcurrentCheck } from './options'
import type { Addition } from './rounds'

/** How late a change of an item may become visible: the longest transaction plus clock differences. */
const LATE_MS = 2 * 60_000

/** Until the transaction ends, no other sync or person adds items to the collection. Call it after locking the run's own rows. */
export async function lockAdditionsTo(tx: Tx, collection: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`additions to ${collection}`}, 0))`
}

/**
 * The refs of additions that may be an item which was added since the plan. From here on additions to the collection take turns.
 * `unseen`: the items that no plan of the run's sync has seen.
 */
export async function metAdditions<V>(
  tx: Tx,
  collection: string,
  additions: readonly Addition<V>[],
  concurrent: ConcurrentCheck<V> | undefined,
  unseen: (run: AddingRun) => Promise<readonly Item<V>[]>,
): Promise<ReadonlySet<string>> {
  if (additions.length === 0) return new Set()
  await lockAdditionsTo(tx, collection)
  if (!concurrent) return new Set()
  const added = await unseen(concurrent.run)
  return added.length === 0 ? new Set() : concurrent.compare(added, additions)
}

/**
 * Ids of items without a link in the run's sync that no plan of it has seen in their current version; usually none. While a first sync adds
 * thousands, all of them are checked each time, which takes about 40 ms for 25,000 without nested loops. `rows`: the items of the
 * collection, as a table with id and version, changed since the given time.
 */
export async function unseenSince(
  tx: Tx,
  run: AddingRun,
  rows: (since: Date) => Prisma.Sql,
): Promise<readonly string[]> {
  const { syncId } = run
  const since = new Date(run.createdAt.getTime() - LATE_MS)
  await tx.$executeRaw`set local enable_nestloop = off`
  const unlinked = await tx.$queryRaw<{ id: string }[]>`
    select c.id from (${rows(since)}) c
    where not exists (select from "Link" l where l."syncId" = ${syncId}::uuid and l."localId" = c.id)`
  const found = unlinked.length > 0 ? await unknown(tx, run, rows(since), unlinked) : []
  await tx.$executeRaw`set local enable_nestloop = on`
  return found.map(({ id }) => id)
}

function unknown(
  tx: Tx,
  { firmId, syncId }: AddingRun,
  rows: Prisma.Sql,
  unlinked: readonly { readonly id: string }[],
): Promise<readonly { readonly id: string }[]> {
  const ids = unlinked.map(({ id }) => id)
  return tx.$queryRaw<{ id: string }[]>`
    select c.id from (${rows}) c
    where c.id = any(${ids}::uuid[])
      and not exists (select from "Exclusion" x where x."syncId" = ${syncId}::uuid and x."localId" = c.id)
      and not exists (select from "Change" h where h."firmId" = ${firmId}::uuid and h."localId" = any(${ids}::uuid[])
        and h."localId" = c.id and h."syncId" = ${syncId}::uuid and h."localVersion" = c.version)`
}
