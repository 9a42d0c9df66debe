'use server'
// **Undo** of a run, of one item in it, or of one field.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { calendarPlace, syncPage } from '@/lib/http/sync-paths'
import { startUndo } from '@/lib/store/undo/undo'
import { providerNamed } from '../../../provider'

const asked = z.object({
  runId: z.uuid(),
  changeId: z.uuid().nullable(),
  field: z.string().nullable(),
  /** As many as the page showed, if the box is checked. */
  deletesThere: z.coerce.number().int().min(0).max(1_000_000),
})

/** If nothing could be started, the page says why when it is shown again. */
export async function undoAction(provider: string, calendarId: string | null, form: FormData): Promise<void> {
  const { name } = providerNamed(provider)
  const home = syncPage(calendarId === null ? name : calendarPlace(name, z.guid().parse(calendarId)))
  const user = await requireUser(home)
  await limitRate('bulk', user)
  const request = asked.parse({
    runId: form.get('runId'),
    changeId: form.get('changeId') || null,
    field: form.get('field') || null,
    deletesThere: form.get('deletesThere') ?? 0,
  })
  const outcome = await startUndo(user, request)
  revalidatePath(syncPage(name), 'layout')
  if (outcome.kind === 'started') redirect(home)
}
