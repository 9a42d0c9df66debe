'use server'
// **Restore to** the account, from the list of what was deleted there.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { deletedPage } from '@/lib/http/sync-paths'
import { restoreToRemote } from '@/lib/store/sync/links'
import { providerNamed } from '../provider'

export async function restoreThere(provider: string, form: FormData): Promise<void> {
  const here = deletedPage(providerNamed(provider).name)
  const user = await requireUser(here)
  await limitRate('edit', user)
  const done = await restoreToRemote(user, z.guid().parse(form.get('link')))
  redirect(`${here}?${done ? 'restored' : 'refused'}=1`)
}
