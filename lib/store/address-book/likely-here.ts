// Finds contacts of a file that probably exist here without being exact duplicates. This runs once, when the file is read; the page only
// shows the result.
import type { Compared, ImportThread } from '@/lib/import/thread'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { contactTexts } from './contact-list'

const NOBODY: Compared = { likely: [], notCompared: 0 }

/** For the file that the thread has read, with `count` contacts. */
export async function likelyHere(view: View, thread: ImportThread, count: number): Promise<Compared> {
  if (count === 0) return NOBODY
  for await (const json of contactTexts(view)) thread.know(json)
  return thread.compare(await phoneRegionOf(firmOf(view)))
}
