// What was seen of each side, made ready for planning: one entry for each id, and those of them that no link knows.
import type { Item, Link, Side } from '@/lib/engine/model'
import type { Items } from '@/lib/engine/pair'

/** The entry of a link as it was when both sides last agreed, or gone if that end is known to be. */
export function asInBase(link: Link, side: Side): Item {
  return {
    id: link[`${side}Id`],
    version: link[`${side}Version`],
    value: link.base[side],
    deleted: link.tombstone?.side === side,
    key: null,
    changedAt: null,
  }
}

/** Pages may repeat an entry, or bring an old one late. */
export function newest(items: readonly Item[]): Items {
  const byId = new Map<string, Item>()
  for (const item of items) {
    const known = byId.get(item.id)
    if (known === undefined || isNewer(item, known)) byId.set(item.id, item)
  }
  return byId
}

function isNewer(a: Item, b: Item): boolean {
  const [at, before] = [a.changedAt?.getTime() ?? 0, b.changedAt?.getTime() ?? 0]
  return at === before ? a.version > b.version : at > before
}

/**
 * The present ends of links whose other end is gone, by id. Somebody may have typed that one anew, or we created it to bring the contact
 * back and do not remember.
 */
export function danglingEnds(links: readonly Link[], side: Side, both: Readonly<Record<Side, Items>>): Items {
  const other = OTHER[side]
  return new Map(
    links.flatMap((link): [string, Item][] => {
      const [end, lost] = [both[side].get(link[ID[side]]), both[other].get(link[ID[other]])]
      const isLost = lost?.deleted ?? link.tombstone?.side === other
      return end && !end.deleted && isLost ? [[end.id, end]] : []
    }),
  )
}

const OTHER = { local: 'remote', remote: 'local' } as const
const ID = { local: 'localId', remote: 'remoteId' } as const

/** What is there and not linked. */
export function present(items: Items, linked: ReadonlySet<string>): Map<string, Item> {
  return new Map([...items].filter(([id, { deleted }]) => !deleted && !linked.has(id)))
}
