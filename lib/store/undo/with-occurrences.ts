// A series that undo adds to an account again comes back with the occurrences that were changed or canceled there when it was deleted.

import { NOTHING } from '@/lib/engine/planned-change'
import { present } from '@/lib/engine/undo/undo-write'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Change, Item, SyncKind, Value } from '@/lib/store/kinds/kind'
import { itemFromRow } from '@/lib/store/sync/items'

/** A series that is added again. */
export interface Returning {
  readonly change: Change
  /** As it was in the account. */
  readonly formerId: string
}

/** By the id of the series here: the additions of its occurrences. An occurrence that was never here is not known to its series. */
export async function occurrencesReturning(
  kind: SyncKind,
  series: readonly Returning[],
  by: Db | Tx = db(kind.sync.firmId),
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const { domain, occurrences, sync } = kind
  if (!domain.series || !occurrences || series.length === 0) return new Map()
  const { id: syncId, firmId } = sync
  const where = { firmId, syncId, deleted: true, parentId: { in: series.map(({ formerId }) => formerId) } }
  const there = (await by.item.findMany({ where, omit: { raw: true } })).map((row) => itemFromRow(kind, row))
  if (there.length === 0) return new Map()
  const ids = series.flatMap(({ change: { localId } }) => localId ?? [])
  const here = await kind.itemsHere(by, await occurrences.idsHere(by, ids))
  const links = await by.link.findMany({
    where: { firmId, syncId, localId: { in: here.map(({ id }) => id) } },
    select: { id: true, localId: true, remoteId: true },
  })
  const linkOf = new Map(links.map((link) => [link.localId, link]))
  const keyOf = ({ parentId, slot }: Item) => `${parentId} ${slot}`
  const bySlot = new Map(here.map((item) => [keyOf(item), item]))
  const byRemoteId = new Map(
    here.flatMap((item) => {
      const link = linkOf.get(item.id)
      return link ? [[link.remoteId, item] as const] : []
    }),
  )
  const rules = domain.series
  return new Map(
    series.map(({ change, formerId }): [string, readonly Change[]] => {
      const own = there.flatMap((item) => {
        const { parentId, slot, value } = item
        if (parentId !== formerId || !slot || !change.remote?.to || !rules.has(change.remote.to, slot))
          return []
        const local = byRemoteId.get(item.id) ?? bySlot.get(`${change.localId} ${slot}`)
        return local && local.parentId === change.localId
          ? [added(local, value, linkOf.get(local.id)?.id ?? null)]
          : []
      })
      return [change.localId ?? '', own]
    }),
  )
}

/** If the occurrence here is deleted with its series, it stays so. */
const added = (local: Item, value: Value, linkId: string | null): Change => ({
  ...{ ...NOTHING, kind: 'createRemote', linkId, localId: local.id, localVersion: local.version },
  remote: { from: null, to: value },
  base: { local: local.value, remote: value },
  tombstone: present(local) ? null : 'local',
  reasons: [{ kind: 'undoes' }],
})
