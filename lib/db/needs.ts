// Whether the person's own sync needs them, for the header of every page: the facts that its status is made of, in one query.
import type { ConnectionFacts, RunFacts, SyncFacts, WaitingFacts } from '@/lib/sync/status'
import type { Actor } from './actor'
import { db } from './client'

/** What `statusOf` reads, and nothing else. */
export interface StatusFacts {
  readonly connection: ConnectionFacts
  readonly sync: SyncFacts | null
  readonly run: RunFacts | null
  readonly waiting: WaitingFacts
}

type Row = ConnectionFacts &
  WaitingFacts &
  Omit<SyncFacts, 'state'> & { readonly state: SyncFacts['state'] | null; readonly run: StoredRun | null }

/** JSON of a row: its times are texts. */
type StoredRun = {
  readonly [K in keyof RunFacts]: RunFacts[K] extends Date
    ? string
    : Date extends RunFacts[K]
      ? string | null
      : RunFacts[K]
}

/** Null while the person has no live connection. Only the open changes of the sync are counted, by their own index. */
export async function statusFacts(actor: Actor): Promise<StatusFacts | null> {
  const [row] = await db(actor.firmId).$queryRaw<Row[]>`
    select k."accountEmail", k."connectedAt", k."consentLostAt", k."disconnectedAt",
      s.state, s."stoppedAt", s."stoppedById", s."lastSuccessAt", s."nextCheckAt", to_jsonb(r) as run,
      coalesce(c.undecided, 0) as undecided, coalesce(c.drifted, 0) as drifted, coalesce(c.failed, 0) as failed
    from "Connection" k
    left join "Sync" s on s."connectionId" = k.id and s."firmId" = k."firmId" and s.kind = 'contacts'
    left join lateral (
      select id, kind, state, "createdAt", "readyAt", "applyingAt", "endedAt", done, total, "waitKind", "waitUntil", attempts, problem
      from "Run" where "firmId" = k."firmId" and "syncId" = s.id order by "createdAt" desc, id desc limit 1
    ) r on true
    left join lateral (
      select count(*) filter (where state = 'waiting' and undecided)::int as undecided,
        count(*) filter (where state = 'waiting' and drifted and not undecided)::int as drifted,
        count(*) filter (where state = 'failed')::int as failed
      from "Change" where "syncId" = s.id and "firmId" = k."firmId" and state in ('waiting', 'failed', 'sent')
    ) c on s.id is not null
    where k."firmId" = ${actor.firmId}::uuid and k."userId" = ${actor.userId}::uuid
      and k.provider = 'google' and k."disconnectedAt" is null`
  if (!row) return null
  const { state, stoppedAt, stoppedById, lastSuccessAt, nextCheckAt, run } = row
  const { accountEmail, connectedAt, consentLostAt, disconnectedAt, undecided, drifted, failed } = row
  return {
    connection: { accountEmail, connectedAt, consentLostAt, disconnectedAt },
    sync: state && { state, stoppedAt, stoppedById, lastSuccessAt, nextCheckAt },
    run: run && runFacts(run),
    waiting: { undecided, drifted, failed },
  }
}

const time = (text: string | null): Date | null => (text === null ? null : new Date(text))

function runFacts(run: StoredRun): RunFacts {
  return {
    ...run,
    createdAt: new Date(run.createdAt),
    readyAt: time(run.readyAt),
    applyingAt: time(run.applyingAt),
    endedAt: time(run.endedAt),
    waitUntil: time(run.waitUntil),
  }
}
