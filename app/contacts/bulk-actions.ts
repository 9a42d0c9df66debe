'use server'
// What people do to several contacts at once: tags, and what is synced. Each can be undone until the page is left.
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { BulkDone, BulkState } from '@/components/contacts/bulk-bar'
import { bulkWords } from '@/components/contacts/bulk-words'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { tagFault, tagsIn } from '@/lib/domains/contacts/value/tags'
import type { Actor } from '@/lib/store/firm/actor'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { syncByHand } from '@/lib/store/sync/hand'
import { tagTogether } from '@/lib/store/tags/bulk-tags'

const WORDS = ['addTag', 'removeTag', 'sync', 'doNotSync'] as const
const OPPOSITE = { addTag: 'removeTag', removeTag: 'addTag', sync: 'doNotSync', doNotSync: 'sync' } as const
/** More than a page of the list has. */
const MOST = 200

const asked = z.object({
  word: z.enum(WORDS),
  ids: z.array(z.uuid()).max(MOST),
  tag: z.string(),
})

export async function bulkAction(was: BulkState, form: FormData): Promise<BulkState> {
  const user = await requireUser('/contacts')
  await limitRate('bulk', user)
  const isUndo = form.get('word') === 'undo'
  const given = isUndo
    ? was.done && { ...was.done, word: OPPOSITE[was.done.word] }
    : { word: form.get('word'), ids: form.getAll('id'), tag: String(form.get('tagName') ?? '') }
  const parsed = asked.safeParse(given)
  if (!parsed.success) return { words: 'Select the contacts again.', done: null }
  const { ids } = parsed.data
  if (ids.length === 0) return { words: 'Select at least one contact first.', done: null }
  const outcome = await carryOut(user, parsed.data)
  if (typeof outcome === 'string') return { words: outcome, done: null }
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
  return {
    words: isUndo ? 'Undone.' : bulkWords(outcome),
    done: isUndo || outcome.ids.length === 0 ? null : outcome,
  }
}

/** What was done, or what stands against it. */
async function carryOut(user: Actor, { word, ids, tag }: BulkDone): Promise<BulkDone | string> {
  if (word === 'sync' || word === 'doNotSync') {
    const changed = await syncByHand(user, ids, word === 'sync')
    return changed ? { word, ids: changed, tag: '' } : 'You sync no contacts yet. Set up a sync first.'
  }
  const [name, ...more] = tagsIn(tag)
  if (!name || more.length > 0) return 'Enter the name of one tag.'
  return (
    tagFault([name]) ?? {
      word,
      ids: await tagTogether(user, { ids, name, adds: word === 'addTag' }),
      tag: name,
    }
  )
}

/** **Sync** and **Do not sync** on the page of a contact. */
export async function syncContact(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  await syncByHand(user, [id], form.get('word') === 'sync')
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
}
