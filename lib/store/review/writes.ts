// Which changes write, and on which side: the single rule behind the numbers of the bar, the progress and the history. It exists as SQL
// and as a function over one change.

import { Prisma } from '@/lib/store/database/generated/client'
import type { StoredChange } from './change-row'

// Only an update's body tells which side it writes; for the other kinds the kind is enough, and reading 25,000 bodies is slow.
export const updates = (side: 'local' | 'remote'): Prisma.Sql =>
  Prisma.sql`(c.kind in ('update', 'question') and jsonb_typeof(c.body->${side}) = 'object')`
export const writesLocal = Prisma.sql`(c.kind in ('createLocal', 'deleteLocal') or ${updates('local')})`
export const writesRemote = Prisma.sql`(c.kind in ('createRemote', 'deleteRemote') or ${updates('remote')})`
export const writes = Prisma.sql`(${writesLocal} or ${writesRemote})`

const ALWAYS: ReadonlySet<string> = new Set(['createLocal', 'createRemote', 'deleteLocal', 'deleteRemote'])

/** The same for one change: false if both sides already have the value, or if only a tombstone or an answer is recorded. */
export function doesWrite({ kind, body }: Pick<StoredChange, 'kind' | 'body'>): boolean {
  if (ALWAYS.has(kind)) return true
  if (kind !== 'update' && kind !== 'question') return false
  return body.local !== null || body.remote !== null
}
