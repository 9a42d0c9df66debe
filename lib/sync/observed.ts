// What was seen of each side, made ready for planning: one entry for each id, and those of them that no link knows.
import type { Entry, Link, Side } from '@/lib/sync/model'
import type { Entries } from '@/lib/sync/pair'

/** The entry of a link as it was when both sides last agreed, or gone if that end is known to be. */
export function asAgreed(link: Link, side: Side): Entry {
  return {
    id: link[`${side}Id`],
    version: link[`${side}Version`],
    contact: link.base[side],
    deleted: link.tombstone?.side === side,
    key: null,
    changedAt: null,
  }
}

/** Pages may repeat an entry, or bring an old one late. */
export function newest(entries: readonly Entry[]): Entries {
  const byId = new Map<string, Entry>()
  for (const entry of entries) {
    const known = byId.get(entry.id)
    if (known === undefined || isNewer(entry, known)) byId.set(entry.id, entry)
  }
  return byId
}

function isNewer(a: Entry, b: Entry): boolean {
  const [at, before] = [a.changedAt?.getTime() ?? 0, b.changedAt?.getTime() ?? 0]
  return at === before ? a.version > b.version : at > before
}

/**
 * The present ends of links whose other end is gone, by id. Somebody may have typed that one anew, or we created it to bring the contact
 * back and do not remember.
 */
export function bereft(links: readonly Link[], side: Side, both: Readonly<Record<Side, Entries>>): Entries {
  const other = OTHER[side]
  return new Map(
    links.flatMap((link): [string, Entry][] => {
      const [end, lost] = [both[side].get(link[ID[side]]), both[other].get(link[ID[other]])]
      const isLost = lost?.deleted ?? link.tombstone?.side === other
      return end && !end.deleted && isLost ? [[end.id, end]] : []
    }),
  )
}

const OTHER = { local: 'remote', remote: 'local' } as const
const ID = { local: 'localId', remote: 'remoteId' } as const

/** What is there and not linked. */
export function present(entries: Entries, linked: ReadonlySet<string>): Map<string, Entry> {
  return new Map([...entries].filter(([id, { deleted }]) => !deleted && !linked.has(id)))
}
