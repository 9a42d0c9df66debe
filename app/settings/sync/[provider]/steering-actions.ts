'use server'
// **Pause** and **Resume** of a person's own sync, and **Got it** under what an administrator did with it.
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import { readNotices } from '@/lib/store/steering/notices'
import { pauseSync, resumeSync } from '@/lib/store/steering/pause'
import { placeNamed } from './provider'

const idOf = (form: FormData) => z.guid().parse(form.get('syncId'))

export async function pauseAction(place: string, form: FormData): Promise<void> {
  const home = syncPage(placeNamed(place).place)
  await pauseSync(await requireUser(home), idOf(form))
  revalidatePath(home)
}

export async function resumeAction(place: string, form: FormData): Promise<void> {
  const home = syncPage(placeNamed(place).place)
  const user = await requireUser(home)
  await limitRate('bulk', user)
  await resumeSync(user, idOf(form))
  revalidatePath(home)
}

const ids = z.array(z.guid()).max(100)

export async function readNoticesAction(form: FormData): Promise<void> {
  const user = await requireUser('/settings/sync')
  await readNotices(user, ids.parse(form.getAll('noticeId')))
  revalidatePath('/', 'layout')
}
