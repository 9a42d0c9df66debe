// An administrator's view of the firm's syncs: states, numbers and causes, never a contact's data.

import type { WaitingFacts } from '@/lib/engine/status'
import { db } from '@/lib/store/database/client'
import { Prisma, type Run, type Sync } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin } from '@/lib/store/firm/rights'
import type { KindName } from '@/lib/store/kinds/kind'
import { type SyncCounts, syncCounts } from '@/lib/store/runs/counts'
import { openStates } from '@/lib/store/runs/run-sql'
import { CURRENT_FIRST } from './collections'
import { lostAt } from './connections'

/** A sync of the firm with its connection, or a connection without one, limited to what an administrator may see. */
export interface WatchedSync {
  /** In addresses: of the connection for its contacts, of the sync for a calendar. */
  readonly id: string
  readonly connectionId: string
  /** What is synced. */
  readonly of: KindName
  /** The name of the calendar here; null for contacts. */
  readonly calendar: string | null
  readonly ownerName: string
  readonly ownerEmail: string
  /** The provider's name. */
  readonly provider: string
  readonly accountEmail: string
  readonly connectedAt: Date
  /** Of a calendar, also when access to calendars alone was lost. */
  readonly consentLostAt: Date | null
  /** Null until the person pressed **Sync** for the first time. */
  readonly sync: Sync | null
  /** The open run, otherwise the last one. */
  readonly run: Run | null
  /** How many items are in sync. */
  readonly items: number
  readonly waiting: WaitingFacts
}

const NOTHING = { inSync: 0, undecided: 0, outdated: 0, failed: 0 } as const

/**
 * Of all live connections of the firm: the sync of the contacts, and one for each calendar, the one stopped last if none is set up. Two
 * further queries for any number of them.
 */
export async function watchedSyncs(actor: Actor): Promise<readonly WatchedSync[]> {
  mustBeAdmin(actor)
  const { firmId } = actor
  const connections = await db(firmId).connection.findMany({
    where: { firmId, disconnectedAt: null },
    include: {
      user: true,
      syncs: {
        include: { localCollection: { include: { calendar: { select: { name: true } } } } },
        orderBy: [...CURRENT_FIRST],
      },
    },
    orderBy: [{ user: { name: 'asc' } }, { id: 'asc' }],
  })
  const [runs, counts] = await Promise.all([runsNow(firmId), countsNow(firmId)])
  return connections.flatMap(
    ({ id, user, provider, accountEmail, connectedAt, consentLostAt, calendarsLostAt, syncs }) =>
      shown(syncs).map((joined): WatchedSync => {
        const { localCollection, ...sync } = joined ?? { localCollection: null }
        const of = joined?.id ?? ''
        const { inSync, undecided, outdated, failed } = counts.get(of) ?? NOTHING
        return {
          id: joined?.kind === 'events' ? joined.id : id,
          connectionId: id,
          of: joined?.kind ?? 'contacts',
          calendar: localCollection?.calendar?.name ?? null,
          ownerName: user.name,
          ownerEmail: user.email,
          provider,
          accountEmail,
          connectedAt,
          consentLostAt: lostAt({ consentLostAt, calendarsLostAt }, joined?.kind ?? 'contacts'),
          sync: joined ? (sync as Sync) : null,
          run: runs.get(of) ?? null,
          items: inSync,
          waiting: { undecided, outdated, failed },
        }
      }),
  )
}

/** The first sync of each collection of the firm; null for a connection without any. */
function shown<S extends { readonly localCollectionId: string }>(syncs: readonly S[]): readonly (S | null)[] {
  const first = new Map<string, S>()
  for (const sync of syncs) if (!first.has(sync.localCollectionId)) first.set(sync.localCollectionId, sync)
  return first.size === 0 ? [null] : [...first.values()]
}

/** The statement behind runsNow, exported so that its plan can be tested: two index lookups for each sync. */
export const runsNowStatement = (firmId: string): Prisma.Sql => Prisma.sql`
  select r.id from "Sync" s cross join lateral (
    (select id, 0 as place from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      and state in (${openStates}) limit 1)
    union all
    (select id, 1 as place from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      order by "createdAt" desc, id desc limit 1)
    order by place limit 1) r
  where s."firmId" = ${firmId}::uuid`

/** For each sync its open run, otherwise the last one. */
async function runsNow(firmId: string): Promise<ReadonlyMap<string, Run>> {
  const ids = await db(firmId).$queryRaw<{ id: string }[]>(runsNowStatement(firmId))
  const runs = await db(firmId).run.findMany({ where: { firmId, id: { in: ids.map(({ id }) => id) } } })
  return new Map(runs.map((run) => [run.syncId, run]))
}

/** Of each sync. Links of contacts that are only one person's are not counted: this view sees none. */
async function countsNow(firmId: string): Promise<ReadonlyMap<string, SyncCounts>> {
  const seen = Prisma.sql`(s.kind <> 'contacts'
    or l."localId" in (select k.id from "Contact" k where k."firmId" = ${firmId}::uuid))`
  const numbers = syncCounts({ firm: Prisma.sql`s."firmId"`, sync: Prisma.sql`s.id`, seen })
  const rows = await db(firmId).$queryRaw<(SyncCounts & { readonly syncId: string })[]>`
    select s.id as "syncId", n.* from "Sync" s cross join lateral (${numbers}) n where s."firmId" = ${firmId}::uuid`
  return new Map(rows.map(({ syncId, ...counts }) => [syncId, counts]))
}

/** Items of the firm that cannot be synced, by what they are and by the kind of error. */
export interface ErrorGroup {
  readonly of: KindName
  readonly kind: string
  readonly field: string | null
  readonly items: number
  readonly people: number
  readonly firstAt: Date
  readonly lastAt: Date
}

export async function errorGroups(actor: Actor): Promise<readonly ErrorGroup[]> {
  mustBeAdmin(actor)
  return db(actor.firmId).$queryRaw<ErrorGroup[]>`
    select s.kind as of, c.error->>'kind' as kind, c.error->>'field' as field, count(*)::int as items,
      count(distinct k."userId")::int as people, min(c."createdAt") as "firstAt", max(c."createdAt") as "lastAt"
    from "Sync" s join "Connection" k on k.id = s."connectionId" and k."disconnectedAt" is null
    join "Change" c on c."syncId" = s.id and c.state = 'failed' and c.error is not null
    where s."firmId" = ${actor.firmId}::uuid
    group by 1, 2, 3 order by items desc, 2`
}
