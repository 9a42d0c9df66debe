// Which changes write, and on which side: the single rule behind the numbers of the bar, the progress and the history. It exists as SQL
// and as a function over one change.

import { Prisma } from '@/lib/store/database/generated/client'
import type { StoredChange } from './change-row'

// The trigger change_flags sets the columns from the kind and the body: an update writes a side if the body has a value for it. A count over
// 25,000 changes reads them from an index.
export const writesLocal = Prisma.sql`c."writesLocal"`
export const writesRemote = Prisma.sql`c."writesRemote"`
export const writes = Prisma.sql`(${writesLocal} or ${writesRemote})`

/** Contacts that a change adds here anew: each can be its person's alone. One that returns stays whose it was. */
export const addsHere = (
  syncId: string,
): Prisma.Sql => Prisma.sql`(c.kind = 'createLocal' and c."localId" is null
  and exists (select from "Sync" s where s.id = ${syncId}::uuid and s.kind = 'contacts'))`

/** True if such a change adds it for its person alone: it says so, or it says nothing and its sync does. */
export const addsMine = (syncId: string): Prisma.Sql => Prisma.sql`(${addsHere(syncId)}
  and coalesce(c."onlyMine", (select s."addsOnlyMine" from "Sync" s where s.id = ${syncId}::uuid)))`

const ALWAYS: ReadonlySet<string> = new Set(['createLocal', 'createRemote', 'deleteLocal', 'deleteRemote'])

/** The same for one change: false if both sides already have the value, or if only a tombstone or an answer is recorded. */
export function doesWrite({ kind, body }: Pick<StoredChange, 'kind' | 'body'>): boolean {
  if (ALWAYS.has(kind)) return true
  if (kind !== 'update' && kind !== 'question') return false
  return body.local !== null || body.remote !== null
}
