// Three-way merge of one event, with a base for each side. A side that cannot store a value keeps its own. While a conflict is open, the
// base keeps its value, so that the conflict is found again.

import { mergeCancelled } from '@/lib/domains/events/merge/cancelled'
import { type Answer, KEPT, mergeField } from '@/lib/domains/events/merge/field'
import { mergeGuests } from '@/lib/domains/events/merge/guests'
import { agreement, heldGuests, settle } from '@/lib/domains/events/merge/settle'
import type { Base, Merged, Project } from '@/lib/domains/events/types'
import { sameEvent } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT, isCancelled } from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import type { Side } from '@/lib/engine/model'

/** Before a first link, both bases are empty. */
const NOTHING_AGREED: Base = { local: EMPTY_EVENT, remote: EMPTY_EVENT }
const SIDES = ['local', 'remote'] as const

export interface FieldRules {
  /** Fields that stay as they are on each side. */
  readonly fixed: ReadonlySet<EventField>
  /** Fields that a person decides, even if only one side changed them. */
  readonly asked: ReadonlySet<EventField>
}

export const NO_RULES: FieldRules = { fixed: new Set(), asked: new Set() }

export function merge(
  base: Base | null,
  now: Base,
  answer: Answer,
  project: Project,
  rules: FieldRules = NO_RULES,
): Merged {
  const before = base ?? NOTHING_AGREED
  const isUntouched = SIDES.every((side) => sameEvent(before[side], now[side]))
  if (isUntouched || sameEvent(now.local, now.remote)) return { ...now, base: now, conflicts: [] }
  const isIn = ({ local, remote }: Base) => isCancelled(local) || isCancelled(remote)
  if (isIn(now)) return mergeCancelled(before, now, answer, project, rules.fixed)
  // Both sides took the occurrence up again: what it was like while it was canceled says nothing.
  return mergeFields(isIn(before) ? NOTHING_AGREED : before, now, answer, project, rules)
}

function mergeFields(
  before: Base,
  now: Base,
  answer: Answer,
  project: Project,
  { fixed, asked }: FieldRules,
): Merged {
  const isAgreed = agreement(now, project, fixed)
  const fields = FIELD_NAMES.filter((field) => field !== 'guests').map((field) => ({
    field,
    merged: isAgreed(field) ? KEPT : mergeField(field, before, now, answer, asked.has(field)),
  }))
  const guests = isAgreed('guests') ? null : mergeGuests(before, now, answer)
  const settled = {
    local: settle('local', now, fields, project),
    remote: settle('remote', now, fields, project),
  }
  const local = guests
    ? { ...settled.local, guests: heldGuests(now.local, guests.now.local, project) }
    : settled.local
  const remote = guests ? { ...settled.remote, guests: guests.now.remote } : settled.remote
  const remembered = (side: Side, event: CalendarEvent): CalendarEvent => ({
    ...event,
    ...Object.fromEntries(
      fields.flatMap(({ field, merged }) => (merged.kind === 'open' ? [[field, before[side][field]]] : [])),
    ),
    ...(guests && guests.conflicts.length > 0 ? { guests: guests.remembered(side, event.guests) } : {}),
  })
  return {
    ...{ local, remote },
    base: { local: remembered('local', local), remote: remembered('remote', remote) },
    conflicts: [
      ...fields.flatMap(({ merged }) => (merged.kind === 'open' ? [merged.conflict] : [])),
      ...(guests?.conflicts ?? []),
    ],
  }
}
