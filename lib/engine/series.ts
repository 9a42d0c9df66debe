// An occurrence that differs from its series depends on it: it is added after its series, and deleted only with it. Pure.
import type { Change, ChangeKind, Item, Side } from './model'

/** By item id, on each side: the series of an occurrence. */
export type Parents = Readonly<Record<Side, ReadonlyMap<string, string>>>

export const parentsOf = <V>(items: Readonly<Record<Side, readonly Item<V>[]>>): Parents => {
  const known = (side: Side) =>
    new Map(items[side].flatMap(({ id, parentId }) => (parentId ? [[id, parentId] as const] : [])))
  return { local: known('local'), remote: known('remote') }
}

/** True for a change of an occurrence. */
export const isOfSeries = (parents: Parents, { localId, remoteId }: Ends): boolean =>
  parents.local.has(localId ?? '') || parents.remote.has(remoteId ?? '')

type Ends = Pick<Change<unknown>, 'localId' | 'remoteId'>

/** Both sides have the item afterwards. */
const JOINS: ReadonlySet<ChangeKind> = new Set(['createLocal', 'createRemote', 'link', 'update'])
const DELETES: ReadonlySet<ChangeKind> = new Set(['deleteLocal', 'deleteRemote'])

/**
 * The changes without those of occurrences that cannot be carried out, or must not be. An addition whose series is not on both sides
 * afterwards waits for a plan in which it is. An occurrence is deleted only because its series is: the deletion of the series includes it,
 * and if the series stays, because it was edited on the other side, so does the occurrence. `linked`: ids of series that are linked
 * already, on each side.
 */
export function followSeries<V>(
  changes: readonly Change<V>[],
  parents: Parents,
  linked: Readonly<Record<Side, ReadonlySet<string>>>,
): readonly Change<V>[] {
  const joins = changes.filter(({ kind }) => JOINS.has(kind))
  const joined = {
    local: new Set(joins.flatMap(({ localId }) => localId ?? [])),
    remote: new Set(joins.flatMap(({ remoteId }) => remoteId ?? [])),
  }
  return changes.filter((change) => {
    const here = parents.local.get(change.localId ?? '')
    const there = parents.remote.get(change.remoteId ?? '')
    if (here === undefined && there === undefined) return true
    const isIn = (sets: Readonly<Record<Side, ReadonlySet<string>>>) =>
      (here !== undefined && sets.local.has(here)) || (there !== undefined && sets.remote.has(there))
    if (DELETES.has(change.kind)) return false
    const isAddition = change.kind === 'createLocal' || change.kind === 'createRemote'
    return !isAddition || isIn(linked) || isIn(joined)
  })
}
