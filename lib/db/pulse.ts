// What an open page asks each second: one statement, however much the sync holds.
import type { ConnectionFacts, RunFacts, SyncFacts } from '@/lib/sync/status'
import type { Actor } from './actor'
import { db } from './client'
import { Prisma } from './generated/client'
import type { SyncCounts } from './overview'

/** As far as the status of a sync depends on it; an Overview says as much and more. */
export interface StatusFacts {
  readonly connection: Omit<ConnectionFacts, 'disconnectedAt'>
  readonly sync: (SyncFacts & { readonly counts: SyncCounts; readonly run: RunFacts | null }) | null
}

type Row = Omit<ConnectionFacts, 'disconnectedAt'> &
  Omit<SyncFacts, 'state'> &
  Omit<RunFacts, 'id' | 'kind' | 'state'> &
  SyncCounts & {
    readonly state: SyncFacts['state'] | null
    readonly runId: string | null
    readonly runKind: RunFacts['kind']
    readonly runState: RunFacts['state']
  }

/** Null while the person has no live connection. */
export async function statusFactsOf(actor: Actor, provider: string): Promise<StatusFacts | null> {
  const [row] = await db(actor.firmId).$queryRaw<readonly Row[]>(pulseStatement(actor, provider))
  if (!row) return null
  const { accountEmail, connectedAt, consentLostAt, state } = row
  return { connection: { accountEmail, connectedAt, consentLostAt }, sync: state && syncFrom(row, state) }
}

function syncFrom(row: Row, state: SyncFacts['state']): StatusFacts['sync'] {
  const { stoppedAt, stoppedById, lastSuccessAt, nextCheckAt } = row
  const { inSync, excluded, undecided, drifted, failed, unanswered } = row
  const { runId: id, runKind: kind, runState, createdAt, readyAt, applyingAt, endedAt } = row
  const { done, total, waitKind, waitUntil, attempts, problem } = row
  const run = id && {
    ...{ id, kind, state: runState, createdAt, readyAt, applyingAt, endedAt },
    ...{ done, total, waitKind, waitUntil, attempts, problem },
  }
  return {
    ...{ state, stoppedAt, stoppedById, lastSuccessAt, nextCheckAt },
    counts: { inSync, excluded, undecided, drifted, failed, unanswered },
    run: run || null,
  }
}

const RUN = Prisma.sql`id, kind, state, "createdAt", "readyAt", "applyingAt", "endedAt", done, total, "waitKind", "waitUntil", attempts, problem`

/** Apart so that its plan can be examined. */
export const pulseStatement = ({ firmId, userId }: Actor, provider: string): Prisma.Sql => Prisma.sql`
  select c."accountEmail", c."connectedAt", c."consentLostAt",
    s.state::text as state, s."stoppedAt", s."stoppedById", s."lastSuccessAt", s."nextCheckAt",
    r.id as "runId", r.kind::text as "runKind", r.state::text as "runState", r."createdAt", r."readyAt", r."applyingAt",
    r."endedAt", r.done, r.total, r."waitKind"::text as "waitKind", r."waitUntil", r.attempts, r.problem,
    (select count(*)::int from "Link" l where l."firmId" = c."firmId" and l."syncId" = s.id and l.tombstone is null) as "inSync",
    (select count(*)::int from "Exclusion" x where x."firmId" = c."firmId" and x."syncId" = s.id) as excluded,
    h.*
  from "Connection" c
  left join "Sync" s on s."firmId" = c."firmId" and s."connectionId" = c.id and s.kind = 'contacts'
  left join lateral (
    (select 0 as place, ${RUN} from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      and state in ('reading', 'comparing', 'ready', 'applying') limit 1)
    union all
    (select 1 as place, ${RUN} from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      order by "createdAt" desc, id desc limit 1)
    order by place limit 1) r on true
  left join lateral (
    select count(*) filter (where state = 'waiting' and undecided)::int as undecided,
      count(*) filter (where state = 'waiting' and drifted and not undecided)::int as drifted,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'sent')::int as unanswered
    from "Change" where "syncId" = s.id and "firmId" = s."firmId" and state in ('waiting', 'failed', 'sent')) h on true
  where c."firmId" = ${firmId}::uuid and c."userId" = ${userId}::uuid and c.provider = ${provider} and c."disconnectedAt" is null
  limit 1`
