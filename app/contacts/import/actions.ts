'use server'
// **Import**, last step: what was read becomes contacts.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { contactsChanged } from '@/app/contacts/contacts-changed'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { confirmImport } from '@/lib/store/address-book/imports'

export async function importContacts(form: FormData): Promise<void> {
  const user = await requireUser('/contacts/import')
  await limitRate('bulk', user)
  const id = z.uuid().parse(form.get('id'))
  // A page that showed no exact duplicates had no box for them: what has become one since is left out.
  const asked = form.has('duplicates')
  const beside = { exact: asked && form.get('skip') !== 'on', likely: form.get('likely') === 'on' }
  const confirmed = await confirmImport(user, id, beside)
  if (confirmed.kind === 'missing') redirect('/contacts/import?problem=lost')
  // Pressed twice: the first press imported, the page of the import says so.
  if (confirmed.kind === 'already') redirect(`/contacts/import/${id}`)
  await contactsChanged(user)
  redirect(`/contacts?imported=${confirmed.count}&import=${id}`)
}
