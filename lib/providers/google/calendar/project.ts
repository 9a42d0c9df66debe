// An event as Google would store it.
import { beginning } from '@/lib/domains/contacts/value/storable'
import type { CalendarEvent, EventTime } from '@/lib/domains/events/value/event'
import { LIMITS } from '@/lib/domains/events/value/limits'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { addSeconds, spanOf } from '@/lib/domains/events/value/time'
import { timeProblem } from '@/lib/domains/events/value/validity'

/** Texts are cut where Google cuts them; an event without length gets one minute, since Google refuses it. Idempotent. */
export function projectEvent(event: CalendarEvent): CalendarEvent {
  const normal = normalEvent(event)
  return {
    ...normal,
    title: beginning(normal.title, LIMITS.title).trim(),
    location: beginning(normal.location, LIMITS.location).trim(),
    description: beginning(normal.description, LIMITS.description).trim(),
    time: withLength(normal.time),
  }
}

function withLength(time: EventTime): EventTime {
  if (time.kind === 'day' || timeProblem(time) !== null) return time
  const { start, end } = spanOf(time, 'UTC')
  return end > start ? time : { ...time, end: addSeconds(time.end, 60) }
}
