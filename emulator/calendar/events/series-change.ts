// Applies a series' change to its exceptions.

import type { Calendar, ExceptionRow, MainRow } from '@/emulator/calendar/model'
import { type CalendarStore, exceptionsOf, put } from '@/emulator/calendar/store'
import { occurs, stampOf } from '@/emulator/calendar/time/series'
import { readingOf, seriesOf, zoneOf } from './events'

/** Inherited fields of the exceptions have changed: each gets a new etag and appears in incremental reads again. */
export function touchExceptions(store: CalendarStore, calendar: Calendar, series: MainRow): void {
  for (const row of exceptionsOf(calendar, series.id))
    if (row.status !== 'cancelled' && !row.dropped) put<ExceptionRow>(store, calendar, row)
}

/** Moves the exception to the original start that results from the series' new start. */
function shifted(
  store: CalendarStore,
  calendar: Calendar,
  row: ExceptionRow,
  series: MainRow,
  by: number,
): void {
  put<ExceptionRow>(store, calendar, { ...row, dropped: true, status: 'cancelled' })
  const original = row.original + by
  const { dropped: _, span, ...kept } = row
  put<ExceptionRow>(store, calendar, {
    ...kept,
    id: `${series.id}_${stampOf(original, series.span.allDay)}`,
    original,
    originalAllDay: series.span.allDay,
    originalZone: zoneOf(series.span),
    ...(span ? { span: { ...span, start: span.start + by, end: span.end + by } } : {}),
  })
}

/** The series has a new time or rule: a switch decides what happens to exceptions that no longer occur. */
export function rebase(store: CalendarStore, calendar: Calendar, before: MainRow, after: MainRow): void {
  const by = after.span.start - before.span.start
  const series = seriesOf(after)
  for (const row of exceptionsOf(calendar, after.id)) {
    if (row.dropped) continue
    const stays =
      row.originalAllDay === series.allDay &&
      after.recurrence !== undefined &&
      occurs(series, row.original, readingOf(store))
    const kindKept = before.span.allDay === after.span.allDay
    if (stays) {
      if (row.status !== 'cancelled') put<ExceptionRow>(store, calendar, row)
    } else if (store.switches.orphanedExceptions === 'shifted' && by !== 0 && kindKept)
      shifted(store, calendar, row, after, by)
    else if (store.switches.orphanedExceptions !== 'kept')
      put<ExceptionRow>(store, calendar, { ...row, dropped: true, status: 'cancelled' })
  }
}
