// Merges one field of an event, with a base for each side: a change on one side goes to the other; if both sides changed it, both keep
// their value until the conflict is answered.
import { createHash } from 'node:crypto'
import type { Base, Conflict, PartValue } from '@/lib/domains/events/types'
import { descriptionKey, sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import type { Choice, Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

/** The winning side, if it is decided already. */
export type Answer = (conflict: Conflict) => Choice | null

export type FieldMerge =
  /** Each side keeps its value. */
  | { readonly kind: 'kept' }
  /** `to` takes these values. */
  | { readonly kind: 'taken'; readonly to: readonly Side[]; readonly values: CalendarEvent }
  | { readonly kind: 'open'; readonly conflict: Conflict }

export const KEPT: FieldMerge = { kind: 'kept' }

/** Merges any field except guests. `isAsked`: a person decides, even if only one side changed it. */
export function mergeField(
  field: EventField,
  base: Base,
  now: Base,
  answer: Answer,
  isAsked: boolean,
): FieldMerge {
  if (sameField(field, now.local, now.remote)) return KEPT
  const changed = (side: Side) => !sameField(field, base[side], now[side])
  const goesFrom = (side: Side) => changed(side) && !changed(OTHER[side]) && covers(field, base, side)
  if (!changed('local') && !changed('remote')) return KEPT
  if (!isAsked && goesFrom('local')) return taken('local', now)
  if (!isAsked && goesFrom('remote')) return taken('remote', now)
  const conflict = conflictOf(
    field,
    '',
    partOf(field, covers(field, base, 'local') ? base.local : base.remote),
    { local: partOf(field, now.local), remote: partOf(field, now.remote) },
    field === 'description',
  )
  switch (answer(conflict)) {
    case 'local':
      return taken('local', now)
    case 'remote':
      return taken('remote', now)
    case 'both':
      return conflict.mayKeepBoth ? united(now) : { kind: 'open', conflict }
    case null:
      return { kind: 'open', conflict }
  }
}

/** The other side takes these values. */
export const taken = (from: Side, now: Base): FieldMerge => ({
  kind: 'taken',
  to: [OTHER[from]],
  values: now[from],
})

function united({ local, remote }: Base): FieldMerge {
  const description = `${local.description}\n\n${remote.description}`
  return { kind: 'taken', to: ['local', 'remote'], values: { ...local, description } }
}

/**
 * Whether a side's base contains everything that the other base contains: then a change of this side can replace the other side's value
 * without losing anything.
 */
function covers(field: EventField, base: Base, side: Side): boolean {
  const [own, other] = [base[side], base[OTHER[side]]]
  if (sameField(field, own, other) || sameField(field, other, EMPTY_EVENT)) return true
  return (
    field === 'description' && descriptionKey(own.description).includes(descriptionKey(other.description))
  )
}

const partOf = (field: EventField, event: CalendarEvent): PartValue =>
  field === 'repeat' ? event.repeat.join('\n') : field === 'guests' ? null : event[field]

/**
 * `about`: what else the conflict is about, such as the guest's address; '' for most fields. The id depends on the values in conflict, not
 * on the time.
 */
export function conflictOf(
  field: EventField,
  about: unknown,
  base: PartValue,
  now: Readonly<Record<Side, PartValue>>,
  mayKeepBoth: boolean,
): Conflict {
  const disagreement = stableJson([field, about, now.local, now.remote])
  const id = createHash('sha256').update(disagreement).digest('base64url').slice(0, 22)
  return { id, field, base, ...now, mayKeepBoth }
}

/** The order of an object's keys depends on where it was stored, so it must not count. */
const stableJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
