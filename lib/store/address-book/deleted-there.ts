// Contacts here that were deleted in the account of a person's own sync. Each stays here, and its later edits do too, until it is restored
// there or deleted here as well.
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import { contactFromRow } from './contact-row'

export interface DeletedThere {
  /** The link's. */
  readonly id: string
  readonly contactId: string
  readonly contact: Contact
  readonly at: Date
  /** The contact here that it was probably merged into there. */
  readonly mergedInto: { readonly id: string; readonly name: string } | null
}

/** Links `l` that ended in the account, of contacts `c` that are here. */
const deletedThereOf = ({ firmId, userId }: Actor, syncId: string) => Prisma.sql`
  "Link" l join "Contact" c on c.id = l."localId" and c."firmId" = l."firmId" and c."deletedAt" is null
  where l."firmId" = ${firmId}::uuid and l."syncId" = ${syncId}::uuid and l."tombstoneAt" is not null and l.tombstone = 'remote'
    and exists (select from "Sync" s join "Connection" k on k.id = s."connectionId"
      where s.id = l."syncId" and s.kind = 'contacts' and k."userId" = ${userId}::uuid)`

export async function countDeletedThere(actor: Actor, syncId: string): Promise<number> {
  const [row] = await db(actor).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from ${deletedThereOf(actor, syncId)}`
  return row.count
}

/** Newest first. */
export async function deletedThere(
  actor: Actor,
  syncId: string,
  start: PageStart,
  size: number,
): Promise<KeysetPage<DeletedThere>> {
  const ours = db(actor)
  const back = start.kind === 'before'
  const from =
    start.kind === 'first'
      ? Prisma.empty
      : Prisma.sql`and (l."tombstoneAt", l.id) ${back ? Prisma.sql`>` : Prisma.sql`<`} (
          select "tombstoneAt", id from "Link" where "firmId" = ${actor.firmId}::uuid and id = ${start.id}::uuid)`
  const order = back ? Prisma.sql`l."tombstoneAt", l.id` : Prisma.sql`l."tombstoneAt" desc, l.id desc`
  const ids = await ours.$queryRaw<{ id: string }[]>`
    select l.id from ${deletedThereOf(actor, syncId)} ${from} order by ${order} limit ${size + 1}`
  const page = pageOf(ids, start, size)
  const links = await ours.link.findMany({
    where: { firmId: actor.firmId, id: { in: page.rows.map(({ id }) => id) } },
  })
  const into = links.flatMap(({ mergedInto }) => mergedInto ?? [])
  const survivors = await ours.link.findMany({
    where: { firmId: actor.firmId, syncId, remoteId: { in: into } },
  })
  const contacts = await ours.contact.findMany({
    where: {
      firmId: actor.firmId,
      deletedAt: null,
      id: { in: [...links, ...survivors].map(({ localId }) => localId) },
    },
  })
  const linkOf = new Map(links.map((link) => [link.id, link]))
  const contactOf = new Map(contacts.map((row) => [row.id, row]))
  const survivorOf = (remoteId: string | null) => {
    const link = survivors.find((one) => one.remoteId === remoteId)
    const row = link && contactOf.get(link.localId)
    return row ? { id: row.id, name: displayName(contactFromRow(row)) } : null
  }
  const rows = page.rows.flatMap(({ id }) => {
    const link = linkOf.get(id)
    const row = link && contactOf.get(link.localId)
    if (!link?.tombstoneAt || !row) return []
    const mergedInto = survivorOf(link.mergedInto)
    return [{ id, contactId: row.id, contact: contactFromRow(row), at: link.tombstoneAt, mergedInto }]
  })
  return { ...page, rows }
}
