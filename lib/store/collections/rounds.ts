// What pushes to the firm's own collections have in common.
import type { Outcome, Push } from '@/lib/engine/collection'

/** A push that adds an item: a new one, or one from the bin. */
export type Addition<V> = Extract<Push<V>, { kind: 'create' | 'restore' }>

export const isAddition = <V>(push: Push<V>): push is Addition<V> =>
  push.kind === 'create' || push.kind === 'restore'

/** The key of a create becomes the item's id. */
export const pushedId = <V>(push: Push<V>): string => (push.kind === 'create' ? push.key : push.id)

/** Lists that contain each item once, so that two pushes of one item are written one after the other. */
function rounds<V>(batch: readonly Push<V>[]): readonly (readonly Push<V>[])[] {
  const lists: Push<V>[][] = []
  const times = new Map<string, number>()
  for (const push of batch) {
    const id = pushedId(push)
    const at = times.get(id) ?? 0
    times.set(id, at + 1)
    const list = lists[at]
    if (list) list.push(push)
    else lists[at] = [push]
  }
  return lists
}

/** `met`: the refs of additions that are stale. The other pushes are written round by round. */
export async function pushInRounds<V>(
  batch: readonly Push<V>[],
  met: ReadonlySet<string>,
  pushOnce: (round: readonly Push<V>[]) => Promise<readonly Outcome<V>[]>,
): Promise<readonly Outcome<V>[]> {
  const outcomes: Outcome<V>[] = [...met].map((ref) => ({ kind: 'stale', ref }))
  for (const round of rounds(batch.filter(({ ref }) => !met.has(ref))))
    outcomes.push(...(await pushOnce(round)))
  return outcomes
}
