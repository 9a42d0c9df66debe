'use server'
// What people decide on duplicates. Each action asks who it is, reads what was sent, calls one function and shows the result.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { contactsChanged } from '@/app/contacts/contacts-changed'
import type { SaveState } from '@/components/contacts/form/save-state'
import { readTyped } from '@/components/contacts/form/typed'
import { understand } from '@/components/contacts/form/understand'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { whoSaves } from '@/lib/auth/who-saves'
import { duplicateGroup, keepApart } from '@/lib/store/duplicates/groups'
import { mergeDuplicates, undoMerge } from '@/lib/store/duplicates/merging'
import { wakeSyncs } from '@/lib/store/runs/runs'

const shown = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(z.array(z.object({ id: z.uuid(), version: z.number().int() })).max(100))

/** **Merge contacts**, with the result as it was edited. */
export async function mergeGroup(_: SaveState, form: FormData): Promise<SaveState> {
  const { id: survivorId, version } = z
    .object({ id: z.uuid(), version: z.coerce.number().int() })
    .parse(Object.fromEntries(form))
  const typed = readTyped(form)
  const asks = await whoSaves()
  if (asks.kind !== 'user') return { ...asks, typed, version }
  const { user } = asks
  const understood = understand(typed)
  if (understood.kind === 'faults') return { ...understood, typed, version }
  const contacts = shown.parse(form.get('shown'))
  const done = await mergeDuplicates(user, { survivorId, shown: contacts, contact: understood.contact })
  if (done === 'changed') redirect(`/contacts/duplicates/${z.uuid().parse(form.get('group'))}?changed=1`)
  await contactsChanged(user)
  redirect(`/contacts/${survivorId}`)
}

/** **Not duplicates**, for all contacts of a group. */
export async function notDuplicates(form: FormData): Promise<void> {
  const user = await requireUser('/contacts/duplicates')
  await limitRate('edit', user)
  const group = await duplicateGroup(user, z.uuid().parse(form.get('group')))
  if (group)
    await keepApart(
      user,
      group.contacts.map(({ id }) => id),
    )
  revalidatePath('/contacts', 'layout')
  redirect('/contacts/duplicates?apart=1')
}

export async function takeMergeBack(form: FormData): Promise<void> {
  const user = await requireUser('/contacts')
  await limitRate('edit', user)
  const { merge, id } = z.object({ merge: z.uuid(), id: z.uuid() }).parse(Object.fromEntries(form))
  if (await undoMerge(user, merge)) await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
  redirect(`/contacts/${id}`)
}
