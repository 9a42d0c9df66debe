'use server'
// **Add companies**: the chosen names become company contacts.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { limitRate } from '@/lib/auth/pace'
import { safePath } from '@/lib/auth/return-to'
import { requireUser } from '@/lib/auth/session'
import { addCompanies } from '@/lib/store/companies/missing-companies'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { MOST_COMPANIES } from './most'

export async function addChosenCompanies(form: FormData): Promise<void> {
  const user = await requireUser('/contacts/companies')
  await limitRate('bulk', user)
  const names = form.getAll('company').map(String).slice(0, MOST_COMPANIES)
  const added = await addCompanies(user, names)
  if (added > 0) await wakeSyncs(user.firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
  const back = safePath(String(form.get('from') ?? ''), '')
  redirect(
    `/contacts/companies?${new URLSearchParams({ added: String(added), ...(back && { from: back }) })}`,
  )
}
