// What is sent to Google of an event: the fields that a write sets, each whole.
import { withExdates } from '@/lib/domains/events/recurrence/cancelled'
import { movedSlot } from '@/lib/domains/events/recurrence/edit/move'
import { canonicalRepeat } from '@/lib/domains/events/recurrence/lines'
import { sameTime, writtenFields } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { guestKey } from '@/lib/domains/events/value/normal'
import { timeProblem } from '@/lib/domains/events/value/validity'
import { sentDescription } from '@/lib/providers/google/calendar/description'
import { timeBody } from '@/lib/providers/google/calendar/times'
import { exdatesOf } from '@/lib/providers/google/calendar/value'
import { type Json, list, text } from '@/lib/providers/google/raw'

/** A create never invites guests. */
const OF_A_CREATE = FIELD_NAMES.filter((field) => field !== 'guests')
/** Google sets these of the whole series. */
const OF_THE_SERIES: readonly EventField[] = ['visibility', 'repeat']

/** The body of a new event. */
export function createBody(to: CalendarEvent): Json {
  return withoutNulls(bodyOf(OF_A_CREATE, to, {}))
}

export interface Edit {
  readonly from: CalendarEvent
  readonly to: CalendarEvent
  /** The event as it was read. */
  readonly raw: Json
}

/** The changes alone; empty if there is nothing to write. */
export function patchBody({ from, to, raw }: Edit): Json {
  const isOccurrence = text(raw.recurringEventId) !== ''
  const left = isOccurrence ? OF_THE_SERIES : []
  // The guests of a cancelled occurrence are not known: Google gives back those of its series.
  const unknown: readonly EventField[] = isCancelled(from) ? ['guests'] : []
  const fields = writtenFields(from, to).filter((field) => ![...left, ...unknown].includes(field))
  const body = bodyOf(fields, to, raw)
  return isOccurrence ? body : { ...body, ...recurrenceBody({ from, to, raw }, fields) }
}

/** The same of an occurrence that becomes an item of its own: its guests are those of its series. */
export function occurrenceBody(from: CalendarEvent, to: CalendarEvent, raw: Json): Json {
  return patchBody({ from, to: { ...to, guests: from.guests }, raw })
}

function bodyOf(fields: readonly EventField[], to: CalendarEvent, raw: Json): Json {
  return Object.assign({}, ...fields.map((field) => fieldBody(field, to, raw)))
}

function fieldBody(field: EventField, to: CalendarEvent, raw: Json): Json {
  switch (field) {
    case 'title':
      return { summary: to.title }
    case 'description':
      return { description: sentDescription(to.description) }
    case 'location':
      return { location: to.location }
    case 'time':
      return timeBody(to.time)
    case 'repeat':
      return to.repeat.length === 0 ? { recurrence: null } : { recurrence: [...to.repeat] }
    case 'guests':
      return { attendees: attendeesOf(to, raw) }
    case 'visibility':
      return { visibility: to.visibility }
    case 'showAs':
      return { transparency: to.showAs === 'free' ? 'transparent' : 'opaque' }
    case 'status':
      return { status: to.status }
    case 'reminders':
      return {
        reminders: {
          useDefault: to.reminders === null,
          overrides: (to.reminders ?? []).map((one) => ({ ...one })),
        },
      }
  }
}

/** The list is replaced whole, so what we do not model of a guest is sent back. */
function attendeesOf({ guests }: CalendarEvent, raw: Json): readonly Json[] {
  const known = new Map(list(raw.attendees).map((one) => [guestKey({ email: text(one.email) }), one]))
  return guests.map(({ email, name, response, optional }) => ({
    ...(known.get(email) ?? {}),
    email,
    ...(name === '' ? {} : { displayName: name }),
    responseStatus: response,
    optional,
  }))
}

/**
 * The lines of a series whose time or rule changes. Its EXDATEs, which the value does not contain, move with it: an excluded date at the
 * old time of day would exclude nothing.
 */
function recurrenceBody({ from, to, raw }: Edit, fields: readonly EventField[]): Json {
  if (to.repeat.length === 0 || !(fields.includes('time') || fields.includes('repeat'))) return {}
  const repeat = canonicalRepeat(to.repeat, to.time)
  const exdates = exdatesOf(raw, null)
  const isMoved = !sameTime(from.time, to.time)
  const kept =
    isMoved && timeProblem(from.time) === null
      ? exdates.map((slot) => movedSlot(slot, from.time, to.time))
      : exdates
  const changesKind = from.time.kind !== to.time.kind
  if (exdates.length === 0 && !changesKind && !fields.includes('repeat')) return {}
  return { recurrence: [...withExdates({ ...to, repeat }, kept).repeat] }
}

function withoutNulls(body: Json): Json {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      if (value === null || value === '') return []
      const isPoint = name === 'start' || name === 'end'
      return [[name, isPoint ? withoutNulls(value as Json) : value]]
    }),
  )
}
