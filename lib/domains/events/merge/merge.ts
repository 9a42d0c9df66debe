// Three-way merge of one event, with a base for each side. A side that cannot store a value keeps its own. While a conflict is open, the
// base keeps its value, so that the conflict is found again.
import { type Answer, type FieldMerge, KEPT, mergeField } from '@/lib/domains/events/merge/field'
import { mergeGuests } from '@/lib/domains/events/merge/guests'
import type { Base, Merged, Project } from '@/lib/domains/events/types'
import { sameEvent, sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import type { Side } from '@/lib/engine/model'

/** Before a first link, both bases are empty. */
const NOTHING_AGREED: Base = { local: EMPTY_EVENT, remote: EMPTY_EVENT }
const SIDES = ['local', 'remote'] as const

/** `fixed`: fields that stay as they are on each side. */
export function merge(
  base: Base | null,
  now: Base,
  answer: Answer,
  project: Project,
  fixed: ReadonlySet<EventField> = new Set(),
): Merged {
  const before = base ?? NOTHING_AGREED
  const isUntouched = SIDES.every((side) => sameEvent(before[side], now[side]))
  if (isUntouched || sameEvent(now.local, now.remote)) return { ...now, base: now, conflicts: [] }
  const images = { local: project.local(now.remote), remote: project.remote(now.local) }
  const isAgreed = (field: EventField) =>
    fixed.has(field) || SIDES.some((side) => sameField(field, images[side], now[side]))
  const fields = FIELD_NAMES.filter((field) => field !== 'guests').map((field) => ({
    field,
    merged: isAgreed(field) ? KEPT : mergeField(field, before, now, answer),
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

/** The new value of a side: unchanged fields exactly as they are, the others as far as the side can store them. */
function settle(
  side: Side,
  now: Base,
  fields: readonly { readonly field: EventField; readonly merged: FieldMerge }[],
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

const heldGuests = (own: CalendarEvent, guests: CalendarEvent['guests'], project: Project) =>
  project.local({ ...own, guests }).guests
