// Written back and forth: our change goes over, comes back undone, goes over again. Then another program keeps the same
// contacts in step, and the two will never agree. Pure.

import type { Contact } from '@/lib/domains/contacts/value/contact'
import { sameContact } from '@/lib/domains/contacts/value/diff'
import type { Change, Side } from '@/lib/engine/model'

/** What a contact was made to say, and on which side. */
export interface Written {
  readonly side: Side
  readonly to: Contact
}

/** Earlier writes of a contact that `isPingPong` looks at. */
export const LOOK_BACK = 4

/** `before`: the contact's earlier writes, newest first. True when this is the third time that the same is written, and undone in between. */
export function isPingPong(change: Change, before: readonly Written[]): boolean {
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
export function writtenBy({ local, remote }: Pick<Change, 'local' | 'remote'>): Written | null {
  if (local?.to && !remote) return { side: 'local', to: local.to }
  if (remote?.to && !local) return { side: 'remote', to: remote.to }
  return null
}

const isSame = (a: Written, b: Written) => a.side === b.side && sameContact(a.to, b.to)
