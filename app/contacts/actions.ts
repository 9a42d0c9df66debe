'use server'
// What people do to contacts. Each action asks who it is, reads what was sent, calls one function and shows the result.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { contactsChanged } from '@/app/contacts/contacts-changed'
import type { SaveState } from '@/components/contacts/form/save-state'
import { staleState } from '@/components/contacts/form/stale'
import { readTyped } from '@/components/contacts/form/typed'
import { understand } from '@/components/contacts/form/understand'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin, requireUser, roleLost } from '@/lib/auth/session'
import { whoSaves } from '@/lib/auth/who-saves'
import { tagChanges, tagsIn } from '@/lib/domains/contacts/value/tags'
import { separatePage } from '@/lib/http/contact-paths'
import { log } from '@/lib/log'
import { saveForm } from '@/lib/store/address-book/contact-saving'
import { deleteContact } from '@/lib/store/address-book/contacts'
import { restoreBeside } from '@/lib/store/address-book/replacements'
import { erasePerson } from '@/lib/store/retention/erase-person'
import { restoreToRemote } from '@/lib/store/sync/links'
import { separateLinked } from '@/lib/store/sync/separate-linked'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'

const target = z.object({ id: z.uuid(), version: z.coerce.number().int().min(0) })

/** **Save** of the form, for a new contact (version 0) and an edited one. */
export async function saveContact(_: SaveState, form: FormData): Promise<SaveState> {
  const onlyMine = form.has('onlyMineShown') ? form.get('onlyMine') === 'on' : undefined
  const state = await save(form, onlyMine)
  return onlyMine === undefined ? state : { ...state, onlyMine }
}

async function save(form: FormData, onlyMine: boolean | undefined): Promise<SaveState> {
  const { id, version } = target.parse(Object.fromEntries(form))
  const typed = readTyped(form)
  const asks = await whoSaves()
  if (asks.kind !== 'user') return { ...asks, typed, version }
  const { user } = asks
  const understood = understand(typed)
  if (understood.kind === 'faults') return { ...understood, typed, version }
  const seen = new Set(form.getAll('seen').map(String))
  const saved = await saveForm(user, { id, version, contact: understood.contact, seen, onlyMine })
  if (saved.kind === 'stale') return staleState(understood.contact, typed.tags, saved)
  if (saved.kind !== 'saved') return { ...saved, typed, version }
  const before = tagsIn(String(form.get('tagsBefore') ?? ''))
  await saveTagsOf(user, id, tagChanges(before, tagsIn(typed.tags)))
  await contactsChanged(user)
  redirect(`/contacts/${id}?saved=${version === 0 ? 'new' : 'edited'}`)
}

export async function removeContact(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const deleted = await deleteContact(user, id, { userId: user.userId })
  if (deleted.kind === 'tied') redirect(`/contacts/${id}/delete`)
  await contactsChanged(user)
  redirect(`/contacts?deleted=${id}`)
}

/**
 * **Restore** and **Undo** of a deletion, for those who see the deleted contact (visibleContact). Where another contact is here in its
 * place, the contact's page says so instead, and offers to have both.
 */
export async function bringBack(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const done = await restoreBeside(user, id, { both: form.get('both') === 'yes' }).catch(roleLost)
  if (done === 'standIn') redirect(`/contacts/${id}`)
  await contactsChanged(user)
  redirect(`/contacts/${id}?saved=restored`)
}

/** **Erase for good**, after the page that lists what is erased. */
export async function eraseContact(form: FormData): Promise<void> {
  const user = await requireAdmin('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const erased = await erasePerson(user, id, new Date())
  if (erased === 'tied') redirect(`/contacts/${id}/erase`)
  if (erased === 'erased') log.info('a person was erased', { localId: id, byUserId: user.userId })
  revalidatePath('/contacts', 'layout')
  redirect('/contacts?erased=1')
}

/** **Restore to** the account of a link. */
export async function restoreLink(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const { link, id } = z.object({ link: z.uuid(), id: z.uuid() }).parse(Object.fromEntries(form))
  await restoreToRemote(user, link)
  revalidatePath(`/contacts/${id}`)
}

/** **Keep separate** of two linked contacts, after the page that says what it does. */
export async function separateContact(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const { link, id } = z.object({ link: z.uuid(), id: z.uuid() }).parse(Object.fromEntries(form))
  const done = await separateLinked(user, link)
  if (done === 'busy') redirect(`${separatePage(id, link)}?busy=1`)
  revalidatePath(`/contacts/${id}`)
  redirect(done === 'separate' ? `/contacts/${id}?saved=separate` : `/contacts/${id}`)
}
