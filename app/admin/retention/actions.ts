'use server'
// What an administrator chooses on **Data retention**.
import { revalidatePath } from 'next/cache'
import type { RetentionFormState, TypedDays } from '@/components/admin/retention-form'
import { requireAdmin } from '@/lib/auth/session'
import { log } from '@/lib/log'
import { readSettings } from '@/lib/store/retention/rules'
import { saveRetention } from '@/lib/store/retention/settings'

const PATH = '/admin/retention'

export async function saveRetentionAction(
  _: RetentionFormState,
  form: FormData,
): Promise<RetentionFormState> {
  const user = await requireAdmin(PATH)
  const typed = typedDays(form)
  const read = readSettings(typed)
  if (read.kind === 'fault') return { ...read, typed }
  // Agreed to are these very days: a person who changes one after seeing the numbers is asked again.
  const agreement = JSON.stringify(read.settings)
  const saved = await saveRetention(user, read.settings, form.get('agreed') === agreement, new Date())
  if (saved.kind === 'ask') return { ...saved, typed, agreement }
  log.info('data retention changed', { byUserId: user.userId, ...read.settings })
  revalidatePath(PATH)
  return { kind: 'saved', typed }
}

function typedDays(form: FormData): TypedDays {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 20)
  return {
    historyDays: text('historyDays'),
    auditDays: text('auditDays'),
    emptyRunDays: text('emptyRunDays'),
    invitationDays: text('invitationDays'),
  }
}
