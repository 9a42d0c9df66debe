// What is so of a paused sync: it keeps its links and its place, no run of it starts or goes on, and what is edited meanwhile waits.
// The trigger end_pause ends a pause with the sync, whatever stops it.
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { MOST_ALONE } from '@/lib/store/pending/pending-items'

/** How many items were edited here and wait; 'all' if everything will be compared. */
export type WaitingEdits = number | 'all'

interface Pausable {
  readonly id: string
  readonly pausedAt: Date | null
}

/** Of those syncs that are paused. Triggers note each edit (lib/store/pending), so that this reads only what moved. */
export async function waitingEditsOf(
  firmId: string,
  syncs: readonly Pausable[],
): Promise<ReadonlyMap<string, WaitingEdits>> {
  const ids = syncs.flatMap(({ id, pausedAt }) => (pausedAt === null ? [] : [id]))
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).$queryRaw<{ id: string; everything: boolean; moved: number }[]>(Prisma.sql`
    select s.id, coalesce(bool_or(p.side = 'all'), false) as everything,
      count(distinct p."itemId") filter (where p.side = 'local')::int as moved
    from unnest(${ids}::uuid[]) s (id)
    left join "PendingItem" p on p."syncId" = s.id and p."firmId" = ${firmId}::uuid
    group by s.id`)
  const isAll = ({ everything, moved }: (typeof rows)[number]) => everything || moved > MOST_ALONE
  const few = rows.flatMap((row) => (!isAll(row) && row.moved > 0 ? [row.id] : []))
  const edits = await carriedEdits(firmId, few)
  return new Map(rows.map((row) => [row.id, isAll(row) ? 'all' : (edits.get(row.id) ?? 0)]))
}

/**
 * Of the items that moved, those that a check would carry: not those that wait for a decision, that are excluded, that another person keeps
 * to themselves, that the sync itself wrote, or that were deleted before they were synced.
 */
async function carriedEdits(
  firmId: string,
  syncIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (syncIds.length === 0) return new Map()
  const rows = await db(firmId).$queryRaw<{ id: string; edits: number }[]>(Prisma.sql`
    with moved as materialized (
      select distinct p."syncId", p."itemId"::uuid as id from "PendingItem" p
      where p."firmId" = ${firmId}::uuid and p."syncId" = any(${[...syncIds]}::uuid[]) and p.side = 'local'
    )
    select m."syncId" as id, count(*)::int as edits from moved m
    join "Sync" s on s.id = m."syncId" join "Connection" k on k.id = s."connectionId"
    cross join lateral (
      select c.version, c."deletedAt" from "Contact" c
      where s.kind = 'contacts' and c.id = m.id and (c."ownerId" is null or c."ownerId" = k."userId")
      union all
      select c.version, c."deletedAt" from "CalendarEvent" c where s.kind = 'events' and c.id = m.id
    ) c
    left join "Link" l on l."syncId" = m."syncId" and l."localId" = m.id and l.tombstone is null
    where case when l.id is null then c."deletedAt" is null else c.version <> l."localVersion" end
      and not exists (select from "Exclusion" x where x."syncId" = m."syncId" and x."localId" = m.id)
      and not exists (select from "Change" h where h."syncId" = m."syncId" and h."localId" = m.id and h.state = 'waiting'
        and (h.undecided or h.outdated))
    group by 1`)
  return new Map(rows.map(({ id, edits }) => [id, edits]))
}
