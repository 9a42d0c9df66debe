// Merges an occurrence that exactly one side has canceled. A cancellation travels like any edit, and so does taking it back. If the other
// side edited the occurrence since, a person decides: until then nothing is written, and the base stays, so that the edit is not forgotten.
import { type Answer, conflictOf, KEPT, taken } from '@/lib/domains/events/merge/field'
import { agreement, heldGuests, settle } from '@/lib/domains/events/merge/settle'
import type { Base, Merged, Project } from '@/lib/domains/events/types'
import { sameField } from '@/lib/domains/events/value/diff'
import { isCancelled } from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import type { Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

/** `fixed`: fields that stay as they are on each side. */
export function mergeCancelled(
  before: Base,
  now: Base,
  answer: Answer,
  project: Project,
  fixed: ReadonlySet<EventField>,
): Merged {
  const side = isCancelled(now.local) ? 'local' : 'remote'
  const other = OTHER[side]
  const cancel = () => withSide(other, settle(other, now, [statusOf(side, now)], project), now)
  const revive = () => withSide(side, revived(side, now, project, fixed), now)
  if (isCancelled(before[side])) return revive()
  const edited = FIELD_NAMES.filter(
    (field) => !fixed.has(field) && !sameField(field, before[other], now[other]),
  )
  if (edited.length === 0) return cancel()
  const conflict = conflictOf(
    'status',
    // An answer is about this edit, not about a later one.
    edited.map((field) => [field, now[other][field]]),
    before[other].status,
    { local: now.local.status, remote: now.remote.status },
    false,
  )
  switch (answer(conflict)) {
    case side:
      return cancel()
    case other:
      return revive()
    default:
      return { ...now, base: before, conflicts: [conflict] }
  }
}

function withSide(side: Side, value: Base[Side], now: Base): Merged {
  const agreed = { ...now, [side]: value }
  return { ...agreed, base: agreed, conflicts: [] }
}

const statusOf = (from: Side, now: Base) => ({ field: 'status', merged: taken(from, now) }) as const

/** The value of the side that had canceled the occurrence: it takes over the other side's. The account's guests are not written. */
function revived(side: Side, now: Base, project: Project, fixed: ReadonlySet<EventField>): Base[Side] {
  const other = OTHER[side]
  const own = { ...now[side], status: now[other].status }
  const both = { ...now, [side]: own }
  const isAgreed = agreement(both, project, fixed)
  const fields = FIELD_NAMES.filter((field) => field !== 'guests').map((field) => ({
    field,
    merged: isAgreed(field) ? KEPT : taken(other, both),
  }))
  const value = settle(side, both, fields, project)
  return side === 'local' && !isAgreed('guests')
    ? { ...value, guests: heldGuests(value, now.remote.guests, project) }
    : value
}
