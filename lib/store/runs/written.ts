// A sync's recent writes to its contacts: applied updates, newest first.
import { parseBody, type StoredBody } from '@/lib/domains/contacts/change-body'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { type Written, writtenBy } from '@/lib/engine/ping-pong'
import { db } from '@/lib/store/database/client'

/** The last `most` updates of each of the contacts. */
export async function writtenBefore(
  sync: { readonly id: string; readonly firmId: string },
  contactIds: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly Written<Contact>[]>> {
  const rows = await db(sync.firmId).$queryRaw<(StoredBody & { readonly localId: string })[]>`
    select c.id, c."localId", c.body, c."bodyVersion"
    from unnest(${[...contactIds]}::uuid[]) as wanted(id)
    cross join lateral (
      select h.id, h."localId", h.body, h."bodyVersion", h."createdAt" from "Change" h
      where h."firmId" = ${sync.firmId}::uuid and h."localId" = wanted.id and h."syncId" = ${sync.id}::uuid
        and h.kind = 'update' and h.state = 'applied'
      order by h."createdAt" desc limit ${most}
    ) c
    order by c."localId", c."createdAt" desc`
  const written = new Map<string, Written<Contact>[]>()
  for (const { localId, ...change } of rows) {
    const one = writtenBy(parseBody(change))
    if (one) written.set(localId, [...(written.get(localId) ?? []), one])
  }
  return written
}
