// What the syncs of a firm, or one of them, did on each day: from SyncDay, which a trigger fills as runs end.
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin } from '@/lib/store/firm/rights'
import { DAY } from '@/lib/time'

export interface ActivityDay {
  /** 2026-11-28, in UTC. */
  readonly day: string
  readonly runs: number
  readonly failedRuns: number
  /** Contacts and events that were written on either side. */
  readonly written: number
  /** How long the runs worked. */
  readonly workedMs: number
  readonly apiCalls: number
  readonly callsRefused: number
  readonly callsFailed: number
}

export const ACTIVITY_DAYS = 14

/** The last ACTIVITY_DAYS days, oldest first, days without a run included. `syncId`: of this sync only. */
export async function activityDays(
  actor: Actor,
  now: Date,
  syncId: string | null = null,
): Promise<readonly ActivityDay[]> {
  mustBeAdmin(actor)
  return db(actor.firmId).$queryRaw<ActivityDay[]>(daysStatement(actor.firmId, now, syncId))
}

/** Exported so that its plan can be tested. */
export function daysStatement(firmId: string, now: Date, syncId: string | null): Prisma.Sql {
  const last = now.toISOString().slice(0, 10)
  const first = new Date(Date.parse(last) - (ACTIVITY_DAYS - 1) * DAY).toISOString().slice(0, 10)
  return Prisma.sql`
    with counted as (
      select day, sum(runs)::int as runs, sum("failedRuns")::int as "failedRuns", sum(written)::int as written,
        sum("workedMs")::float8 as "workedMs", sum("apiCalls")::int as "apiCalls", sum("callsRefused")::int as "callsRefused",
        sum("callsFailed")::int as "callsFailed"
      from "SyncDay" where "firmId" = ${firmId}::uuid and day between ${first}::date and ${last}::date
        ${syncId === null ? Prisma.empty : Prisma.sql`and "syncId" = ${syncId}::uuid`}
      group by day)
    select to_char(n.day, 'YYYY-MM-DD') as day, coalesce(runs, 0) as runs, coalesce("failedRuns", 0) as "failedRuns",
      coalesce(written, 0) as written, coalesce("workedMs", 0) as "workedMs", coalesce("apiCalls", 0) as "apiCalls",
      coalesce("callsRefused", 0) as "callsRefused", coalesce("callsFailed", 0) as "callsFailed"
    from generate_series(${first}::date, ${last}::date, interval '1 day') as n(day) left join counted d on d.day = n.day::date
    order by n.day`
}
