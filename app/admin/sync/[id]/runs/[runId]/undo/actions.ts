'use server'
// **Undo** of a run of a colleague's sync, of one item in it, or of one field, by an administrator.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin, roleLost } from '@/lib/auth/session'
import { watchedSyncPage } from '@/lib/http/sync-paths'
import { undoForm } from '@/lib/http/undo-asked'
import { startUndo } from '@/lib/store/undo/undo'

/** If nothing could be started, the page says why when it is shown again. */
export async function undoAction(watchedId: string, form: FormData): Promise<void> {
  const user = await requireAdmin('/admin/sync')
  const home = watchedSyncPage(z.guid().parse(watchedId))
  await limitRate('bulk', user)
  const outcome = await startUndo(user, undoForm(form)).catch(roleLost)
  revalidatePath('/admin/sync', 'layout')
  if (outcome?.kind === 'started') redirect(home)
}
