'use server'
// What an administrator does with a colleague's sync: look again now, pause, resume or stop it. And the list of first steps.
import { revalidatePath } from 'next/cache'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { disconnect } from '@/lib/auth/consent/disconnect'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin, roleLost } from '@/lib/auth/session'
import { MARKED_STEPS, markStep } from '@/lib/store/firm/first-steps'
import { watchedSync } from '@/lib/store/oversight/connections'
import { syncNow } from '@/lib/store/runs/runs'
import { pauseSync, resumeSync } from '@/lib/store/steering/pause'
import { stopSync } from '@/lib/store/sync/syncs'

const idOf = (form: FormData) => z.guid().parse(form.get('syncId'))

export async function syncNowAction(form: FormData): Promise<void> {
  const user = await requireAdmin('/admin/sync')
  await limitRate('bulk', user)
  await syncNow(user, idOf(form)).catch(roleLost)
  revalidatePath('/admin/sync', 'layout')
}

export async function pauseAction(form: FormData): Promise<void> {
  const user = await requireAdmin('/admin/sync')
  await pauseSync(user, idOf(form)).catch(roleLost)
  revalidatePath('/admin/sync', 'layout')
}

export async function resumeAction(form: FormData): Promise<void> {
  const user = await requireAdmin('/admin/sync')
  await limitRate('bulk', user)
  await resumeSync(user, idOf(form)).catch(roleLost)
  revalidatePath('/admin/sync', 'layout')
}

/** With `disconnect` ticked, the access to the account is given up as well. */
export async function stopAction(form: FormData): Promise<void> {
  const user = await requireAdmin('/admin/sync')
  const syncId = idOf(form)
  const watched = await watchedSync(user, syncId)
  await stopSync(user, syncId).catch(roleLost)
  const closed =
    form.get('disconnect') === 'on' && watched
      ? await disconnect(user, watched.connectionId).catch(roleLost)
      : null
  revalidatePath('/admin/sync', 'layout')
  if (closed?.kind === 'missing') notFound()
}

const asked = z.object({ step: z.enum(MARKED_STEPS), done: z.enum(['on', 'off']) })

/** Marks a first step as done or not, or hides the list. */
export async function markStepAction(form: FormData): Promise<void> {
  const user = await requireAdmin('/admin/sync')
  const { step, done } = asked.parse(Object.fromEntries(form))
  await limitRate('edit', user)
  await markStep(user, step, done === 'on').catch(roleLost)
  revalidatePath('/admin/sync')
}
