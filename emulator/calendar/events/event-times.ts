// The start and end of an event: parsed from requests with Google's validation, and formatted for responses.
import * as errors from '@/emulator/calendar/errors'
import type { Json, Span } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import type { CalendarSwitches } from '@/emulator/calendar/switches'
import {
  dateText,
  instantOf,
  instantText,
  isZone,
  readDate,
  readDateTime,
} from '@/emulator/calendar/time/zones'

const MIXED = 'Start and end times must either both be date or both be dateTime.'

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Side = 'start' | 'end'

interface Timed {
  readonly at: number
  readonly zone: string
  readonly named: boolean
}

function readZone(value: unknown, side: Side, switches: CalendarSwitches): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string' || !isZone(value) || switches.unknownZones.includes(value))
    throw refuse(errors.invalid(`Invalid time zone definition for ${side} time.`))
  return value
}

function readTimed(point: Json, side: Side, calendarZone: string, switches: CalendarSwitches): Timed {
  const read = typeof point.dateTime === 'string' ? readDateTime(point.dateTime) : undefined
  if (!read) throw refuse(errors.invalid(`Invalid value for: Invalid format: "${String(point.dateTime)}"`))
  const zone = readZone(point.timeZone, side, switches)
  if (read.at === undefined && !zone)
    throw refuse(errors.required(`Missing time zone definition for ${side} time.`))
  const used = zone ?? calendarZone
  return { at: read.at ?? instantOf(used, read.wall), zone: used, named: zone !== undefined }
}

function readDay(point: Json): number {
  const day = typeof point.date === 'string' ? readDate(point.date) : undefined
  if (day === undefined)
    throw refuse(errors.invalid(`Invalid value for: Invalid format: "${String(point.date)}"`))
  return day
}

const kindOf = (point: Json): 'day' | 'time' | 'none' | 'both' => {
  const day = point.date !== undefined && point.date !== null
  const time = point.dateTime !== undefined && point.dateTime !== null
  return day && time ? 'both' : day ? 'day' : time ? 'time' : 'none'
}

function point(value: unknown, side: Side): Json {
  if (value === undefined || value === null) throw refuse(errors.required(`Missing ${side} time.`))
  if (!isObject(value)) throw refuse(errors.invalid(`Invalid ${side} time.`))
  return value
}

/** Parses the time of an event; a recurring timed event must name its zone. */
export function readSpan(
  body: Json,
  calendarZone: string,
  repeats: boolean,
  switches: CalendarSwitches,
): Span {
  const [start, end] = [point(body.start, 'start'), point(body.end, 'end')]
  const [from, to] = [kindOf(start), kindOf(end)]
  if (from === 'none') throw refuse(errors.required('Missing start time.'))
  if (to === 'none') throw refuse(errors.required('Missing end time.'))
  if (from !== to || from === 'both') throw refuse(errors.invalid(MIXED))
  if (from === 'day') {
    const span = { allDay: true, start: readDay(start), end: readDay(end) } as const
    if (span.end <= span.start) throw refuse(errors.EMPTY_RANGE)
    return span
  }
  const [begin, finish] = [
    readTimed(start, 'start', calendarZone, switches),
    readTimed(end, 'end', calendarZone, switches),
  ]
  if (repeats && !begin.named) throw refuse(errors.required('Missing time zone definition for start time.'))
  if (finish.at < begin.at || (finish.at === begin.at && !switches.zeroLengthEvents))
    throw refuse(errors.EMPTY_RANGE)
  return {
    allDay: false,
    start: begin.at,
    end: finish.at,
    zone: begin.zone,
    endZone: finish.named ? finish.zone : begin.zone,
  }
}

/** A moment as responses contain it, in the zone of the response. */
export function pointOf(at: number, allDay: boolean, zone: string, shownIn: string): Json {
  return allDay ? { date: dateText(at) } : { dateTime: instantText(at, shownIn), timeZone: zone }
}

export function spanOf(span: Span, shownIn: string): { start: Json; end: Json } {
  if (span.allDay) return { start: pointOf(span.start, true, '', ''), end: pointOf(span.end, true, '', '') }
  return {
    start: pointOf(span.start, false, span.zone, shownIn),
    end: pointOf(span.end, false, span.endZone, shownIn),
  }
}

export const sameSpan = (a: Span, b: Span): boolean =>
  a.allDay === b.allDay &&
  a.start === b.start &&
  a.end === b.end &&
  (a.allDay || b.allDay || (a.zone === b.zone && a.endZone === b.endZone))
