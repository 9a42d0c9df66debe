// An administrator's view of the firm's syncs: states, numbers and causes, never a contact's data. One statement orders all of them by how
// much they need somebody and picks a page; only the syncs of that page are loaded.

import { FAILURES_SHOWN, type SyncStatus, type WaitingFacts } from '@/lib/engine/status'
import { db } from '@/lib/store/database/client'
import { Prisma, type Run, type Sync } from '@/lib/store/database/generated/client'
import { containing } from '@/lib/store/database/like'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin } from '@/lib/store/firm/rights'
import { userNames } from '@/lib/store/firm/user-names'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import type { KindName } from '@/lib/store/kinds/kind'
import { type SyncCounts, syncCounts } from '@/lib/store/runs/counts'
import { openStates } from '@/lib/store/runs/run-sql'
import { type WaitingEdits, waitingEditsOf } from '@/lib/store/steering/paused'
import { lostAt } from '@/lib/store/sync/connections'

/** A sync of the firm with its connection, or a connection without one, limited to what an administrator may see. */
export interface WatchedSync {
  /** In addresses: of the connection for its contacts, of the sync for a calendar. */
  readonly id: string
  readonly connectionId: string
  /** What is synced. */
  readonly of: KindName
  /** The name of the calendar here; null for contacts. */
  readonly calendar: string | null
  readonly ownerId: string
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
  /** Since when the oldest of them waits for a decision, and since when the oldest of them fails. */
  readonly undecidedSince: Date | null
  readonly failedSince: Date | null
  /** Who stopped it; null if nobody did, or a restore. */
  readonly stoppedBy: string | null
  /** Who paused it; null if nobody did, or its owner. */
  readonly pausedBy: string | null
  /** Edits here that wait for it to be resumed; null unless it is paused. */
  readonly waitingEdits: WaitingEdits | null
}

export type StatusKind = SyncStatus['kind']

export interface WatchedFilter {
  /** A part of the owner's name, of an address or of a calendar's name. */
  readonly query: string
  readonly status: StatusKind | null
}

export type Tally = Readonly<Partial<Record<StatusKind, number>>>

export interface WatchedPage extends KeysetPage<WatchedSync> {
  /** Of all connections of the firm, by status. */
  readonly all: Tally
  /** Of those that match the query. */
  readonly found: Tally
  /** 1-based position of the page's first row among all that match; 0 without rows. */
  readonly first: number
}

/** From the worst to the best. 'waiting' is attention for items only: the sync itself goes on. */
const ORDER = [
  ...(['attention', 'waiting', 'syncing', 'building', 'ready'] as const),
  ...(['paused', 'upToDate', 'connected', 'stopped'] as const),
] as const

/**
 * `statusOf` (lib/engine/status.ts) in SQL: a test compares the two on every combination of facts. `limit 1` instead of `exists`, for which
 * Postgres would read all open changes of the firm. The last run is looked up only for the few syncs that have a failed one.
 */
const standing = (firmId: string) => Prisma.sql`case
  when s.state = 'stopped' and open.id is null
    and not (s."stoppedById" is not null and s."stoppedAt" is not null and s."connectedAt" > s."stoppedAt") then 'stopped'
  when s.state = 'active' and s."pausedAt" is not null then 'paused'
  when s."lostAt" is not null then 'attention'
  when open."waitKind" in ('guard', 'others', 'consent') then 'attention'
  when open."waitKind" in ('unavailable', 'error') and open.attempts >= ${FAILURES_SHOWN} then 'attention'
  when open.id is null and s."syncId" in (
    select f."syncId" from "Run" f where f."firmId" = ${firmId}::uuid and f.state = 'failed') and (
    select r.state = 'failed' from "Run" r where r."firmId" = s."firmId" and r."syncId" = s."syncId"
    order by r."createdAt" desc, r.id desc limit 1) then 'attention'
  when open.id is null and s.state = 'active' and (
    select true from "Change" c where c."syncId" = s."syncId" and c."firmId" = s."firmId" and c.state in ('waiting', 'failed', 'sent')
      and (c.state = 'failed' or (c.state = 'waiting' and (c.undecided or c.outdated))) limit 1) then 'waiting'
  when open.state = 'ready' then 'ready'
  when open.id is not null then case when open.kind = 'first' and open.state <> 'applying' then 'building' else 'syncing' end
  when s.state is distinct from 'active' then 'connected'
  else 'upToDate' end`

/** Of all live connections: the sync of the contacts and one for each calendar, the one stopped last if none is set up. */
const syncsOf = (firmId: string): Prisma.Sql => Prisma.sql`
  select distinct on (k.id, s."localCollectionId") k."firmId", k.id as "connectionId", k."accountEmail", k."connectedAt",
    case when s.kind = 'events' then coalesce(k."consentLostAt", k."calendarsLostAt") else k."consentLostAt" end as "lostAt",
    u.name as owner, u.email, s.id as "syncId", s.state::text as state, s."pausedAt", s."stoppedAt", s."stoppedById",
    d.name as calendar, case when s.kind = 'events' then s.id else k.id end as id
  from "Connection" k join "User" u on u.id = k."userId"
  left join "Sync" s on s."connectionId" = k.id and s."firmId" = k."firmId"
  left join "Collection" l on l.id = s."localCollectionId"
  left join "Calendar" d on d.id = l."calendarId"
  where k."firmId" = ${firmId}::uuid and k."disconnectedAt" is null
  order by k.id, s."localCollectionId", s."stoppedAt" desc nulls first, s."createdAt" desc`

