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
  const rows = await db(sync.firmId).$queryRaw<(StoredBody & { readonly contactId: string })[]>`
    select c.id, c."contactId", c.body, c."bodyVersion"
    from unnest(${[...contactIds]}::uuid[]) as wanted(id)
    cross join lateral (
      select h.id, h."contactId", h.body, h."bodyVersion", h."createdAt" from "Change" h
      where h."firmId" = ${sync.firmId}::uuid and h."contactId" = wanted.id and h."syncId" = ${sync.id}::uuid
        and h.kind = 'update' and h.state = 'applied'
      order by h."createdAt" desc limit ${most}
    ) c
    order by c."contactId", c."createdAt" desc`
  const written = new Map<string, Written<Contact>[]>()
  for (const { contactId, ...change } of rows) {
    const one = writtenBy(parseBody(change))
    if (one) written.set(contactId, [...(written.get(contactId) ?? []), one])
  }
  return written
}
