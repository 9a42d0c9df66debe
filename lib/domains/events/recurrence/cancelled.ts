// A cancelled occurrence can be written in two ways: an EXDATE among the lines of its series, or an item of its own that is cancelled.
// Both are one fact. Here the second is the canonical one, so that a sync compares them alike.
import { readRepeat, repeatLines } from '@/lib/domains/events/recurrence/lines'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'

/** The series without its EXDATEs, and the slots that they named. What cannot be read stays where it is. */
export function withoutExdates(series: CalendarEvent): {
  readonly series: CalendarEvent
  readonly cancelled: readonly Slot[]
} {
  const read = readRepeat(series.repeat, series.time)
  if (read.withoutDates.length === 0) return { series, cancelled: [] }
  const repeat = repeatLines({ ...read, withoutDates: [] }, series.time)
  return { series: { ...series, repeat }, cancelled: read.withoutDates }
}

/** The other way round, for files and vendors that know only EXDATE. */
export function withExdates(series: CalendarEvent, cancelled: readonly Slot[]): CalendarEvent {
  if (cancelled.length === 0) return series
  const read = readRepeat(series.repeat, series.time)
  const withoutDates = [...new Set([...read.withoutDates, ...cancelled])].sort()
  return { ...series, repeat: repeatLines({ ...read, withoutDates }, series.time) }
}
