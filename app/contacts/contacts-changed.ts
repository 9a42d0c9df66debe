// What follows every edit of contacts.
import { revalidatePath } from 'next/cache'
import type { Actor } from '@/lib/store/firm/actor'
import { wakeSyncs } from '@/lib/store/runs/runs'

/** The syncs of the firm carry the edit on, and the pages of contacts are drawn anew. */
export async function contactsChanged({ firmId }: Pick<Actor, 'firmId'>): Promise<void> {
  await wakeSyncs(firmId, { kind: 'contacts' })
  revalidatePath('/contacts', 'layout')
}
