// What a page of the calendar shows of some days: every occurrence once, on the days that it touches for the reader. Pure.
import { type DayRange, expand } from '@/lib/domains/events/recurrence/expand'
import { addDays } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, DateText } from '@/lib/domains/events/value/event'
import { type Slot, spanOf } from '@/lib/domains/events/value/time'
import { daysOf } from '@/lib/domains/events/value/words'
import type { ListedEvent } from '@/lib/store/calendar/event-list'

/** One line of the agenda. */
export interface Shown {
  /** Of an occurrence: its series. */
  readonly eventId: string
  /** Of a series: which of its occurrences. */
  readonly slot: Slot | null
  readonly calendarId: string
  /** `time` is that of the occurrence. */
  readonly event: CalendarEvent
  /** The days that it touches, as the reader counts them; both included. */
  readonly first: DateText
  readonly last: DateText
}

/** A day that has something, with all that touches it. */
export interface ShownDay {
  readonly day: DateText
  readonly shown: readonly Shown[]
}

/** Of each day whole days come first, then the others by their start. */
export function daysWith(events: readonly ListedEvent[], range: DayRange): readonly ShownDay[] {
  const days = new Map<DateText, Shown[]>()
  for (const one of inOrder(
    events.flatMap((listed) => shownOf(listed, range)),
    range,
  ))
    for (const day of daysTouched(one, range)) days.set(day, [...(days.get(day) ?? []), one])
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, shown]) => ({ day, shown }))
}

function daysTouched({ first, last }: Shown, { from, to }: DayRange): readonly DateText[] {
  const days: DateText[] = []
  for (let day = first; day <= last && day < to; day = addDays(day, 1)) if (day >= from) days.push(day)
  return days
}

function shownOf({ id, calendarId, event, replaced, seriesId, originalStart }: ListedEvent, range: DayRange) {
  const placed = (event: CalendarEvent, slot: Slot | null): Shown => {
    const days = daysOf(event.time, range.zone)
    return { eventId: seriesId ?? id, slot, calendarId, event, ...days }
  }
  if (event.repeat.length === 0) return [placed(event, seriesId && originalStart)]
  return expand(event, range, replaced).occurrences.map(({ slot, time }) => placed({ ...event, time }, slot))
}

function inOrder(shown: readonly Shown[], { zone }: DayRange): readonly Shown[] {
  const keyOf = ({ event: { time, title } }: Shown) =>
    `${time.kind === 'day' ? 0 : 1}${spanOf(time, zone).start} ${title}`
  return shown
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ one }) => one)
}
