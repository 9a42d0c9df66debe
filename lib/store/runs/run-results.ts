// What a run did, item by item, in keyset pages. Only for the owner of its sync.
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import { type DoneChange, doneChange, OF_KIND } from '@/lib/store/sync/overview'

export type Outcome = 'all' | 'failed'

export interface RunResults extends KeysetPage<DoneChange> {
  /** How many there are of each. */
  readonly counts: Readonly<Record<Outcome, number>>
}

export async function resultsOfRun(
  actor: Actor,
  runId: string,
  outcome: Outcome,
  start: PageStart,
  size: number,
): Promise<RunResults> {
  const { firmId, userId } = actor
  const ours = db(firmId)
  const own = Prisma.sql`c."firmId" = ${firmId}::uuid and c."runId" = ${runId}::uuid and exists (
    select from "Sync" s join "Connection" k on k.id = s."connectionId" where s.id = c."syncId" and k."userId" = ${userId}::uuid)`
  const backwards = start.kind === 'before'
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql`and (c."sortKey", c.id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`} (
          select "sortKey", id from "Change" where "firmId" = ${firmId}::uuid and id = ${start.id}::uuid)`
  const states = outcome === 'failed' ? Prisma.sql`'failed'` : Prisma.sql`'applied', 'failed'`
  const order = backwards ? Prisma.sql`c."sortKey" desc, c.id desc` : Prisma.sql`c."sortKey", c.id`
  const [ids, [counts]] = await Promise.all([
    ours.$queryRaw<{ id: string }[]>`
      select c.id from "Change" c where ${own} and c.state in (${states}) ${from} order by ${order} limit ${size + 1}`,
    ours.$queryRaw<[Record<Outcome, number>]>`
      select count(*)::int as "all", (count(*) filter (where c.state = 'failed'))::int as failed
      from "Change" c where ${own} and c.state in ('applied', 'failed')`,
  ])
  const { rows, more } = pageOf(ids, start, size)
  const found = await ours.change.findMany({
    where: { firmId, id: { in: rows.map(({ id }) => id) } },
    include: OF_KIND,
  })
  const byId = new Map(found.map((change) => [change.id, change]))
  const changes = rows.flatMap(({ id }) => byId.get(id) ?? [])
  return { rows: changes.map(doneChange), more, counts }
}
