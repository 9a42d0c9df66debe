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
 * Of links that lost their remote end: the one entry that carries our key instead, by the local id. It was created to bring
 * the contact back, but is not remembered.
 */
export function successorsOf(links: readonly Link[], remote: Entries, free: Entries): Entries {
  const bereft = links.filter(
    (link) => remote.get(link.remoteId)?.deleted ?? link.tombstone?.side === 'remote',
  )
  const localIds = new Set(bereft.map(({ localId }) => localId))
  const keyed = [...free.values()].filter(({ key }) => key !== null && localIds.has(key))
  const counts = new Map<string | null, number>()
  for (const { key } of keyed) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Map(keyed.filter(({ key }) => counts.get(key) === 1).map((entry) => [entry.key ?? '', entry]))
}

/** What is there and not linked. */
export function present(entries: Entries, linked: ReadonlySet<string>): Map<string, Entry> {
  return new Map([...entries].filter(([id, { deleted }]) => !deleted && !linked.has(id)))
}
