// The tags of a firm: listed, renamed, merged, colored and deleted.

import { LONGEST_TAG, tagKey } from '@/lib/domains/contacts/value/tags'
import { oneLine } from '@/lib/domains/text/plain-text'
import { recordAudit } from '@/lib/store/audit/record'
import { COLORS } from '@/lib/store/calendar/colors'
import { asEveryone, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import type { Actor } from '@/lib/store/firm/actor'
import type { TagOfContact } from './contact-tags'

export interface TagWithCount extends TagOfContact {
  /** Contacts that are not deleted and that the reader sees. */
  readonly contacts: number
}

/** All tags of the firm by name. */
export async function tagsOf(view: View): Promise<readonly TagWithCount[]> {
  return db(view).$queryRaw<TagWithCount[]>`
    select t.id, t.name, t.color, (
      select count(*)::int from "ContactTag" x join "Contact" c on c.id = x."contactId" and c."deletedAt" is null
      where x."firmId" = t."firmId" and x."tagId" = t.id) as contacts
    from "Tag" t where t."firmId" = ${firmOf(view)}::uuid order by t.folded`
}

export type TagSaved =
  | { readonly kind: 'saved' }
  /** Another tag has the name: `id` is that tag's. */
  | { readonly kind: 'taken'; readonly id: string; readonly name: string }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'missing' }

/** `userId` null: a label in an account was renamed. */
type By = Pick<Actor, 'firmId'> & { readonly userId: string | null }

/** Saves the name and the color of a tag. */
export async function saveTag(
  { firmId, userId }: By,
  id: string,
  to: { readonly name: string; readonly color: string | null },
): Promise<TagSaved> {
  const name = oneLine(to.name)
  const folded = tagKey(name)
  if (folded === '') return { kind: 'fault', message: 'Enter a name.' }
  if (name.includes(',')) return { kind: 'fault', message: 'A tag cannot contain a comma.' }
  if (name.length > LONGEST_TAG)
    return { kind: 'fault', message: `A tag can have at most ${LONGEST_TAG} characters.` }
  const color = COLORS.find((one) => one === to.color) ?? null
  return withTransaction(firmId, async (tx) => {
    const other = await tx.tag.findFirst({ where: { firmId, folded, id: { not: id } } })
    if (other) return { kind: 'taken', id: other.id, name: other.name }
    const before = await tx.tag.findFirst({ where: { firmId, id } })
    if (!before) return { kind: 'missing' }
    await tx.tag.updateMany({ where: { firmId, id }, data: { name, folded, color } })
    if (before.name !== name)
      await recordTag(tx, { firmId, userId }, 'renamed', { name: before.name, into: name })
    return { kind: 'saved' }
  })
}

/** Gives the contacts of one tag the other tag instead, and deletes the first. False if one of them is gone. */
export async function mergeTags(actor: Actor, fromId: string, intoId: string): Promise<boolean> {
  const { firmId } = actor
  // Private contacts of colleagues have the tag, too.
  return withTransaction(asEveryone(firmId), async (tx) => {
    const tags = await tx.tag.findMany({ where: { firmId, id: { in: [fromId, intoId] } } })
    const from = tags.find(({ id }) => id === fromId)
    const into = tags.find(({ id }) => id === intoId)
    if (!from || !into || from.id === into.id) return false
    await tx.$executeRaw`
      with moved as (
        insert into "ContactTag" ("firmId", "contactId", "tagId")
        select "firmId", "contactId", ${into.id}::uuid from "ContactTag"
        where "firmId" = ${firmId}::uuid and "tagId" = ${from.id}::uuid
        on conflict do nothing returning "contactId"
      )
      insert into "ContactTagEdit" (id, "firmId", "contactId", "userId", added, removed)
      select gen_random_uuid(), x."firmId", x."contactId", ${actor.userId}::uuid,
        case when m."contactId" is null then '{}'::text[] else array[${into.name}] end, array[${from.name}]
      from "ContactTag" x left join moved m on m."contactId" = x."contactId"
      where x."firmId" = ${firmId}::uuid and x."tagId" = ${from.id}::uuid`
    await tx.tag.deleteMany({ where: { firmId, id: from.id } })
    await recordTag(tx, actor, 'merged', { name: from.name, into: into.name })
    return true
  })
}

/** Removes the tag from all contacts. False if it is gone already. */
export async function deleteTag(actor: Actor, id: string): Promise<boolean> {
  const { firmId } = actor
  return withTransaction(asEveryone(firmId), async (tx) => {
    const tag = await tx.tag.findFirst({ where: { firmId, id } })
    if (!tag) return false
    await noteRemoved(tx, actor, tag)
    await tx.tag.deleteMany({ where: { firmId, id } })
    await recordTag(tx, actor, 'deleted', { name: tag.name })
    return true
  })
}

const recordTag = (
  tx: Tx,
  { firmId, userId }: By,
  what: 'renamed' | 'merged' | 'deleted',
  value: { readonly name: string; readonly into?: string },
): Promise<void> => recordAudit(tx, firmId, { kind: 'settings.tags', userId, detail: { what }, value })

async function noteRemoved(
  tx: Tx,
  { firmId, userId }: Actor,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  await tx.$executeRaw`
    insert into "ContactTagEdit" (id, "firmId", "contactId", "userId", added, removed)
    select gen_random_uuid(), "firmId", "contactId", ${userId}::uuid, '{}'::text[], array[${name}]
    from "ContactTag" where "firmId" = ${firmId}::uuid and "tagId" = ${id}::uuid`
}
