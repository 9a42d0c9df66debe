// A sync's recent writes to its items.
import { parseBody, type StoredBody } from '@/lib/engine/change-body'
import { type Written, writtenBy } from '@/lib/engine/guard/ping-pong'
import { db } from '@/lib/store/database/client'
import type { SyncKind, Value } from '@/lib/store/kinds/kind'
import { writes } from '@/lib/store/review/writes'

/** The last `most` updates of each of the items, by their ids here. */
export async function writtenBefore(
  { sync, domain }: Pick<SyncKind, 'sync' | 'domain'>,
  ids: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly Written<Value>[]>> {
  const rows = await db(sync.firmId).$queryRaw<(StoredBody & { readonly localId: string })[]>`
    select c.id, c."localId", c.body, c."bodyVersion"
    from unnest(${[...ids]}::uuid[]) as wanted(id)
    cross join lateral (
      select h.id, h."localId", h.body, h."bodyVersion", h."createdAt" from "Change" h
      where h."firmId" = ${sync.firmId}::uuid and h."localId" = wanted.id and h."syncId" = ${sync.id}::uuid
        and h.kind = 'update' and h.state = 'applied'
      order by h."createdAt" desc limit ${most}
    ) c
    order by c."localId", c."createdAt" desc`
  const written = new Map<string, Written<Value>[]>()
  for (const { localId, ...change } of rows) {
    const one = writtenBy(parseBody(domain, change))
    if (one) written.set(localId, [...(written.get(localId) ?? []), one])
  }
  return written
}

/** Those of the items, by their ids here, that this sync has written at least `least` times since then, on whichever side. */
export async function writtenOften(
  { sync }: Pick<SyncKind, 'sync'>,
  ids: readonly string[],
  since: Date,
  least: number,
): Promise<ReadonlySet<string>> {
  const rows = await db(sync.firmId).$queryRaw<{ readonly localId: string }[]>`
    select c."localId" from "Change" c
    where c."firmId" = ${sync.firmId}::uuid and c."syncId" = ${sync.id}::uuid
      and c."localId" = any(${[...ids]}::uuid[])
      and c.state = 'applied' and c."appliedAt" > ${since} and ${writes}
    group by c."localId" having count(*) >= ${least}`
  return new Set(rows.map(({ localId }) => localId))
}
