// Applies a change of a series to its occurrences that were changed or canceled individually. Pure.
import { isDeepStrictEqual } from 'node:util'
import { movedSlot, slotsLeft } from '@/lib/domains/events/recurrence/edit/move'
import { isDate } from '@/lib/domains/events/value/dates'
import { sameField, sameTime } from '@/lib/domains/events/value/diff'
import type { CalendarEvent, DateText, EventTime } from '@/lib/domains/events/value/event'
import { dateOf, instantOf, movedTo, type Slot, wallAt } from '@/lib/domains/events/value/time'

/** One occurrence with the values of its series. It does not repeat. A slot of another kind than the series says nothing of its time. */
export const occurrenceOf = (series: CalendarEvent, slot: Slot): CalendarEvent => ({
  ...series,
  time: isOfKind(slot, series) ? movedTo(series.time, slot) : series.time,
  repeat: [],
})

/** Days are the slots of an all-day series, and instants those of any other. */
export const isOfKind = (slot: Slot, { time }: Pick<CalendarEvent, 'time'>): boolean =>
  isDate(slot) === (time.kind === 'day')

/** Whether the series has an occurrence at this slot, changed and canceled ones included. */
export const occursAt = (series: Pick<CalendarEvent, 'time' | 'repeat'>, slot: Slot): boolean =>
  slotsLeft(series, [slot]).length > 0

/** Whether both series have their occurrences at the same original starts. Lengths may differ. */
export const sameSlots = (a: CalendarEvent, b: CalendarEvent): boolean =>
  sameField('repeat', a, b) && sameTime(startOf(a.time), startOf(b.time))

const startOf = (time: EventTime): EventTime =>
  time.kind === 'day' ? { ...time, end: time.start } : { ...time, end: time.start, endZone: null }

/**
 * The slot of an occurrence after its series changed from `from` to `to`: on the same date if the series still has that, otherwise moved
 * by as much as the start of the series. A series may have several occurrences on one day (BYHOUR): the others keep their distance to the
 * start. null if the series no longer has the occurrence.
 */
export function slotAfter(slot: Slot, from: CalendarEvent, to: CalendarEvent): Slot | null {
  const moved = movedSlot(slot, from.time, to.time)
  const date = dateIn(from, slot)
  const onDay = slotOnDay(to, date)
  const candidates = dateIn(to, moved) === date ? [moved, onDay] : [onDay, moved]
  return candidates.find((one) => occursAt(to, one)) ?? null
}

/** Copies the series' changes to an occurrence, for each field in which the occurrence equaled the earlier series. */
export function movedWithSeries(
  occurrence: CalendarEvent,
  slots: { readonly from: Slot; readonly to: Slot },
  from: CalendarEvent,
  to: CalendarEvent,
): CalendarEvent {
  const [before, after] = [occurrenceOf(from, slots.from), occurrenceOf(to, slots.to)]
  const fields = Object.keys(after) as (keyof CalendarEvent)[]
  const followed = fields.filter((field) => isDeepStrictEqual(occurrence[field], before[field]))
  return { ...occurrence, ...Object.fromEntries(followed.map((field) => [field, after[field]])), repeat: [] }
}

function dateIn({ time }: Pick<CalendarEvent, 'time'>, slot: Slot): DateText {
  return time.kind === 'day' ? dateOf(slot) : dateOf(wallAt(slot, time.zone))
}

/** The slot of the occurrence on a day, if the series has one then at its usual time. */
export const slotOnDay = ({ time }: Pick<CalendarEvent, 'time'>, date: DateText): Slot =>
  time.kind === 'day' ? date : instantOf(`${date}T${time.start.slice(11)}`, time.zone)
