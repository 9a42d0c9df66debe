// Finds contacts of a file that probably exist here without being exact duplicates. This runs once, when the file is read; the page only
// shows the result.
import type { Compared, ImportThread } from '@/lib/import/thread'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { allContacts } from './contact-list'
import { contactFromRow } from './contact-row'

const NOBODY: Compared = { likely: [], notCompared: 0 }

/** For the file that the thread has read, with `count` contacts, in its order; skips the positions in `known`. */
export async function likelyHere(
  view: View,
  thread: ImportThread,
  count: number,
  known: ReadonlySet<number>,
): Promise<Compared> {
  if (known.size === count) return NOBODY
  for await (const rows of allContacts(view, 1_000))
    thread.know(rows.map((row) => ({ id: row.id, contact: contactFromRow(row) })))
  return thread.compare(known, await phoneRegionOf(firmOf(view)))
}
