// The time of a VEVENT: DTSTART with DTEND or DURATION, as days or as wall times in a zone.
import type { Component, ContentLine } from '@/lib/domains/events/icalendar/content-lines'
import type { ZoneOf } from '@/lib/domains/events/icalendar/zones'
import { momentOf } from '@/lib/domains/events/recurrence/lines'
import { addDays, isDate } from '@/lib/domains/events/value/dates'
import type { EventTime, WallTime, Zone } from '@/lib/domains/events/value/event'
import { addSeconds, dateOf, instantOf, isInstant, type Slot, wallAt } from '@/lib/domains/events/value/time'
import { sameZone } from '@/lib/domains/events/value/zone'

/** Reports a problem in a line. */
export type Report = (line: number, reason: string) => void

export interface TimeContext {
  /** The calendar's zone, for times without a zone. */
  readonly zone: Zone
  readonly zoneOf: ZoneOf
  readonly report: Report
}

interface Moment {
  readonly isDay: boolean
  /** A date, or a wall time in `zone`. */
  readonly text: string
  readonly zone: Zone
  /** Written as UTC, even if another zone is meant. */
  readonly isUtc: boolean
}

/** null if it has no readable start, which is reported. */
export function timeOf(event: Component, context: TimeContext): EventTime | null {
  const find = (name: string) => event.lines.find((line) => line.name === name)
  const line = find('DTSTART')
  if (!line) {
    context.report(event.line, 'The event has no start (DTSTART).')
    return null
  }
  const start = momentIn(line, context)
  if (!start) {
    context.report(line.line, `The start “${line.value.slice(0, 40)}” is not a date between 1900 and 9998.`)
    return null
  }
  const [end, duration] = [find('DTEND'), find('DURATION')]
  const to = end ? endAt(end, start, context) : duration ? endAfter(duration, start, context) : null
  return start.isDay ? dayTime(start, to, end, context) : timedTime(start, to, end, context)
}

function momentIn(line: ContentLine, { zone, zoneOf, report }: TimeContext): Moment | null {
  const moment = momentOf(line.value.trim())
  if (moment === null) return null
  if (isDate(moment)) return { isDay: true, text: moment, zone, isUtc: false }
  if (isInstant(moment)) return { isDay: false, text: moment.slice(0, -1), zone: 'UTC', isUtc: true }
  const tzid = line.params.get('TZID')
  const named = tzid === undefined ? zone : zoneOf(tzid)
  if (named === null)
    report(
      line.line,
      `The time zone “${(tzid ?? '').slice(0, 60)}” is not known. The time is taken as it is in ${zone}.`,
    )
  return { isDay: false, text: moment, zone: named ?? zone, isUtc: false }
}

function endAt(line: ContentLine, start: Moment, context: TimeContext): Moment | null {
  const end = momentIn(line, context)
  if (!end)
    context.report(line.line, `The end “${line.value.slice(0, 40)}” is not a date between 1900 and 9998.`)
  if (!end || end.isDay === start.isDay) return end
  // One of the two is a date and the other a time: the kind of the start counts.
  return start.isDay ? { ...start, text: dateOf(end.text) } : { ...start, text: `${end.text}T00:00:00` }
}

/** Days are calendar days; the rest is elapsed time. */
function endAfter(line: ContentLine, start: Moment, { report }: TimeContext): Moment | null {
  const length = durationOf(line.value.trim())
  if (!length || length.days < 0 || length.seconds < 0 || length.days > MOST_DAYS) {
    report(line.line, `The length “${line.value.slice(0, 40)}” is none that an event can have.`)
    return null
  }
  if (start.isDay)
    return { ...start, text: addDays(start.text, length.days + Math.ceil(length.seconds / 86_400)) }
  const later = addSeconds(start.text, length.days * 86_400)
  if (length.seconds === 0) return { ...start, text: later }
  const instant = addSeconds(instantOf(later, start.zone).slice(0, -1), length.seconds)
  return { ...start, text: wallAt(`${instant}Z`, start.zone) }
}

/** Ten years. */
const MOST_DAYS = 3_660
const DURATION =
  /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/i

/** `-PT15M`: both parts have the sign. null if it is not a duration. */
export function durationOf(text: string): { readonly days: number; readonly seconds: number } | null {
  const [found, sign, ...parts] = DURATION.exec(text) ?? []
  if (found === undefined || parts.every((part) => part === undefined)) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0))
  const factor = sign === '-' ? -1 : 1
  return {
    days: factor * (weeks * 7 + days) || 0,
    seconds: factor * (hours * 3_600 + minutes * 60 + seconds) || 0,
  }
}

const BACKWARD = 'The event ends before it starts. It is taken without a length.'

function dayTime(
  start: Moment,
  end: Moment | null,
  line: ContentLine | undefined,
  { report }: TimeContext,
): EventTime {
  const isForward = end !== null && end.text > start.text
  // Some programs write the day itself as the end of a one-day event.
  if (end && line && end.text < start.text) report(line.line, BACKWARD)
  return { kind: 'day', start: start.text, end: isForward ? end.text : addDays(start.text, 1) }
}

function timedTime(
  start: Moment,
  end: Moment | null,
  line: ContentLine | undefined,
  { report }: TimeContext,
): EventTime {
  const bare = { kind: 'timed', start: start.text, zone: start.zone, endZone: null } as const
  if (!end) return { ...bare, end: start.text }
  if (sameZone(start.zone, end.zone) ? end.text < start.text : at(end) < at(start)) {
    if (line) report(line.line, BACKWARD)
    return { ...bare, end: start.text }
  }
  if (sameZone(start.zone, end.zone)) return { ...bare, end: end.text }
  if (end.isUtc) return { ...bare, end: wallAt(at(end), start.zone) }
  return { ...bare, end: end.text, endZone: end.zone }
}

const at = ({ text, zone }: { readonly text: WallTime; readonly zone: Zone }) => instantOf(text, zone)

/** The original start that a RECURRENCE-ID names, in the form of its series. */
export function slotIn(line: ContentLine, series: EventTime, context: TimeContext): Slot | null {
  const moment = momentOf(line.value.trim())
  if (moment === null) return null
  if (series.kind === 'day') return dateOf(moment)
  if (isInstant(moment)) return moment
  if (isDate(moment)) return instantOf(`${moment}${series.start.slice(10)}`, series.zone)
  const tzid = line.params.get('TZID')
  return instantOf(moment, (tzid === undefined ? null : context.zoneOf(tzid)) ?? series.zone)
}
