// Merges two events under a sync's settings, which decide unanswered conflicts. Time, recurrence, guests, and an edit of what the other
// side canceled always need a person's answer.
import type { Answer } from '@/lib/domains/events/merge/field'
import { mergeKnown } from '@/lib/domains/events/merge/masked'
import type { Conflict, Item, Merged, MergeInput } from '@/lib/domains/events/types'
import { sameField, writtenFields } from '@/lib/domains/events/value/diff'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { type EventField, FIELDS } from '@/lib/domains/events/value/fields'
import type { HalfDone } from '@/lib/engine/domain'
import type { Base, Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

export function mergeEvents(input: MergeInput): Merged {
  const { base, local, remote, choices, project, asked } = input
  const policy = policyOf(input)
  const answer: Answer = (conflict) => choices[conflict.id] ?? (mustAsk(conflict) ? null : policy)
  return mergeKnown(base, { local: local.value, remote: remote.value }, answer, project, {
    fixed: fixedOf(local, remote),
    asked: new Set(asked),
  })
}

/** No setting decides between an edit and a cancellation. */
const mustAsk = ({ field, local, remote }: Conflict): boolean =>
  FIELDS[field].alwaysAsk || (field === 'status' && [local, remote].includes('cancelled'))

/**
 * Visibility belongs to the series: Google applies a stricter one of an occurrence to all occurrences, and ignores a less strict one.
 * (https://developers.google.com/workspace/calendar/api/v3/reference/events)
 */
const fixedOf = (local: Item, remote: Item): ReadonlySet<EventField> =>
  new Set(local.parentId || remote.parentId ? ['visibility'] : [])

function policyOf({ policy, local, remote }: MergeInput): Side | null {
  if (policy === 'local' || policy === 'remote') return policy
  return policy === 'newest' ? later(local.changedAt, remote.changedAt) : null
}

/** Most difference between the clocks of the two sides. Milliseconds. */
const CLOCKS_DIFFER_MS = 60_000

function later(local: Date | null, remote: Date | null): Side | null {
  if (!local || !remote || Math.abs(local.getTime() - remote.getTime()) <= CLOCKS_DIFFER_MS) return null
  return local > remote ? 'local' : 'remote'
}

/**
 * The base while the account still has the value `remote`: the base after the finished change, without the parts that the account does
 * not have yet.
 */
export function halfwayBase(
  { local, base, conflicts }: HalfDone<CalendarEvent>,
  remote: CalendarEvent,
  project: { readonly remote: (event: CalendarEvent) => CalendarEvent },
): Base<CalendarEvent> {
  const open = new Set<EventField>(conflicts.map(({ field }) => field))
  const asItIs = { local: (event: CalendarEvent) => event, remote: project.remote }
  const answer: Answer = ({ field }) => (open.has(field) ? null : OTHER.local)
  return mergeKnown(base, { local, remote }, answer, asItIs).base
}

/** `from`, with the fields of a write that `seen` already shows. */
export function shownOf(
  { from, to }: { readonly from: CalendarEvent; readonly to: CalendarEvent },
  seen: CalendarEvent,
): CalendarEvent {
  const shown = writtenFields(from, to).filter((field) => sameField(field, to, seen))
  return { ...from, ...Object.fromEntries(shown.map((field) => [field, to[field]])) }
}
