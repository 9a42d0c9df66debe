// The time of an event in words: for a line of the agenda, and for the event's own page. Times are shown in the reader's zone; days are
// the same for every reader.

import { addDays } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, DateText, EventTime, Zone } from '@/lib/domains/events/value/event'
import { dateAt, dateOf, spanOf, wallAt } from '@/lib/domains/events/value/time'
import { computedZone, sameZone } from '@/lib/domains/events/value/zone'

/** `Untitled event` if the title is empty. */
export const titleOf = ({ title }: Pick<CalendarEvent, 'title'>): string => title || 'Untitled event'

export const STATUS_WORDS: Readonly<Record<CalendarEvent['status'], string>> = {
  confirmed: 'Confirmed',
  tentative: 'Tentative',
  cancelled: 'Canceled',
}

const utc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options })
const LONG_DAY = utc({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
const CLOCK = utc({ hour: 'numeric', minute: '2-digit' })
/** Formats a wall time as if it were UTC, so that its digits do not change. */
const shown = (format: Intl.DateTimeFormat, text: string) =>
  format.format(new Date(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`)).replace(/\u202f/g, ' ')

/** `Tuesday, March 3, 2026`. */
export const dayWords = (date: DateText): string => shown(LONG_DAY, date)
/** `9:00 AM`. */
export const clockWords = (wall: string): string => shown(CLOCK, wall)

/**
 * `Tuesday, March 3, 2026, 6:00 AM – 7:00 AM (9:00 AM in New York)`: in the reader's zone, and the start in the event's own zone if that is
 * another one.
 */
export function whenWords(time: EventTime, zone: Zone): string {
  if (time.kind === 'day') {
    const last = addDays(time.end, -1)
    return last <= time.start ? dayWords(time.start) : `${dayWords(time.start)} – ${dayWords(last)}`
  }
  const { start, end } = wallsIn(time, zone)
  const isOneDay = dateOf(start) === dateOf(end)
  const until = isOneDay ? clockWords(end) : `${dayWords(dateOf(end))}, ${clockWords(end)}`
  const from = `${dayWords(dateOf(start))}, ${clockWords(start)}`
  const when = start === end ? from : `${from} – ${until}`
  return sameZone(time.zone, zone) ? when : `${when} (${startThere(time, dateOf(start))})`
}

/** `All day`, `9:00 AM – 10:00 AM`, `from 10:00 PM`, `until 6:00 AM`: the part of the event on one day of the reader. */
export function agendaWords(time: EventTime, zone: Zone, day: DateText): string {
  if (time.kind === 'day') return 'All day'
  const { start, end } = wallsIn(time, zone)
  const begins = dateOf(start) === day
  // An event that ends at midnight ends on the day before.
  const ends = end === `${addDays(day, 1)}T00:00:00` || (dateOf(end) === day && end >= start)
  if (begins && start === end) return clockWords(start)
  if (begins && ends) return `${clockWords(start)} – ${clockWords(end)}`
  if (begins) return `from ${clockWords(start)}`
  return ends ? `until ${clockWords(end)}` : 'All day'
}

/** The first and last day of an event, in the reader's zone. */
export function daysOf(time: EventTime, zone: Zone): { readonly first: DateText; readonly last: DateText } {
  if (time.kind === 'day') return { first: time.start, last: addDays(time.end, -1) }
  const { start, end } = wallsIn(time, zone)
  const endsAtMidnight = end > start && end.endsWith('T00:00:00')
  return { first: dateOf(start), last: endsAtMidnight ? addDays(dateOf(end), -1) : dateOf(end) }
}

function wallsIn(time: EventTime & { readonly kind: 'timed' }, zone: Zone) {
  const { start, end } = spanOf(time, zone)
  return { start: wallAt(start, zone), end: wallAt(end, zone) }
}

/** `9:00 AM in New York`; with the day if that is another one there. */
function startThere({ start, zone }: EventTime & { readonly kind: 'timed' }, day: DateText): string {
  const clock = dateOf(start) === day ? clockWords(start) : `${dayWords(dateOf(start))}, ${clockWords(start)}`
  return sameZone(zone, 'UTC') ? `${clock} UTC` : `${clock} in ${placeOf({ zone })}`
}

/** A readable place name: `New York` for America/New_York. */
const placeOf = ({ zone }: { readonly zone: Zone }) => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone

/** Today's date in a zone. */
export const todayIn = (now: Date, zone: Zone): DateText =>
  dateAt(`${now.toISOString().slice(0, 19)}Z`, computedZone(zone))
