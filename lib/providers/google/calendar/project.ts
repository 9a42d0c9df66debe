// An event as Google would store it.

import { type CalendarEvent, type EventTime, isCancelled } from '@/lib/domains/events/value/event'
import { LIMITS } from '@/lib/domains/events/value/limits'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { addSeconds, instantOf, spanOf, wallAt } from '@/lib/domains/events/value/time'
import { timeProblem } from '@/lib/domains/events/value/validity'
import { beginning } from '@/lib/domains/text/storable'
import { plainDescription, sentDescription } from './description'

/**
 * Texts are cut where Google cuts them, an event without length gets one minute, since Google refuses it, and a time that clocks skip is
 * the one that they show then. Idempotent.
 */
export function projectEvent(event: CalendarEvent): CalendarEvent {
  const normal = normalEvent(event)
  return {
    ...normal,
    title: beginning(normal.title, LIMITS.title).trim(),
    location: beginning(normal.location, LIMITS.location).trim(),
    description: plainDescription(sentDescription(beginning(normal.description, LIMITS.description).trim())),
    time: isCancelled(event) ? normal.time : storedTime(normal.time),
  }
}

function storedTime(time: EventTime): EventTime {
  if (time.kind === 'day' || timeProblem(time) !== null) return time
  const endZone = time.endZone ?? time.zone
  const start = wallAt(instantOf(time.start, time.zone), time.zone)
  const shown = { ...time, start, end: wallAt(instantOf(time.end, endZone), endZone) }
  const span = spanOf(shown, 'UTC')
  return span.end > span.start
    ? shown
    : { ...shown, end: wallAt(`${addSeconds(span.start.slice(0, -1), 60)}Z`, endZone) }
}
