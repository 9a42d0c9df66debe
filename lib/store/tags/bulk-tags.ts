// Adds one tag to many contacts, or removes it from them.
import { MOST_TAGS, tagKey } from '@/lib/domains/contacts/value/tags'
import { withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { recordAction } from '@/lib/store/undo/actions'
import { changeTags } from './contact-tags'

export interface BulkTag {
  readonly ids: readonly string[]
  /** The tag's name. */
  readonly name: string
  readonly adds: boolean
}

/** The contacts that an action changed, and its id, by which it is undone. */
export interface ChangedTogether {
  readonly ids: readonly string[]
  readonly actionId: string
}

/** Contacts with as many tags as one can have stay. */
export async function tagTogether(actor: Actor, { ids, name, adds }: BulkTag): Promise<ChangedTogether> {
  const { firmId } = actor
  const actionId = crypto.randomUUID()
  return withTransaction(actor, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; has: boolean; tags: number }[]>`
      select c.id, coalesce(bool_or(t.folded = ${tagKey(name)}), false) as has, count(t.id)::int as tags
      from "Contact" c left join "ContactTag" x on x."contactId" = c.id left join "Tag" t on t.id = x."tagId"
      where c."firmId" = ${firmId}::uuid and c."deletedAt" is null and c.id = any(${[...ids]}::uuid[])
      group by c.id order by c.id`
    const changed = rows
      .filter(({ has, tags }) => (adds ? !has && tags < MOST_TAGS : has))
      .map(({ id }) => id)
    const change = adds ? { added: [name], removed: [] } : { added: [], removed: [name] }
    await changeTags(
      tx,
      firmId,
      changed.map((contactId) => ({ contactId, ...change })),
      actor.userId,
      actionId,
    )
    const kind = adds ? 'addTag' : 'removeTag'
    await recordAction(tx, actor, { id: actionId, kind, count: changed.length, name })
    return { ids: changed, actionId }
  })
}
