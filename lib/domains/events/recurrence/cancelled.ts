// A cancelled occurrence can be stored in two ways: as an EXDATE line of its series, or as a cancelled item of its own. Both mean the
// same. Here the second is the canonical form, so that a sync treats both alike.
import { readRepeat, repeatLines } from '@/lib/domains/events/recurrence/lines'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'

/** The series without its EXDATEs, and their slots. Unreadable lines stay. */
export function withoutExdates(series: CalendarEvent): {
  readonly series: CalendarEvent
  readonly cancelled: readonly Slot[]
} {
  const read = readRepeat(series.repeat, series.time)
  if (read.withoutDates.length === 0) return { series, cancelled: [] }
  const repeat = repeatLines({ ...read, withoutDates: [] }, series.time)
  return { series: { ...series, repeat }, cancelled: read.withoutDates }
}

/** The reverse, for files and vendors that know only EXDATE. */
export function withExdates(series: CalendarEvent, cancelled: readonly Slot[]): CalendarEvent {
  if (cancelled.length === 0) return series
  const read = readRepeat(series.repeat, series.time)
  const withoutDates = [...new Set([...read.withoutDates, ...cancelled])].sort()
  return { ...series, repeat: repeatLines({ ...read, withoutDates }, series.time) }
}
