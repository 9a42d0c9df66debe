// The tags of contacts: read, changed, and their history. A tag exists from its first use.
import { randomUUID } from 'node:crypto'
import { tagKey } from '@/lib/domains/contacts/value/tags'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { withRows } from '@/lib/store/database/given-rows'
import type { Actor } from '@/lib/store/firm/actor'
import { userNames } from '@/lib/store/firm/user-names'

export interface TagOfContact {
  readonly id: string
  readonly name: string
  readonly color: string | null
}

/** By contact id, sorted by name; contacts without a tag are missing. */
export async function tagsOfContacts(
  view: View,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TagOfContact[]>> {
  if (contactIds.length === 0) return new Map()
  const rows = await db(view).contactTag.findMany({
    where: { firmId: firmOf(view), contactId: { in: [...contactIds] } },
    select: { contactId: true, tag: { select: { id: true, name: true, color: true } } },
    orderBy: { tag: { folded: 'asc' } },
  })
  const tags = new Map<string, TagOfContact[]>()
  for (const { contactId, tag } of rows) tags.set(contactId, [...(tags.get(contactId) ?? []), tag])
  return tags
}

interface TagsToChange {
  readonly contactId: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Adds and removes tags, by name, and records what really changed. `userId` null: the sync does it. `actionId`, `isUndo`: as of ContactEdit.
 * Contacts of other firms and deleted ones stay as they are. In the caller's transaction.
 */
export async function changeTags(
  tx: Tx,
  firmId: string,
  changes: readonly TagsToChange[],
  userId: string | null,
  actionId: string | null = null,
  isUndo = false,
): Promise<void> {
  const all = changes.filter(({ added, removed }) => added.length + removed.length > 0)
  if (all.length === 0) return
  await ensureTags(tx, firmId, [...new Set(all.flatMap(({ added }) => added))])
  const rows = all.map(({ contactId, added, removed }) => ({
    id: randomUUID(),
    contactId,
    added: added.map(tagKey),
    removed: removed.map(tagKey),
  }))
  await withRows(
    rows,
    (given) => tx.$executeRaw`
      with asked as (
        select a.* from jsonb_to_recordset(${given}) as a(id uuid, "contactId" uuid, added jsonb, removed jsonb)
        join "Contact" c on c.id = a."contactId" and c."firmId" = ${firmId}::uuid and c."deletedAt" is null
      ), gone as (
        delete from "ContactTag" x using asked a, "Tag" t
        where x."firmId" = ${firmId}::uuid and x."contactId" = a."contactId" and t.id = x."tagId" and a.removed ? t.folded
        returning x."contactId", t.name
      ), put as (
        insert into "ContactTag" ("firmId", "contactId", "tagId")
        select ${firmId}::uuid, a."contactId", t.id from asked a join "Tag" t on t."firmId" = ${firmId}::uuid and a.added ? t.folded
        on conflict do nothing
        returning "contactId", "tagId"
      ), done as (
        select a.id, a."contactId",
          array(select t.name from put p join "Tag" t on t.id = p."tagId" where p."contactId" = a."contactId" order by t.name) as added,
          array(select g.name from gone g where g."contactId" = a."contactId" order by g.name) as removed
        from asked a
      )
      insert into "ContactTagEdit" (id, "firmId", "contactId", "userId", "actionId", "isUndo", added, removed)
      select id, ${firmId}::uuid, "contactId", ${userId}::uuid, ${actionId}::uuid, ${isUndo}, added, removed from done
      where cardinality(added) + cardinality(removed) > 0`,
  )
}

/** What a person changed in the form of a contact. */
export const saveTagsOf = (
  actor: Actor,
  contactId: string,
  changes: Omit<TagsToChange, 'contactId'>,
): Promise<void> =>
  withTransaction(actor, (tx) => changeTags(tx, actor.firmId, [{ contactId, ...changes }], actor.userId))

/** Tags that do not exist yet are created with the given spelling. */
async function ensureTags(tx: Tx, firmId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const rows = [...new Map(names.map((name) => [tagKey(name), name]))].sort(([a], [b]) => (a < b ? -1 : 1))
  await tx.tag.createMany({
    data: rows.map(([folded, name]) => ({ id: randomUUID(), firmId, name, folded })),
    skipDuplicates: true,
  })
}

/** A change of a contact's tags. */
export interface TagStep {
  readonly id: string
  readonly at: Date
  /** Null: the sync did it, or the person was removed. */
  readonly author: string | null
  readonly bySync: boolean
  readonly isUndo: boolean
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Newest first. */
export async function tagHistory(view: View, contactId: string, most: number): Promise<readonly TagStep[]> {
  const firmId = firmOf(view)
  const rows = await db(view).contactTagEdit.findMany({
    where: { firmId, contactId },
    orderBy: { at: 'desc' },
    take: most,
  })
  const names = await userNames(
    firmId,
    rows.map(({ userId }) => userId),
  )
  return rows.map(({ id, at, userId, isUndo, added, removed }) => {
    return { id, at, author: names.get(userId) ?? null, bySync: userId === null, isUndo, added, removed }
  })
}
