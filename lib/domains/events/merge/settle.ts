// The value that one side gets from a merge: as much of the other side's as it can store.
import type { FieldMerge } from '@/lib/domains/events/merge/field'
import type { Base, Project } from '@/lib/domains/events/types'
import { sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import type { Side } from '@/lib/engine/model'

export interface MergedField {
  readonly field: EventField
  readonly merged: FieldMerge
}

/** Whether both sides have the same in a field, as far as they can store it, or keep what they have (`fixed`). */
export function agreement(
  now: Base,
  project: Project,
  fixed: ReadonlySet<EventField>,
): (field: EventField) => boolean {
  const images = { local: project.local(now.remote), remote: project.remote(now.local) }
  return (field) =>
    fixed.has(field) ||
    sameField(field, images.local, now.local) ||
    sameField(field, images.remote, now.remote)
}

/** The new value of a side: unchanged fields exactly as they are, the others as far as the side can store them. */
export function settle(
  side: Side,
  now: Base,
  fields: readonly MergedField[],
  project: Project,
): CalendarEvent {
  const own = now[side]
  const news = fields.flatMap(({ field, merged }) =>
    merged.kind === 'taken' && merged.to.includes(side) ? [[field, merged.values[field]] as const] : [],
  )
  if (news.length === 0) return own
  const wanted: CalendarEvent = { ...own, ...Object.fromEntries(news) }
  const held = project[side](wanted)
  const isLost = (field: EventField) =>
    sameField(field, held, EMPTY_EVENT) && !sameField(field, wanted, EMPTY_EVENT)
  const kept = news.filter(([field]) => !isLost(field) && !sameField(field, held, own))
  return { ...own, ...Object.fromEntries(kept.map(([field]) => [field, held[field]])) }
}

export const heldGuests = (own: CalendarEvent, guests: CalendarEvent['guests'], project: Project) =>
  project.local({ ...own, guests }).guests
