// A canceled occurrence that an account gives without its content: only its place in the series is known. Pure.
import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import { problemsOf } from '@/lib/domains/events/value/validity'

/** The occurrence with the content of its series, so that pages can name it and a person can restore it. It stays canceled. */
export function withContent(bare: CalendarEvent, series: CalendarEvent, slot: Slot): CalendarEvent {
  const hasTime = !problemsOf({ ...series, repeat: [] }).some(({ field }) => field === 'time')
  const content = hasTime ? occurrenceOf(series, slot) : { ...series, time: bare.time, repeat: [] }
  return { ...content, status: bare.status }
}
