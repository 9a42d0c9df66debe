// The numbers of items of a sync, by state: the one statement behind every tile, bar and status page.
import type { WaitingFacts } from '@/lib/engine/status'
import { Prisma } from '@/lib/store/database/generated/client'

/** Numbers of items by state; each item is in one of them. */
export interface SyncCounts extends WaitingFacts {
  readonly inSync: number
  /** Sent to the account without a reply: the sync looks for them before it does anything else. */
  readonly unanswered: number
  /** By a person, not by the choice of what is synced. */
  readonly excluded: number
  /** Contacts here that the choice of what is synced leaves out. */
  readonly leftOut: number
}

/** The columns of WaitingFacts, counted over rows of "Change". */
const WAITING = Prisma.sql`
  count(*) filter (where state = 'waiting' and undecided)::int as undecided,
  count(*) filter (where state = 'waiting' and outdated and not undecided)::int as outdated,
  count(*) filter (where state = 'failed')::int as failed,
  count(*) filter (where state = 'sent')::int as unanswered`

interface OfSync {
  /** Expressions of ids: parameters, or columns of an outer query. */
  readonly firm: Prisma.Sql
  readonly sync: Prisma.Sql
}

/** One row with the numbers of open changes only: WaitingFacts and `unanswered`. The index of open changes answers. */
export const openCounts = ({ firm, sync }: OfSync): Prisma.Sql => Prisma.sql`
  select ${WAITING} from "Change" where "syncId" = ${sync} and "firmId" = ${firm} and state in ('waiting', 'failed', 'sent')`

/**
 * One row of SyncCounts. One that waits for a person, failed, was sent without a reply or is excluded does not also count as "in sync". It
 * starts from the few open changes, which an index holds, and looks up their links: by arrays, since Postgres expects many of them
 * (migration review_index).
 */
export const syncCounts = ({ firm, sync }: OfSync): Prisma.Sql => Prisma.sql`
  with open as materialized (
    select id, state, undecided, outdated from "Change"
    where "syncId" = ${sync} and "firmId" = ${firm} and state in ('waiting', 'failed', 'sent')
      and (state <> 'waiting' or undecided or outdated)
  ), apart as materialized (
    select "localId", "remoteId" from "Change" where "firmId" = ${firm} and id = any(array(select id from open))
    union all
    select "localId", "remoteId" from "Exclusion" where "syncId" = ${sync} and "firmId" = ${firm}
  ), held as (
    select l.id from "Link" l
    where l."syncId" = ${sync} and l."localId" = any(array(select "localId" from apart)) and l.tombstone is null
    union
    select l.id from "Link" l
    where l."syncId" = ${sync} and l."remoteId" = any(array(select "remoteId" from apart)) and l.tombstone is null
  )
  select (select count(*)::int from "Link" l
      where l."firmId" = ${firm} and l."syncId" = ${sync} and l.tombstone is null)
      - (select count(*)::int from held) as "inSync",
    (select count(*)::int from "Exclusion" where "syncId" = ${sync} and "firmId" = ${firm} and not "byChoice") as excluded,
    (select count(*)::int from "Exclusion" where "syncId" = ${sync} and "firmId" = ${firm} and "byChoice") as "leftOut",
    ${WAITING}
  from open`
