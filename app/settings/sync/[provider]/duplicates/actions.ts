'use server'
// What a person decides on duplicates in their account.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { duplicatesPage } from '@/lib/http/sync-paths'
import { keepAccountGroupApart } from '@/lib/store/duplicates/in-accounts'
import { overviewOf } from '@/lib/store/sync/overview'
import { providerNamed } from '../provider'

/** **Not duplicates**, for all contacts of a group. */
export async function notDuplicatesThere(provider: string, form: FormData): Promise<void> {
  const { name } = providerNamed(provider)
  const user = await requireUser(duplicatesPage(name))
  await limitRate('edit', user)
  const overview = await overviewOf(user, name)
  if (overview?.sync) await keepAccountGroupApart(user, overview.sync.id, z.guid().parse(form.get('group')))
  redirect(`${duplicatesPage(name)}?apart=1`)
}
