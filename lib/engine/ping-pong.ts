// Written back and forth: our change goes over, comes back undone, goes over again. Then another program keeps the same
// contacts, and the two will never agree. Pure.
import type { Domain } from '@/lib/engine/domain'
import type { Change, Side } from '@/lib/engine/model'

/** What an item was made to say, and on which side. */
export interface Written<V> {
  readonly side: Side
  readonly to: V
}

/** Earlier writes of an item that `isPingPong` looks at. */
export const LOOK_BACK = 4

/** `before`: the item's earlier writes, newest first. True when this is the third time that the same is written, and undone in between. */
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

/** What a change writes, where it writes one side only: what goes to both at once is no answer to anything. */
export function writtenBy<V>({ local, remote }: Pick<Change<V>, 'local' | 'remote'>): Written<V> | null {
  if (local?.to && !remote) return { side: 'local', to: local.to }
  if (remote?.to && !local) return { side: 'remote', to: remote.to }
  return null
}
