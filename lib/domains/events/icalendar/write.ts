// Writes events as an iCalendar file (RFC 5545). Changed occurrences are events with a RECURRENCE-ID in the kind and zone of their
// series, cancelled ones are EXDATE lines. Each event names its calendar in X-CALENDAR-NAME. Times use IANA zones, which the file defines
// in VTIMEZONE components.

import type { ChangedOccurrence } from '@/lib/domains/events/icalendar/read'
import { CARRIED, NO_REMINDERS } from '@/lib/domains/events/icalendar/read-event'
import { escaped, folded, parameter } from '@/lib/domains/events/icalendar/text'
import { timezoneLines } from '@/lib/domains/events/icalendar/vtimezone'
import { withExdates } from '@/lib/domains/events/recurrence/cancelled'
import { lastStart } from '@/lib/domains/events/recurrence/last-start'
import { basicText } from '@/lib/domains/events/recurrence/rule'
import type {
  CalendarEvent,
  EventTime,
  Guest,
  Reminder,
  WallTime,
  Zone,
} from '@/lib/domains/events/value/event'
import { instantOf, type Slot, wallAt } from '@/lib/domains/events/value/time'
import { sameZone } from '@/lib/domains/events/value/zone'

export interface EventToWrite {
  /** Unique within the file; the same in every export. */
  readonly uid: string
  readonly calendar: string | null
  readonly event: CalendarEvent
  readonly changed: readonly ChangedOccurrence[]
  readonly cancelled: readonly Slot[]
  readonly updatedAt: Date
}

/** The whole file, in pieces. `now` determines how far zones are defined for series without end. */
export function* calendarFile(events: readonly EventToWrite[], now: Date): Generator<string> {
  yield lines(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Concord//Calendar//EN', 'CALSCALE:GREGORIAN'])
  for (const [zone, { first, last }] of yearsByZone(events, now))
    yield lines(timezoneLines(zone, first, last))
  for (const one of events) yield lines(eventLines(one))
  yield lines(['END:VCALENDAR'])
}

const lines = (all: readonly string[]): string => all.map(folded).join('')

interface Years {
  readonly first: number
  readonly last: number
}

function yearsByZone(events: readonly EventToWrite[], now: Date): ReadonlyMap<Zone, Years> {
  const zones = new Map<Zone, Years>()
  for (const { event, changed } of events) {
    for (const one of [event, ...changed.map((occurrence) => occurrence.event)]) {
      const { time } = one
      if (time.kind === 'day') continue
      const first = yearOf(time.start)
      const end = lastStart(one)
      const last = Math.max(first, end === null ? now.getUTCFullYear() : yearOf(end))
      for (const zone of [time.zone, time.endZone ?? time.zone]) {
        if (sameZone(zone, 'UTC')) continue
        const known = zones.get(zone)
        zones.set(zone, {
          first: Math.min(first, known?.first ?? first),
          last: Math.max(last, known?.last ?? last),
        })
      }
    }
  }
  return zones
}

/** Zones are not defined beyond the years that a calendar shows. */
const MOST_YEAR = 2_100
const yearOf = (text: string) => Math.min(MOST_YEAR, Number(text.slice(0, 4)))

function eventLines({ event, changed, cancelled, ...of }: EventToWrite): readonly string[] {
  const series = withExdates(event, cancelled)
  return [
    ...vevent(of, series, []),
    ...changed.flatMap(({ slot, event: occurrence }) =>
      vevent(of, { ...occurrence, repeat: [] }, [recurrenceId(slot, event.time)]),
    ),
  ]
}

function vevent(
  { uid, calendar, updatedAt }: Pick<EventToWrite, 'uid' | 'calendar' | 'updatedAt'>,
  event: CalendarEvent,
  occurrence: readonly string[],
): readonly string[] {
  const text = (name: string, value: string) => (value === '' ? [] : [`${name}:${escaped(value)}`])
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${basicText(updatedAt.toISOString().slice(0, 19))}Z`,
    ...occurrence,
    ...timeLines(event.time),
    ...event.repeat.map(repeatLine),
    ...text('SUMMARY', event.title),
    ...text('DESCRIPTION', event.description),
    ...text('LOCATION', event.location),
    `STATUS:${event.status.toUpperCase()}`,
    `TRANSP:${event.showAs === 'free' ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(event.visibility === 'default' ? [] : [`CLASS:${event.visibility.toUpperCase()}`]),
    ...event.guests.map(attendee),
    ...(calendar === null ? [] : text('X-CALENDAR-NAME', calendar)),
    ...(event.reminders?.length === 0 ? [`${NO_REMINDERS}:NONE`] : []),
    ...(event.reminders ?? []).flatMap((reminder) => alarm(reminder, event.title)),
    'END:VEVENT',
  ]
}

function timeLines(time: EventTime): readonly string[] {
  if (time.kind === 'day')
    return [`DTSTART;VALUE=DATE:${basicText(time.start)}`, `DTEND;VALUE=DATE:${basicText(time.end)}`]
  const start = `DTSTART${moment(time.start, time.zone)}`
  // Writes UTC as a named zone if the start has another zone: programs would read a bare Z as a time in that zone.
  const end =
    time.endZone === null
      ? moment(time.end, time.zone)
      : `;TZID=${parameter(time.endZone)}:${basicText(time.end)}`
  return [start, `DTEND${end}`]
}

const moment = (wall: WallTime, zone: Zone): string =>
  sameZone(zone, 'UTC') ? `:${basicText(wall)}Z` : `;TZID=${parameter(zone)}:${basicText(wall)}`

/** In the form of its series; in UTC if clocks show that time twice. */
function recurrenceId(slot: Slot, series: EventTime): string {
  if (series.kind === 'day') return `RECURRENCE-ID;VALUE=DATE:${basicText(slot)}`
  const wall = wallAt(slot, series.zone)
  const isPlain = instantOf(wall, series.zone) === slot
  return `RECURRENCE-ID${isPlain ? moment(wall, series.zone) : `:${basicText(slot)}`}`
}

/** Marks a line that is not a recurrence property; otherwise programs would read it as another property. */
const repeatLine = (line: string): string =>
  /^(?:RRULE|EXRULE|RDATE|EXDATE)[;:][\x20-\x7e]*$/.test(line) ? line : `${CARRIED}:${escaped(line)}`

function attendee({ email, name, response, optional }: Guest): string {
  const status = {
    needsAction: 'NEEDS-ACTION',
    accepted: 'ACCEPTED',
    declined: 'DECLINED',
    tentative: 'TENTATIVE',
  }[response]
  const params = [
    ...(name === '' ? [] : [`CN=${parameter(name)}`]),
    `PARTSTAT=${status}`,
    `ROLE=${optional ? 'OPT' : 'REQ'}-PARTICIPANT`,
  ]
  return `ATTENDEE;${params.join(';')}:mailto:${email}`
}

const alarm = ({ method, minutes }: Reminder, title: string): readonly string[] => [
  'BEGIN:VALARM',
  `ACTION:${method === 'email' ? 'EMAIL' : 'DISPLAY'}`,
  `TRIGGER:-PT${minutes}M`,
  `DESCRIPTION:${escaped(title || 'Reminder')}`,
  ...(method === 'email' ? [`SUMMARY:${escaped(title || 'Reminder')}`] : []),
  'END:VALARM',
]
