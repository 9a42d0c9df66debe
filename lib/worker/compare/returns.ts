// Contacts that were about to return here when a run broke off. The tombstone is already gone, so a later plan sees a contact that only
// the account has. It must still become the deleted contact, not a second one.

import type { Tx } from '@/lib/store/database/client'
import type { Change, SyncKind } from '@/lib/store/kinds/kind'

interface Returning {
  readonly remoteId: string
  readonly id: string
  readonly version: number
}

/** Returns the changes. An addition here gets the id of the deleted contact that an earlier run planned it for. */
export async function asReturns(
  by: Pick<Tx, '$queryRaw'>,
  { sync: { id: syncId, firmId }, here }: SyncKind,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const added = changes.flatMap(({ kind, localId, remoteId }) =>
    kind === 'createLocal' && localId === null && remoteId !== null ? [remoteId] : [],
  )
  if (added.length === 0) return changes
  const rows = await by.$queryRaw<readonly Returning[]>`
    select distinct on (h."remoteId") h."remoteId", c.id, c.version
    from "Change" h
    join ${here.table} on c.id = h."localId" and ${here.own} and not ${here.live}
    where h."firmId" = ${firmId}::uuid and h."syncId" = ${syncId}::uuid and h."remoteId" = any(${added})
      and h.kind = 'createLocal' and h.state not in ('applied', 'excluded')
      and not exists (select from "Link" l where l."syncId" = h."syncId" and l."localId" = c.id)
    order by h."remoteId", h."createdAt" desc`
  const returning = new Map(rows.map((row) => [row.remoteId, row]))
  return changes.map((change) => {
    const was = change.kind === 'createLocal' && returning.get(change.remoteId ?? '')
    return was ? { ...change, localId: was.id, localVersion: String(was.version) } : change
  })
}
