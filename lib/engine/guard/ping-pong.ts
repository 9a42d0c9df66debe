// Detects writes that go back and forth: our change is written, undone by somebody, and written again. Then another program syncs the
// same contacts, and the two will never agree. Pure.
import type { Domain } from '@/lib/engine/domain'
import type { Change, Side } from '@/lib/engine/model'

/** A value that was written to an item, and the side it was written to. */
export interface Written<V> {
  readonly side: Side
  readonly to: V
}

/** How many earlier writes of an item `isPingPong` considers. */
export const LOOK_BACK = 4

/**
 * `before` holds the item's earlier writes, newest first. True if the same value is now written for the third time and was undone in
 * between.
 */
export function isPingPong<V>(
  { same }: Pick<Domain<V>, 'same'>,
  change: Change<V>,
  before: readonly Written<V>[],
): boolean {
  const isSame = (a: Written<V>, b: Written<V>) => a.side === b.side && same(a.to, b.to)
  const next = writtenBy(change)
  const [back, there, backBefore, thereBefore] = before
  if (!next || !back || !there || !backBefore || !thereBefore) return false
  return (
    next.side !== back.side &&
    [there, thereBefore].every((one) => isSame(one, next)) &&
    isSame(back, backBefore)
  )
}

/** The write of a change that writes one side only. A write to both sides at once does not answer anything. */
export function writtenBy<V>({ local, remote }: Pick<Change<V>, 'local' | 'remote'>): Written<V> | null {
  if (local?.to && !remote) return { side: 'local', to: local.to }
  if (remote?.to && !local) return { side: 'remote', to: remote.to }
  return null
}
