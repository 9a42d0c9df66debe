// An addition to the account that a person is asked about first: they have an item here that others do not see, and it may be the same one.
// Adding both would give them the same item twice. Pure.
import type { Change, ChangeKind, Reason } from '@/lib/engine/model'

/** By the id of an item that everyone sees: the item of the person that may be the same one. */
export type Mine = ReadonlyMap<string, string>

interface Reasoned {
  readonly reasons: readonly { readonly kind: string }[]
}

type MayBeMine = Reason<never> & { readonly kind: 'mayBeMine' }

/** The item of the person that an addition, or a question that may lead to one, names; null if it names none. */
export function mineOf({ reasons }: Reasoned): string | null {
  const named = reasons.find((reason): reason is MayBeMine => reason.kind === 'mayBeMine')
  return named?.id ?? null
}

/** Whether nothing is added until the person approves it. */
export const isHeld = (change: Reasoned & { readonly kind: ChangeKind }): boolean =>
  change.kind === 'createRemote' && mineOf(change) !== null

/** Whether the change adds an item to the account, or an answer to it may. */
export const mayAdd = ({ kind }: { readonly kind: ChangeKind }): boolean =>
  kind === 'createRemote' || kind === 'question'

/** Questions get the reason, too: the answer that two items differ adds the one here to the account. */
export function holdAdditions<V>(changes: readonly Change<V>[], mine: Mine): readonly Change<V>[] {
  if (mine.size === 0) return changes
  return changes.map((change) => {
    const id = change.localId === null || !mayAdd(change) ? undefined : mine.get(change.localId)
    return id === undefined ? change : withMine(change, id)
  })
}

/** An addition that follows from the answer to a question is held if the question says so. */
export function heldLike<V>(added: Change<V>, question: Reasoned): Change<V> {
  const id = mineOf(question)
  return id === null || added.kind !== 'createRemote' ? added : withMine(added, id)
}

const withMine = <V>(change: Change<V>, id: string): Change<V> => ({
  ...change,
  reasons: [{ kind: 'mayBeMine', id }, ...change.reasons],
})
