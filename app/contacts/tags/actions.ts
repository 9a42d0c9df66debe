'use server'
// Renames, merges and deletes tags of the firm.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { deleteTag, mergeTags, saveTag } from '@/lib/store/tags/tags'

const PAGE = '/contacts/tags'
const target = z.object({ id: z.guid() })
const edit = target.extend({ name: z.string(), color: z.string().optional() })
const merge = target.extend({ into: z.guid() })

async function person() {
  const user = await requireUser(PAGE)
  await limitRate('edit', user)
  return user
}

const back = (note: string, more: Readonly<Record<string, string>> = {}): never => {
  revalidatePath('/contacts', 'layout')
  redirect(`${PAGE}?${new URLSearchParams({ note, ...more })}`)
}

export async function saveTagAction(form: FormData): Promise<void> {
  const user = await person()
  const { id, name, color } = edit.parse(Object.fromEntries(form))
  const saved = await saveTag(user, id, { name, color: color ?? null })
  switch (saved.kind) {
    case 'saved':
      await wakeSyncs(user.firmId, { kind: 'contacts' })
      return back('saved')
    case 'taken':
      return back('taken', { id, into: saved.id })
    case 'fault':
      return back('fault', { id, why: saved.message })
    case 'missing':
      return back('missing')
  }
}

export async function mergeTagAction(form: FormData): Promise<void> {
  const user = await person()
  const { id, into } = merge.parse(Object.fromEntries(form))
  const done = await mergeTags(user, id, into)
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  return back(done ? 'merged' : 'missing')
}

export async function deleteTagAction(form: FormData): Promise<void> {
  const user = await person()
  const { id } = target.parse(Object.fromEntries(form))
  const done = await deleteTag(user, id)
  await wakeSyncs(user.firmId, { kind: 'contacts' })
  return back(done ? 'deleted' : 'missing')
}
