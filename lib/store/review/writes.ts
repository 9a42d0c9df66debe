// Which changes write something, and on which side: the one rule behind the numbers of the bar, of the progress and of the history.
// Once as SQL, once over a change that was read.

import { Prisma } from '@/lib/store/database/generated/client'
import type { StoredChange } from './change-row'

// Only an update's body says which side it writes; of the other kinds the kind does, and reading 25,000 bodies is dear.
export const updates = (side: 'local' | 'remote'): Prisma.Sql =>
  Prisma.sql`(c.kind in ('update', 'question') and jsonb_typeof(c.body->${side}) = 'object')`
export const writesLocal = Prisma.sql`(c.kind = 'createLocal' or ${updates('local')})`
export const writesRemote = Prisma.sql`(c.kind in ('createRemote', 'deleteRemote') or ${updates('remote')})`
export const writes = Prisma.sql`(${writesLocal} or ${writesRemote})`

/** The same of one change: false where both sides say the same already, and where nothing but a tombstone or an answer is recorded. */
export function doesWrite({ kind, body }: Pick<StoredChange, 'kind' | 'body'>): boolean {
  if (kind === 'createLocal' || kind === 'createRemote' || kind === 'deleteRemote') return true
  if (kind !== 'update' && kind !== 'question') return false
  return body.local !== null || body.remote !== null
}
