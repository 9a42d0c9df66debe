// The time range in which an event may take place, by which an index finds it. Pure.
import { lastStart } from '@/lib/domains/events/recurrence/last-start'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { movedTo, spanOf } from '@/lib/domains/events/value/time'

export interface Extent {
  readonly from: Date
  /** For a series: the end of its last occurrence. null if it has no end or its end is unknown. */
  readonly to: Date | null
}

/** A day begins first at UTC+14 and ends last at UTC-12, so that readers in all zones find it. */
export function extentOf(event: Pick<CalendarEvent, 'time' | 'repeat'>): Extent {
  const { time, repeat } = event
  const from = new Date(spanOf(time, 'Etc/GMT-14').start)
  const last = repeat.length > 0 ? lastStart(event) : undefined
  if (last === null) return { from, to: null }
  const end = last === undefined ? time : movedTo(time, last)
  return { from, to: new Date(spanOf(end, 'Etc/GMT+12').end) }
}
