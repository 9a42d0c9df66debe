'use server'
// What people do to matters. Each action asks who it is, reads what was sent, calls one function and shows the result.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { MatterSaveState } from '@/components/matters/save-state'
import { readTypedMatter, understandMatter } from '@/components/matters/typed'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { whoSaves } from '@/lib/auth/who-saves'
import { confirmMatterImport } from '@/lib/store/matters/matter-import'
import { deleteMatter, restoreMatter, saveMatter } from '@/lib/store/matters/matters'
import { wakeClientChoices } from '@/lib/store/runs/runs'
import { finderOf } from './load'
import { staleMatter } from './stale'

const target = z.object({ id: z.uuid(), version: z.coerce.number().int().min(0) })

/** **Save** of the form, for a new matter (version 0) and an edited one. */
export async function saveMatterForm(_: MatterSaveState, form: FormData): Promise<MatterSaveState> {
  const { id, version } = target.parse({ id: form.get('id'), version: form.get('version') })
  const given = readTypedMatter(form)
  const asks = await whoSaves()
  if (asks.kind !== 'user') return { ...asks, typed: given, version }
  const { user } = asks
  const understood = await understandMatter(given, finderOf(user))
  const { typed } = understood
  if (understood.kind === 'faults') return { ...understood, version }
  const saved = await saveMatter(user.firmId, { id, version, matter: understood.matter }, user.userId)
  if (saved.kind === 'faults') return { ...saved, typed, version }
  if (saved.kind === 'missing') return { kind: 'missing', typed, version }
  if (saved.kind === 'stale') return staleMatter(user.firmId, understood.matter, { version, row: saved.row })
  await wakeClientChoices(user.firmId)
  revalidatePath('/matters', 'layout')
  revalidatePath('/contacts', 'layout')
  redirect(`/matters/${id}?saved=${version === 0 ? 'new' : 'edited'}`)
}

/** **Delete**: into the bin. The list then offers **Undo**. */
export async function removeMatter(form: FormData): Promise<void> {
  const user = await requireUser('/matters')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  await deleteMatter(user.firmId, id, user.userId)
  await wakeClientChoices(user.firmId)
  revalidatePath('/matters', 'layout')
  revalidatePath('/contacts', 'layout')
  redirect(`/matters?deleted=${id}`)
}

/** **Restore** and **Undo**: out of the bin. What stands against it is said on the matter's page. */
export async function bringBackMatter(form: FormData): Promise<void> {
  const user = await requireUser('/matters')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const restored = await restoreMatter(user.firmId, id, user.userId)
  await wakeClientChoices(user.firmId)
  revalidatePath('/matters', 'layout')
  revalidatePath('/contacts', 'layout')
  redirect(restored.kind === 'faults' ? `/matters/${id}?refused=1` : `/matters/${id}?saved=restored`)
}

/** **Import**, last step: what was read becomes matters. */
export async function importMatters(form: FormData): Promise<void> {
  const user = await requireUser('/matters/import')
  await limitRate('bulk', user)
  const id = z.uuid().parse(form.get('id'))
  const confirmed = await confirmMatterImport(user, id)
  if (confirmed.kind === 'missing') redirect('/matters/import?problem=lost')
  await wakeClientChoices(user.firmId)
  revalidatePath('/matters', 'layout')
  revalidatePath('/contacts', 'layout')
  // Pressed twice: the first press imported, and this page says how many.
  redirect(`/matters/import/${id}`)
}
