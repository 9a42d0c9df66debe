// Deletes several contacts at once, and brings them back. Each is deleted and restored as one alone is.
import { withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { recordAction } from '@/lib/store/undo/actions'
import { deleteContact } from './contacts'
import { restoreBeside } from './replacements'

/** Returns the ids of those that it deleted: contacts that a matter names stay. */
export async function deleteTogether(actor: Actor, ids: readonly string[]): Promise<readonly string[]> {
  return withTransaction(actor, async (tx) => {
    const deleted: string[] = []
    const actionId = crypto.randomUUID()
    const by = { userId: actor.userId, actionId }
    // In one order, so that two people who delete the same contacts do not wait for each other.
    for (const id of [...new Set(ids)].sort()) {
      const { kind } = await deleteContact(actor, id, by, tx)
      if (kind === 'written') deleted.push(id)
    }
    await recordAction(tx, actor, { id: actionId, kind: 'delete', count: deleted.length })
    return deleted
  })
}

/** Returns how many are back. One stays deleted if another contact is here in its place: its page asks whether to have both. */
export async function restoreTogether(actor: Actor, ids: readonly string[]): Promise<number> {
  let restored = 0
  for (const id of ids) if ((await restoreBeside(actor, id, { both: false })) === 'restored') restored += 1
  return restored
}
