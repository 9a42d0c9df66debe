// The occurrences of a series, with its exceptions, within a window.

import type { Calendar, ExceptionRow, MainRow, Span } from '@/emulator/calendar/model'
import { type CalendarStore, exceptionsOf } from '@/emulator/calendar/store'
import { originals } from '@/emulator/calendar/time/series'
import { instantOf } from '@/emulator/calendar/time/zones'
import { effective, type Found, readingOf, seriesOf, spanAt } from './events'

export interface Window {
  readonly timeMin: number | undefined
  readonly timeMax: number | undefined
}

/** Instants of start and end; the days of an all-day event begin at midnight in the calendar's zone. */
export function instantsOf(
  span: Span,
  calendarZone: string,
): { readonly start: number; readonly end: number } {
  if (!span.allDay) return span
  return { start: instantOf(calendarZone, span.start), end: instantOf(calendarZone, span.end) }
}

export function within(span: Span, calendarZone: string, { timeMin, timeMax }: Window): boolean {
  const { start, end } = instantsOf(span, calendarZone)
  return (timeMin === undefined || end > timeMin) && (timeMax === undefined || start < timeMax)
}

/** Whether the rule has an occurrence within the window. */
export function touches(store: CalendarStore, calendar: Calendar, row: MainRow, window: Window): boolean {
  for (const original of originals(seriesOf(row), readingOf(store))) {
    const span = spanAt(row, original)
    if (within(span, calendar.timeZone, window)) return true
    if (window.timeMax !== undefined && instantsOf(span, calendar.timeZone).start >= window.timeMax)
      return false
  }
  return false
}

/** Occurrences ordered by original start; an exception has the place of its original. */
export function occurrencesOf(
  store: CalendarStore,
  calendar: Calendar,
  series: MainRow,
  window: Window,
  exceptions: readonly ExceptionRow[] = exceptionsOf(calendar, series.id),
): Found[] {
  const changed = new Map(exceptions.filter((row) => !row.dropped).map((row) => [row.original, row]))
  const found: Found[] = []
  if (series.status === 'cancelled') return found
  for (const original of originals(seriesOf(series), readingOf(store))) {
    const span = spanAt(series, original)
    if (window.timeMax !== undefined && instantsOf(span, calendar.timeZone).start >= window.timeMax) break
    if (!changed.has(original) && within(span, calendar.timeZone, window))
      found.push({ kind: 'instance', series, original })
  }
  for (const row of changed.values()) {
    const exception: Found = { kind: 'exception', row, series }
    if (within(effective(exception).span, calendar.timeZone, window)) found.push(exception)
  }
  return found.sort((a, b) => originalOf(a) - originalOf(b))
}

const originalOf = (found: Found) =>
  found.kind === 'instance' ? found.original : found.kind === 'exception' ? found.row.original : 0
