// Items of the firm that cannot be synced, grouped by what they are and by the kind of error.
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin } from '@/lib/store/firm/rights'
import type { KindName } from '@/lib/store/kinds/kind'

export interface ErrorGroup {
  readonly of: KindName
  readonly kind: string
  readonly field: string | null
  readonly items: number
  readonly people: number
  /** Some of those people, by name; at most NAMED. */
  readonly names: readonly string[]
  readonly firstAt: Date
  readonly lastAt: Date
}

/** People that an error names. */
const NAMED = 5

/** `runId`: of this run only. */
export async function errorGroups(actor: Actor, runId: string | null = null): Promise<readonly ErrorGroup[]> {
  mustBeAdmin(actor)
  return db(actor.firmId).$queryRaw<ErrorGroup[]>`
    select s.kind as of, c.error->>'kind' as kind, c.error->>'field' as field, count(*)::int as items,
      count(distinct k."userId")::int as people, (array_agg(distinct u.name order by u.name))[1:${NAMED}::int] as names,
      min(c."createdAt") as "firstAt", max(c."createdAt") as "lastAt"
    from "Sync" s join "Connection" k on k.id = s."connectionId" and k."disconnectedAt" is null join "User" u on u.id = k."userId"
    join "Change" c on c."syncId" = s.id and c.state = 'failed' and c.error is not null
    where s."firmId" = ${actor.firmId}::uuid ${runId === null ? Prisma.empty : Prisma.sql`and c."runId" = ${runId}::uuid`}
    group by 1, 2, 3 order by items desc, 2`
}
