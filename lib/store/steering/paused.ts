// What is so of a paused sync: it keeps its links and its place, no run of it starts or goes on, and what is edited meanwhile waits.
// The trigger end_pause ends a pause with the sync, whatever stops it.
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

/** How many items were edited here and wait; 'all' if everything will be compared. */
export type WaitingEdits = number | 'all'

interface Pausable {
  readonly id: string
  readonly pausedAt: Date | null
}

/** Of those syncs that are paused. Triggers note each edit (lib/store/pending), so that this reads no contact. */
export async function waitingEditsOf(
  firmId: string,
  syncs: readonly Pausable[],
): Promise<ReadonlyMap<string, WaitingEdits>> {
  const ids = syncs.flatMap(({ id, pausedAt }) => (pausedAt === null ? [] : [id]))
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).$queryRaw<{ id: string; everything: boolean; edits: number }[]>(Prisma.sql`
    select s.id, coalesce(bool_or(p.side = 'all'), false) as everything,
      count(distinct p."itemId") filter (where p.side = 'local')::int as edits
    from unnest(${ids}::uuid[]) s (id)
    left join "PendingItem" p on p."syncId" = s.id and p."firmId" = ${firmId}::uuid
    group by s.id`)
  return new Map(rows.map(({ id, everything, edits }) => [id, everything ? 'all' : edits]))
}
