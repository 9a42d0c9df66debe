'use server'
// Saves what administrators set for the whole firm.
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { FirmState } from '@/components/admin/firm-form'
import { requireAdmin, roleLost } from '@/lib/auth/session'
import { isRegion } from '@/lib/domains/contacts/text/phone-key'
import { saveFirmSettings } from '@/lib/store/firm/firm'

const PATH = '/admin/firm'
const MOST_LETTERS = 200
const settings = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'The firm needs a name. Fill in Firm name.')
    .max(MOST_LETTERS, `A firm’s name has at most ${MOST_LETTERS} characters. Shorten it.`),
  phoneRegion: z
    .string()
    .refine((text) => text === '' || isRegion(text), 'Choose one of the countries.')
    .transform((text) => text || null),
})

export async function saveFirm(_: FirmState, form: FormData): Promise<FirmState> {
  const user = await requireAdmin(PATH)
  const typed = { name: String(form.get('name') ?? ''), phoneRegion: String(form.get('phoneRegion') ?? '') }
  const asked = settings.safeParse(typed)
  if (!asked.success) {
    const { path, message } = asked.error.issues[0] ?? { path: [], message: '' }
    return { kind: 'fault', typed, field: path[0] === 'name' ? 'name' : 'phoneRegion', message }
  }
  await saveFirmSettings(user, asked.data).catch(roleLost)
  revalidatePath(PATH)
  return { kind: 'saved', typed: { ...typed, name: asked.data.name } }
}
