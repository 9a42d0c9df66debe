// The state of a person's sync in one statement: an open page reads it every second, and the header of every page needs it. The header
// shows no numbers of links and exclusions, so it leaves out their cost.

import type { ConnectionFacts, RunFacts, SyncFacts, WaitingFacts } from '@/lib/engine/status'
import type { ProviderName } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { openCounts, type SyncCounts, syncCounts } from '@/lib/store/runs/counts'
import { openStates } from '@/lib/store/runs/run-sql'

/** `Counts`: numbers of contacts. An Overview contains these facts too. */
interface Facts<Counts extends WaitingFacts> {
  readonly connection: Omit<ConnectionFacts, 'disconnectedAt'>
  readonly sync: (SyncFacts & { readonly counts: Counts; readonly run: RunFacts | null }) | null
}

/** The facts that a status depends on. */
export type NeedFacts = Facts<WaitingFacts>
/** With all numbers of the sync's page. */
export type StatusFacts = Facts<SyncCounts>

type Row<Counts> = Omit<ConnectionFacts, 'disconnectedAt'> &
  Omit<SyncFacts, 'state'> &
  Omit<RunFacts, 'id' | 'kind' | 'state'> & {
    readonly counts: Counts
    readonly state: SyncFacts['state'] | null
    readonly runId: string | null
    readonly runKind: RunFacts['kind']
    readonly runState: RunFacts['state']
  }

/** Null while the person has no live connection. */
export const statusFactsOf = (
  actor: Actor,
  provider: ProviderName,
  calendarId: string | null = null,
): Promise<StatusFacts | null> => factsBy(actor, pulseStatement(actor, provider, 'all', calendarId))

/** Like statusFactsOf, without the numbers of links and exclusions. */
export const needFactsOf = (
  actor: Actor,
  provider: ProviderName,
  calendarId: string | null = null,
): Promise<NeedFacts | null> => factsBy(actor, pulseStatement(actor, provider, 'open', calendarId))

async function factsBy<C extends WaitingFacts>(
  { firmId }: Actor,
  statement: Prisma.Sql,
): Promise<Facts<C> | null> {
  const [row] = await db(firmId).$queryRaw<readonly Row<C>[]>(statement)
  if (!row) return null
  const { accountEmail, connectedAt, consentLostAt, state } = row
  return { connection: { accountEmail, connectedAt, consentLostAt }, sync: state && syncFrom(row, state) }
}

function syncFrom<C extends WaitingFacts>(row: Row<C>, state: SyncFacts['state']): Facts<C>['sync'] {
  const { stoppedAt, stoppedById, pausedAt, pausedById, lastSuccessAt, nextCheckAt, counts } = row
  const { runId: id, runKind: kind, runState, createdAt, readyAt, applyingAt, endedAt } = row
  const { done, total, waitKind, waitUntil, attempts, problem } = row
  const run = id && {
    ...{ id, kind, state: runState, createdAt, readyAt, applyingAt, endedAt },
    ...{ done, total, waitKind, waitUntil, attempts, problem },
  }
  return {
    state,
    stoppedAt,
    stoppedById,
    pausedAt,
    pausedById,
    lastSuccessAt,
    nextCheckAt,
    counts,
    run: run || null,
  }
}

const RUN = Prisma.sql`id, kind, state, "createdAt", "readyAt", "applyingAt", "endedAt", done, total, "waitKind", "waitUntil", attempts, problem`

const ofWhat = (calendarId: string | null): Prisma.Sql =>
  calendarId === null
    ? Prisma.sql`s.kind = 'contacts'`
    : Prisma.sql`s.kind = 'events' and s."localCollectionId" =
        (select l.id from "Collection" l where l."firmId" = s."firmId" and l."calendarId" = ${calendarId}::uuid)`

const OF = { firm: Prisma.sql`s."firmId"`, sync: Prisma.sql`s.id` }

/** `counts`: the numbers of open changes only, or all. Exported so that its plan can be tested. */
export const pulseStatement = (
  { firmId, userId }: Actor,
  provider: ProviderName,
  counts: 'open' | 'all',
  calendarId: string | null = null,
): Prisma.Sql => Prisma.sql`
  select c."accountEmail", c."connectedAt", ${calendarId === null ? Prisma.sql`c."consentLostAt"` : Prisma.sql`coalesce(c."consentLostAt", c."calendarsLostAt") as "consentLostAt"`},
    s.state::text as state, s."stoppedAt", s."stoppedById", s."pausedAt", s."pausedById", s."lastSuccessAt", s."nextCheckAt",
    r.id as "runId", r.kind::text as "runKind", r.state::text as "runState", r."createdAt", r."readyAt", r."applyingAt",
    r."endedAt", r.done, r.total, r."waitKind"::text as "waitKind", r."waitUntil", r.attempts, r.problem,
    jsonb_build_object('undecided', n.undecided, 'outdated', n.outdated, 'failed', n.failed)
      || ${counts === 'all' ? Prisma.sql`jsonb_build_object('inSync', n."inSync", 'excluded', n.excluded, 'leftOut', n."leftOut", 'unanswered', n.unanswered)` : Prisma.sql`'{}'::jsonb`} as counts
  from "Connection" c
  left join lateral (select s.* from "Sync" s where s."firmId" = c."firmId" and s."connectionId" = c.id and ${ofWhat(calendarId)}
    order by s."stoppedAt" desc nulls first, s."createdAt" desc limit 1) s on true
  left join lateral (
    (select 0 as place, ${RUN} from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      and state in (${openStates}) limit 1)
    union all
    (select 1 as place, ${RUN} from "Run" where "firmId" = s."firmId" and "syncId" = s.id
      order by "createdAt" desc, id desc limit 1)
    order by place limit 1) r on true
  left join lateral (${counts === 'all' ? syncCounts(OF) : openCounts(OF)}) n on true
  where c."firmId" = ${firmId}::uuid and c."userId" = ${userId}::uuid and c.provider = ${provider} and c."disconnectedAt" is null
  limit 1`
