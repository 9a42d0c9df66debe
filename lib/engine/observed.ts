// Prepares what was read from each side for planning: one item for each id, and the items without a link.
import type { Item, Link, Side } from '@/lib/engine/model'
import type { Items } from '@/lib/engine/pair'
import { OTHER } from '@/lib/engine/sides'

/** The linked item as it was at the last agreement, or as deleted if that end is known to be deleted. */
export function asInBase<V>(link: Link<V>, side: Side): Item<V> {
  return {
    id: link[`${side}Id`],
    version: link[`${side}Version`],
    value: link.base[side],
    deleted: link.tombstone?.side === side,
    key: null,
    changedAt: null,
  }
}

/** Pages may repeat an item or return an old version late; the newest one counts. */
export function newest<V>(items: readonly Item<V>[]): Items<V> {
  const byId = new Map<string, Item<V>>()
  for (const item of items) {
    const known = byId.get(item.id)
    if (known === undefined || isNewer(item, known)) byId.set(item.id, item)
  }
  return byId
}

function isNewer<V>(a: Item<V>, b: Item<V>): boolean {
  const [at, before] = [a.changedAt?.getTime() ?? 0, b.changedAt?.getTime() ?? 0]
  return at === before ? a.version > b.version : at > before
}

/**
 * By id, the existing ends of links whose other end was deleted. Somebody may have typed that item in again, or we may have created it
 * again without recording it.
 */
export function danglingEnds<V>(
  links: readonly Link<V>[],
  side: Side,
  both: Readonly<Record<Side, Items<V>>>,
): Items<V> {
  const other = OTHER[side]
  return new Map(
    links.flatMap((link): [string, Item<V>][] => {
      const [end, lost] = [both[side].get(link[ID[side]]), both[other].get(link[ID[other]])]
      const isLost = lost?.deleted ?? link.tombstone?.side === other
      return end && !end.deleted && isLost ? [[end.id, end]] : []
    }),
  )
}

const ID = { local: 'localId', remote: 'remoteId' } as const

/** The items that exist and are not linked. */
export function present<V>(items: Items<V>, linked: ReadonlySet<string>): Map<string, Item<V>> {
  return new Map([...items].filter(([id, { deleted }]) => !deleted && !linked.has(id)))
}
