// Applies a change of a series to its occurrences that were changed or canceled individually. Pure.
import { isDeepStrictEqual } from 'node:util'
import { movedSlot, slotsLeft } from '@/lib/domains/events/recurrence/edit/move'
import type { CalendarEvent, DateText } from '@/lib/domains/events/value/event'
import { dateOf, instantOf, movedTo, type Slot, wallAt } from '@/lib/domains/events/value/time'

/** One occurrence with the values of its series. It does not repeat. */
export const occurrenceOf = (series: CalendarEvent, slot: Slot): CalendarEvent => ({
  ...series,
  time: movedTo(series.time, slot),
  repeat: [],
})

/** Whether the series has an occurrence at this slot, changed and canceled ones included. */
export const occursAt = (series: Pick<CalendarEvent, 'time' | 'repeat'>, slot: Slot): boolean =>
  slotsLeft(series, [slot]).length > 0

/**
 * The slot of an occurrence after its series changed from `from` to `to`: on the same date if the series still has that, otherwise moved
 * by as much as the start of the series. null if the series no longer has the occurrence.
 */
export function slotAfter(slot: Slot, from: CalendarEvent, to: CalendarEvent): Slot | null {
  const candidates = [slotOnDay(to, dateIn(from, slot)), movedSlot(slot, from.time, to.time)]
  return candidates.find((one) => occursAt(to, one)) ?? null
}

/** Copies the series' changes to an occurrence, for each field in which the occurrence equaled the earlier series. */
export function followSeries(
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
