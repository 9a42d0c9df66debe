'use server'
// **Undo** of an action on many contacts, of one contact in it, of one change in a contact's history, or of one field.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { contactsChanged } from '@/app/contacts/contacts-changed'
import { limitRate } from '@/lib/auth/pace'
import { requireUser, roleLost } from '@/lib/auth/session'
import { FIELD_NAMES } from '@/lib/domains/contacts/value/fields'
import { undoHere } from '@/lib/store/undo/here'
import { deleteThere } from '@/lib/store/undo/there'

const id = z.union([z.literal('').transform(() => null), z.uuid()])
const asked = z.object({
  actionId: id,
  editId: id,
  contactId: id,
  field: z.union([z.literal('').transform(() => null), z.enum(FIELD_NAMES)]),
})
const count = z.coerce.number().int().min(0).max(1_000_000)

export async function undoChange(form: FormData): Promise<void> {
  const user = await requireUser('/contacts/activity')
  await limitRate('bulk', user)
  const scope = asked.parse(Object.fromEntries(form))
  const { actionId, contactId } = scope
  const there = Object.fromEntries(
    [...form.entries()].flatMap(([name, value]) =>
      name.startsWith('there:') ? [[name.slice('there:'.length), count.parse(value)]] : [],
    ),
  )
  const undone = await undoHere(user, scope).catch(roleLost)
  // Before the syncs are woken: one that runs is in its way.
  const started = actionId === null || (await deleteThere(user, { actionId, contactId }, there))
  await contactsChanged(user)
  if (actionId === null) redirect(`/contacts/${contactId}`)
  const done = undone.kind === 'undone' ? undone.count : 0
  redirect(`/contacts/activity?undone=${done}${started ? '' : '&busy=1'}`)
}
