'use server'
// What people do to several contacts at once: tags, what is synced, and deletion, which is asked about on a page of its own. Each is an
// action that can be undone: here until the page is left, and in **Activity** for 30 days.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { contactsChanged } from '@/app/contacts/contacts-changed'
import { selectedIds } from '@/app/contacts/selected'
import type { BulkDone, BulkState } from '@/components/contacts/bulk-bar'
import { bulkWords } from '@/components/contacts/bulk-words'
import { listPathOf } from '@/components/contacts/list/list-params'
import { limitRate } from '@/lib/auth/pace'
import { requireUser, roleLost } from '@/lib/auth/session'
import { tagFault, tagsIn } from '@/lib/domains/contacts/value/tags'
import { deleteTogether, restoreTogether } from '@/lib/store/address-book/bulk-deletion'
import type { Actor } from '@/lib/store/firm/actor'
import { syncByHand } from '@/lib/store/sync/hand'
import { tagTogether } from '@/lib/store/tags/bulk-tags'
import { undoHere } from '@/lib/store/undo/here'

const WORDS = ['addTag', 'removeTag', 'sync', 'doNotSync'] as const

const asked = z.object({
  word: z.enum(WORDS),
  ids: selectedIds,
  tag: z.string(),
})

type Asked = z.infer<typeof asked>

export async function bulkAction(was: BulkState, form: FormData): Promise<BulkState> {
  const user = await requireUser('/contacts')
  await limitRate('bulk', user)
  if (form.get('word') === 'delete') askToDelete(form)
  if (form.get('word') === 'undo') return undoLast(user, was)
  const parsed = asked.safeParse({
    word: form.get('word'),
    ids: form.getAll('id'),
    tag: String(form.get('tag') ?? ''),
  })
  if (!parsed.success) return { words: 'Select the contacts again.', done: null }
  if (parsed.data.ids.length === 0) return { words: 'Select at least one contact first.', done: null }
  const outcome = await carryOut(user, parsed.data)
  if (typeof outcome === 'string') return { words: outcome, done: null }
  await contactsChanged(user)
  return { words: bulkWords(outcome), done: outcome.ids.length === 0 ? null : outcome }
}

async function undoLast(user: Actor, { done }: BulkState): Promise<BulkState> {
  const actionId = z.uuid().safeParse(done?.actionId).data
  if (!actionId) return { words: 'Select the contacts again.', done: null }
  const undone = await undoHere(user, { actionId, editId: null, contactId: null, field: null })
  await contactsChanged(user)
  return { words: undone.kind === 'undone' ? 'Undone.' : 'Nothing was left to undo.', done: null }
}

/** Leads to the question, which knows the list that it came from. Without a contact it does nothing. */
function askToDelete(form: FormData): void {
  const ids = selectedIds.safeParse(form.getAll('id')).data ?? []
  const list = String(form.get('list') ?? '')
  if (ids.length > 0)
    redirect(`/contacts/delete?${new URLSearchParams({ ids: ids.join(), ...(list && { list }) })}`)
}

/** What was done, or what stands against it. */
async function carryOut(user: Actor, { word, ids, tag }: Asked): Promise<BulkDone | string> {
  if (word === 'sync' || word === 'doNotSync') {
    const changed = await syncByHand(user, ids, word === 'sync')
    return changed ? { word, ...changed, tag: '' } : 'You sync no contacts yet. Set up a sync first.'
  }
  const [name, ...more] = tagsIn(tag)
  if (!name || more.length > 0) return 'Enter the name of one tag.'
  return (
    tagFault([name]) ?? {
      word,
      ...(await tagTogether(user, { ids, name, adds: word === 'addTag' })),
      tag: name,
    }
  )
}

/** **Delete**, after the question. Those that a matter names stay. */
export async function deleteSelected(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('bulk', user)
  const ids = selectedIds.parse(form.getAll('id'))
  const deleted = await deleteTogether(user, ids)
  await contactsChanged(user)
  redirect(listPathOf(String(form.get('list') ?? ''), deleted.length > 0 ? { deleted: deleted.join() } : {}))
}

/** **Undo** of it. Those that have a replacement by now stay deleted. */
export async function undoDelete(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('bulk', user)
  const ids = selectedIds.parse(form.getAll('id'))
  const restored = await restoreTogether(user, ids).catch(roleLost)
  await contactsChanged(user)
  redirect(
    listPathOf(String(form.get('list') ?? ''), {
      restored: String(restored),
      ...(restored < ids.length && { not: String(ids.length - restored) }),
    }),
  )
}

/** **Sync** and **Do not sync** on the page of a contact. */
export async function syncContact(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  await syncByHand(user, [id], form.get('word') === 'sync')
  await contactsChanged(user)
}
