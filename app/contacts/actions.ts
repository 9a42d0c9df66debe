'use server'
// What people do to contacts. Each action asks who it is, reads what was sent, calls one function and shows the result.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { SaveState } from '@/components/contacts/form/save-state'
import { staleState } from '@/components/contacts/form/stale'
import { readTyped, understand } from '@/components/contacts/form/typed'
import { limitRate, secondsOverLimit } from '@/lib/auth/pace'
import { currentUser, requireAdmin, requireUser, roleLost } from '@/lib/auth/session'
import { log } from '@/lib/log'
import { saveForm } from '@/lib/store/address-book/contact-saving'
import { deleteContact } from '@/lib/store/address-book/contacts'
import { restoreBeside } from '@/lib/store/address-book/replacements'
import { erasePerson } from '@/lib/store/retention/erase-person'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { restoreToRemote } from '@/lib/store/sync/links'

const target = z.object({ id: z.uuid(), version: z.coerce.number().int().min(0) })

/** **Save** of the form, for a new contact (version 0) and an edited one. */
export async function saveContact(_: SaveState, form: FormData): Promise<SaveState> {
  const user = await currentUser()
  const { id, version } = target.parse(Object.fromEntries(form))
  const typed = readTyped(form)
  if (!user) return { kind: 'signedOut', typed, version }
  const seconds = await secondsOverLimit('edit', user)
  if (seconds > 0) return { kind: 'tooFast', seconds, typed, version }
  const understood = understand(typed)
  if (understood.kind === 'faults') return { ...understood, typed, version }
  const seen = new Set(form.getAll('seen').map(String))
  const saved = await saveForm(user, { id, version, contact: understood.contact, seen })
  if (saved.kind === 'stale') return staleState(understood.contact, saved)
  if (saved.kind !== 'saved') return { ...saved, typed, version }
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
  redirect(`/contacts/${id}`)
}

export async function removeContact(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  await deleteContact(user.firmId, id, { userId: user.userId })
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
  redirect('/contacts?deleted=1')
}

/**
 * **Restore**: takes back a deletion. Only administrators see what was deleted. Where somebody is here in its place, the contact's
 * page says so instead, and offers to have both.
 */
export async function bringBack(form: FormData): Promise<void> {
  const user = await requireAdmin('/contacts/deleted')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const done = await restoreBeside(user, id, { both: form.get('both') === 'yes' }).catch(roleLost)
  if (done === 'standIn') redirect(`/contacts/${id}`)
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
  redirect(`/contacts/${id}`)
}

/** **Erase for good**, after the page that lists what is erased. */
export async function eraseContact(form: FormData): Promise<void> {
  const user = await requireAdmin('/contacts')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  if ((await erasePerson(user, id, new Date())) === 'erased')
    log.info('a person was erased', { localId: id, byUserId: user.userId })
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
