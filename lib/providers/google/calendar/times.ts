// Times of events, between Google's JSON and ours. A day never becomes an instant; a moment with an offset becomes the wall time in the
// event's own zone.

import { addDays, isDate } from '@/lib/domains/events/value/dates'
import type { EventTime, WallTime, Zone } from '@/lib/domains/events/value/event'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { type InstantText, isInstant, isWallTime, type Slot, wallAt } from '@/lib/domains/events/value/time'
import { knownZone } from '@/lib/domains/events/value/zone'
import { type Json, object, text } from '@/lib/providers/google/raw'
import { placeOfId } from './ids'

/** Years that both sides can compute with; a moment outside them cannot be read. */
const FIRST_MS = Date.parse('0001-01-02T00:00:00Z')
const LAST_MS = Date.parse('9999-12-30T00:00:00Z')

/** `calendarZone`: of a moment without a zone of its own. The empty event's time if Google's cannot be read. */
export function timeOf(event: Json, calendarZone: Zone | null): EventTime {
  const [start, end] = [object(event.start), object(event.end)]
  const day = text(start.date)
  if (day !== '') return dayTime(day, text(end.date))
  const zone = zoneIn(start) ?? zoneOr(calendarZone)
  const endZone = zoneIn(end) ?? zone
  const from = wallOf(text(start.dateTime), zone)
  if (from === null) return EMPTY_EVENT.time
  const to = wallOf(text(end.dateTime), endZone) ?? from
  return { kind: 'timed', start: from, end: to, zone, endZone: endZone === zone ? null : endZone }
}

const dayTime = (start: string, end: string): EventTime =>
  isDate(start) ? { kind: 'day', start, end: isDate(end) ? end : addDays(start, 1) } : EMPTY_EVENT.time

const zoneIn = (point: Json): Zone | null => knownZone(text(point.timeZone))
const zoneOr = (zone: Zone | null): Zone => (zone === null ? null : knownZone(zone)) ?? 'UTC'

/** Whether the event's zone is known only with the calendar's. */
export function needsCalendarZone({ start }: Json): boolean {
  const point = object(start)
  return text(point.dateTime) !== '' && zoneIn(point) === null
}

const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/i

function wallOf(moment: string, zone: Zone): WallTime | null {
  const [, wall = '', offset] = MOMENT.exec(moment) ?? []
  if (wall !== '' && offset === undefined) return isWallTime(wall) ? wall : null
  const instant = instantIn(moment)
  return instant === null ? null : wallAt(instant, zone)
}

function instantIn(moment: string): InstantText | null {
  if (!MOMENT.test(moment)) return null
  const ms = Date.parse(moment)
  if (Number.isNaN(ms) || ms < FIRST_MS || ms > LAST_MS) return null
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** Where in its series an occurrence belongs: an instant, or a date in a series of days. null if Google does not say. */
export function slotIn(event: Json): Slot | null {
  const original = object(event.originalStartTime)
  const date = text(original.date)
  if (date !== '') return isDate(date) ? date : null
  return instantIn(text(original.dateTime)) ?? placeOfId(text(event.id))?.slot ?? null
}

/** The time of an occurrence of which only the original start is known. */
export function timeAtSlot(slot: Slot, zone: Zone | null): EventTime {
  if (!isInstant(slot)) return { kind: 'day', start: slot, end: addDays(slot, 1) }
  const own = zoneOr(zone)
  const wall = wallAt(slot, own)
  return { kind: 'timed', start: wall, end: wall, zone: own, endZone: null }
}

/** Start and end as a patch: what the other kind of time has is removed, since Google refuses a mixture. */
export function timeBody(time: EventTime): { readonly start: Json; readonly end: Json } {
  if (time.kind === 'day') {
    const day = (date: string) => ({ date, dateTime: null, timeZone: null })
    return { start: day(time.start), end: day(time.end) }
  }
  const moment = (dateTime: string, timeZone: Zone) => ({ dateTime, timeZone, date: null })
  return {
    start: moment(time.start, time.zone),
    end: moment(time.end, time.endZone ?? time.zone),
  }
}
