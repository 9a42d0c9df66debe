'use server'
// **Undo** of a run, of one item in it, or of one field.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { calendarPlace, syncPage } from '@/lib/http/sync-paths'
import { undoForm } from '@/lib/http/undo-asked'
import { startUndo } from '@/lib/store/undo/undo'
import { providerNamed } from '../../../provider'

/** If nothing could be started, the page says why when it is shown again. */
export async function undoAction(provider: string, calendarId: string | null, form: FormData): Promise<void> {
  const { name } = providerNamed(provider)
  const home = syncPage(calendarId === null ? name : calendarPlace(name, z.guid().parse(calendarId)))
  const user = await requireUser(home)
  await limitRate('bulk', user)
  const outcome = await startUndo({ ...user, role: 'member' }, undoForm(form))
  revalidatePath(syncPage(name), 'layout')
  if (outcome.kind === 'started') redirect(home)
}
