// Finds an event by its id: a single event or series, an exception, or an unchanged occurrence.

import type { Calendar, EventRow, ExceptionRow, Json, MainRow, Span } from '@/emulator/calendar/model'
import type { CalendarStore } from '@/emulator/calendar/store'
import { occurs, type Reading, readCompact, type Series, stampOf } from '@/emulator/calendar/time/series'
import { isObject } from './event-times'

export type Found =
  | { readonly kind: 'main'; readonly row: MainRow }
  | { readonly kind: 'exception'; readonly row: ExceptionRow; readonly series: MainRow | undefined }
  | { readonly kind: 'instance'; readonly series: MainRow; readonly original: number }

/** The fields of an event for its reader; for occurrences including those of their series. */
export interface Effective {
  readonly content: Json
  readonly span: Span
  readonly recurrence: readonly string[] | undefined
  readonly status: EventRow['status']
  readonly sequence: number
}

const DAY = 86_400_000

export const readingOf = ({ switches }: CalendarStore): Reading => switches

export const zoneOf = (span: Span): string => (span.allDay ? 'UTC' : span.zone)

export function seriesOf(row: MainRow): Series {
  const { allDay, start } = row.span
  return { allDay, start, zone: zoneOf(row.span), recurrence: row.recurrence ?? [] }
}

export const instanceId = (series: MainRow, original: number): string =>
  `${series.id}_${stampOf(original, series.span.allDay)}`

export function spanAt(series: MainRow, original: number): Span {
  const { span } = series
  return { ...span, start: original, end: original + span.end - span.start }
}

const isPurged = (store: CalendarStore, row: EventRow) =>
  row.deletedAt !== undefined &&
  row.kind === 'main' &&
  row.deletedAt < store.clock.now() - store.switches.purgeDays * DAY

export function findSeries(calendar: Calendar, id: string): MainRow | undefined {
  const row = calendar.events.get(id)
  return row?.kind === 'main' ? row : undefined
}

function findInstance(store: CalendarStore, calendar: Calendar, id: string): Found | undefined {
  const match = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/.exec(id)
  const series = match && findSeries(calendar, match[1] ?? '')
  const stamp = match && readCompact(match[2] ?? '')
  if (!series?.recurrence || !stamp || series.status === 'cancelled' || stamp.timed === series.span.allDay)
    return undefined
  return occurs(seriesOf(series), stamp.wall, readingOf(store))
    ? { kind: 'instance', series, original: stamp.wall }
    : undefined
}

export function locate(store: CalendarStore, calendar: Calendar, id: string): Found | undefined {
  const row = calendar.events.get(id)
  if (!row || (row.kind === 'exception' && row.dropped)) return findInstance(store, calendar, id)
  if (isPurged(store, row)) return undefined
  return row.kind === 'main'
    ? { kind: 'main', row }
    : { kind: 'exception', row, series: findSeries(calendar, row.seriesId) }
}

export const idOfFound = (found: Found): string =>
  found.kind === 'instance' ? instanceId(found.series, found.original) : found.row.id

/** The row that determines the event's organizer. */
export const rowOf = (found: Found): EventRow => (found.kind === 'instance' ? found.series : found.row)

/** Overlays an exception's fields on those of its series; null clears a field. */
function joined(series: Json, own: Json): Json {
  return Object.fromEntries(
    Object.entries({ ...series, ...own }).filter(([, value]) => value !== null && value !== undefined),
  )
}

/** Extended properties combine those of the series with the exception's own. */
export function effective(found: Found): Effective {
  if (found.kind === 'main') {
    const { content, span, recurrence, status, sequence } = found.row
    return { content, span, recurrence, status, sequence }
  }
  if (found.kind === 'instance') {
    const { content, status, sequence } = found.series
    return { content, span: spanAt(found.series, found.original), recurrence: undefined, status, sequence }
  }
  const { row, series } = found
  const span = row.span ?? (series ? spanAt(series, row.original) : lostSpan(row))
  const content = joined(series?.content ?? {}, row.content)
  return { content, span, recurrence: undefined, status: row.status, sequence: row.sequence }
}

/** The span of a cancelled occurrence whose series is unknown: only its original start is known. */
function lostSpan(row: ExceptionRow): Span {
  const { original: start, originalAllDay: allDay, originalZone: zone } = row
  return allDay
    ? { allDay, start, end: start + DAY }
    : { allDay, start, end: start + 3_600_000, zone, endZone: zone }
}

export const isOrganizer = (calendar: Calendar, row: EventRow): boolean =>
  row.organizer.email === calendar.id && !row.privateCopy

export function attendeesOf(content: Json): readonly Json[] {
  return Array.isArray(content.attendees) ? content.attendees.filter(isObject) : []
}

export const emailsOf = (content: Json): string[] => attendeesOf(content).map(({ email }) => String(email))

export const same = (a: unknown, b: unknown): boolean => stable(a) === stable(b)

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`
  if (!isObject(value)) return JSON.stringify(value) ?? ''
  const members = Object.keys(value).filter((name) => value[name] !== undefined)
  return `{${members
    .sort()
    .map((name) => `${name}:${stable(value[name])}`)
    .join()}}`
}