/** How each sync of the firm is. */
export const standings = (firmId: string): Prisma.Sql => Prisma.sql`
  select s.*, ${standing(firmId)} as standing from (${syncsOf(firmId)}) s
  left join "Run" open on open."syncId" = s."syncId" and open."firmId" = s."firmId" and open.state in (${openStates})`

const found = ({ query }: WatchedFilter): Prisma.Sql =>
  query === ''
    ? Prisma.sql`true`
    : Prisma.sql`lower(concat_ws(' ', owner, email, "accountEmail", calendar)) like ${containing(query.toLowerCase())}`

const status = Prisma.sql`case standing when 'waiting' then 'attention' else standing end`

const tally = (where: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (select jsonb_object_agg(status, n) from (
    select ${status} as status, count(*)::int as n from placed where ${where} group by 1) counted)`

/**
 * Exported so that its plan can be tested. Every sync costs two index lookups; the runs and changes behind them are not read. Judged once:
 * in one query Postgres would look again for every use of the standing.
 */
export function pageStatement(
  firmId: string,
  filter: WatchedFilter,
  start: PageStart,
  size: number,
): Prisma.Sql {
  const kept = Prisma.sql`${found(filter)} ${filter.status ? Prisma.sql`and ${status} = ${filter.status}` : Prisma.empty}`
  const backwards = start.kind === 'before'
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql`and place ${backwards ? Prisma.sql`<` : Prisma.sql`>`} (select place from placed where id = ${start.id}::uuid)`
  return Prisma.sql`
    with judged as materialized (${standings(firmId)}), placed as materialized (
      select *, row_number() over (order by array_position(${[...ORDER]}, standing), lower(owner), owner, id) as place from judged
    ), kept as (
      select id, "connectionId", "syncId", place, row_number() over (order by place) as nth from placed where ${kept}
    ), page as (
      select * from kept where true ${from} order by place ${backwards ? Prisma.sql`desc` : Prisma.empty} limit ${size + 1}
    )
    select ${tally(Prisma.sql`true`)} as "all", ${tally(found(filter))} as found,
      (select jsonb_agg(jsonb_build_object('id', id, 'connectionId', "connectionId", 'syncId', "syncId", 'nth', nth)
        order by place ${backwards ? Prisma.sql`desc` : Prisma.empty})
        from page) as rows`
}

interface Placed {
  readonly id: string
  readonly connectionId: string
  readonly syncId: string | null
  readonly nth: number
}

interface FoundPage {
  readonly all: Tally | null
  readonly found: Tally | null
  readonly rows: readonly Placed[] | null
}

/** Worst first, the owners of equal ones by name. The number of statements does not depend on the number of connections. */
export async function watchedPage(
  actor: Actor,
  filter: WatchedFilter,
  start: PageStart,
  size: number,
): Promise<WatchedPage> {
  mustBeAdmin(actor)
  const [answer] = await db(actor.firmId).$queryRaw<[FoundPage]>(
    pageStatement(actor.firmId, filter, start, size),
  )
  const { rows, more } = pageOf(answer.rows ?? [], start, size)
  return {
    all: answer.all ?? {},
    found: answer.found ?? {},
    first: rows[0]?.nth ?? 0,
    more,
    rows: await loaded(actor.firmId, rows),
  }
}

/** By its id in addresses, or by the id of its sync; null if there is none. */
export async function watchedSync(actor: Actor, id: string): Promise<WatchedSync | null> {
  mustBeAdmin(actor)
  const { firmId } = actor
  const [row] = await db(firmId).$queryRaw<Pick<Placed, 'id' | 'connectionId' | 'syncId'>[]>`
    select id, "connectionId", "syncId" from (${syncsOf(firmId)}) s where s.id::text = ${id} or s."syncId"::text = ${id}`
  return row ? ((await loaded(firmId, [row]))[0] ?? null) : null
}

const NOTHING = { inSync: 0, undecided: 0, outdated: 0, failed: 0 } as const

async function loaded(
  firmId: string,
  placed: readonly Pick<Placed, 'id' | 'connectionId' | 'syncId'>[],
): Promise<readonly WatchedSync[]> {
  const syncIds = placed.flatMap(({ syncId }) => syncId ?? [])
  const ours = db(firmId)
  const [connections, syncs, runs, counts] = await Promise.all([
    ours.connection.findMany({
      where: { firmId, id: { in: placed.map(({ connectionId }) => connectionId) } },
      include: { user: { select: { name: true, email: true } } },
    }),
    ours.sync.findMany({ where: { firmId, id: { in: syncIds } }, include: CALENDAR }),
    runsNow(firmId, syncIds),
    countsNow(firmId, syncIds),
  ])
  const [edits, oldest, names] = await Promise.all([
    waitingEditsOf(firmId, syncs),
    oldestOpen(
      firmId,
      [...counts].flatMap(([syncId, { undecided, outdated, failed }]) =>
        undecided + outdated + failed > 0 ? [syncId] : [],
      ),
    ),
    userNames(
      firmId,
      syncs.flatMap(({ pausedById, stoppedById }) => [pausedById, stoppedById]),
    ),
  ])
  const connectionOf = new Map(connections.map((one) => [one.id, one]))
  const syncOf = new Map(syncs.map((one) => [one.id, one]))
  return placed.flatMap(({ id, connectionId, syncId }) => {
    const connection = connectionOf.get(connectionId)
    if (!connection) return []
    const { localCollection, ...sync } = syncOf.get(syncId ?? '') ?? { localCollection: null }
    const isThere = localCollection !== null
    const { inSync, undecided, outdated, failed } = counts.get(syncId ?? '') ?? NOTHING
    const of = isThere ? (sync as Sync).kind : 'contacts'
    const { user, provider, accountEmail, connectedAt } = connection
    const pausedById = isThere ? (sync as Sync).pausedById : null
    return {
      ...{ id, connectionId, of, provider, accountEmail, connectedAt },
      calendar: localCollection?.calendar?.name ?? null,
      ownerId: connection.userId,
      ownerName: user.name,
      ownerEmail: user.email,
      consentLostAt: lostAt(connection, of),
      sync: isThere ? (sync as Sync) : null,
      run: runs.get(syncId ?? '') ?? null,
      items: inSync,
      waiting: { undecided, outdated, failed },
      undecidedSince: oldest.get(syncId ?? '')?.undecidedSince ?? null,
      failedSince: oldest.get(syncId ?? '')?.failedSince ?? null,
      stoppedBy: isThere ? (names.get((sync as Sync).stoppedById) ?? null) : null,
      pausedBy: pausedById === connection.userId ? null : (names.get(pausedById) ?? null),
      waitingEdits: edits.get(syncId ?? '') ?? null,
    }
  })
}

const CALENDAR = {
  localCollection: { select: { calendar: { select: { name: true } } } },
} satisfies Prisma.SyncInclude

/** Exported so that its plan can be tested: two index lookups for each sync. */
export const runsNowStatement = (firmId: string, syncIds: readonly string[]): Prisma.Sql => Prisma.sql`
  select r.id from "Sync" s cross join lateral (
    (select id, 0 as place from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      and state in (${openStates}) limit 1)
    union all
    (select id, 1 as place from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      order by "createdAt" desc, id desc limit 1)
    order by place limit 1) r
  where s."firmId" = ${firmId}::uuid and s.id = any(${[...syncIds]}::uuid[])`

/** For each sync its open run, otherwise the last one. */
async function runsNow(firmId: string, syncIds: readonly string[]): Promise<ReadonlyMap<string, Run>> {
  const ids = await db(firmId).$queryRaw<{ id: string }[]>(runsNowStatement(firmId, syncIds))
  const runs = await db(firmId).run.findMany({ where: { firmId, id: { in: ids.map(({ id }) => id) } } })
  return new Map(runs.map((run) => [run.syncId, run]))
}

/** Of each sync, as its owner's page counts: also contacts that are only theirs, which are numbers here and nothing else. */
async function countsNow(
  firmId: string,
  syncIds: readonly string[],
): Promise<ReadonlyMap<string, SyncCounts>> {
  const numbers = syncCounts({ firm: Prisma.sql`s."firmId"`, sync: Prisma.sql`s.id` })
  const rows = await db(firmId).$queryRaw<(SyncCounts & { readonly syncId: string })[]>`
    select s.id as "syncId", n.* from "Sync" s cross join lateral (${numbers}) n
    where s."firmId" = ${firmId}::uuid and s.id = any(${[...syncIds]}::uuid[])`
  return new Map(rows.map(({ syncId, ...counts }) => [syncId, counts]))
}

interface OldestOpen {
  readonly undecidedSince: Date | null
  readonly failedSince: Date | null
}

/** Since when the oldest open changes of each sync wait. The index of open changes answers. */
async function oldestOpen(
  firmId: string,
  syncIds: readonly string[],
): Promise<ReadonlyMap<string, OldestOpen>> {
  const rows = await db(firmId).$queryRaw<(OldestOpen & { readonly syncId: string })[]>`
    select s.id as "syncId", o.* from unnest(${[...syncIds]}::uuid[]) s (id) cross join lateral (
      select min("createdAt") filter (where state = 'waiting') as "undecidedSince",
        min("createdAt") filter (where state = 'failed') as "failedSince"
      from "Change" where "syncId" = s.id and "firmId" = ${firmId}::uuid and state in ('waiting', 'failed', 'sent')
        and (state = 'failed' or undecided or outdated)) o`
  return new Map(rows.map(({ syncId, ...since }) => [syncId, since]))
}
