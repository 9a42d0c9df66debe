// A sync's recent writes to its items: applied updates, newest first.
import { parseBody, type StoredBody } from '@/lib/engine/change-body'
import { type Written, writtenBy } from '@/lib/engine/guard/ping-pong'
import { db } from '@/lib/store/database/client'
import type { SyncKind, Value } from '@/lib/store/kinds/kind'

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
