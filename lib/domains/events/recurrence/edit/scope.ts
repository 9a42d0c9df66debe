// Which events a sync with a start date ("from the last 30 days on") includes. The rule is the same for full and incremental reads: it
// never divides a series, and an event that leaves the scope is not deleted.
import { lastStart } from '@/lib/domains/events/recurrence/last-start'
import { addDays, daysBetween, isDate } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, EventTime, Zone } from '@/lib/domains/events/value/event'
import {
  addSeconds,
  type InstantText,
  instantOf,
  type Slot,
  secondsBetween,
  spanOf,
} from '@/lib/domains/events/value/time'

/** Everything if `since` is null. A series is included if its last occurrence ends later. Days are those of the calendar's `zone`. */
export function isInScope(event: CalendarEvent, since: InstantText | null, zone: Zone): boolean {
  if (since === null) return true
  if (event.repeat.length === 0) return spanOf(event.time, zone).end > since
  const last = lastStart(event)
  return last === null || endOf(last, event.time, zone) > since
}

function endOf(slot: Slot, time: EventTime, zone: Zone): InstantText {
  if (time.kind === 'day' || isDate(slot))
    return instantOf(`${addDays(slot, daysBetween(time.start, time.end))}T00:00:00`, zone)
  const length = Math.max(0, secondsBetween(time.start, time.end))
  return `${addSeconds(slot.slice(0, -1), length)}Z`
}
