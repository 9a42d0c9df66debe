// The rules by which the engine follows a series: which slots it has, and where an occurrence belongs after its series changed. A time or
// a rule that cannot be read says nothing about slots, so every slot of such a series stays where it is.
import {
  isOfKind,
  movedWithSeries,
  occurrenceOf,
  sameSlots,
  slotAfter,
} from '@/lib/domains/events/recurrence/edit/follow'
import { isTail } from '@/lib/domains/events/recurrence/edit/tail'
import { startsOf } from '@/lib/domains/events/recurrence/expand'
import { addDays } from '@/lib/domains/events/value/dates'
import { type CalendarEvent, isCancelled, isSeries } from '@/lib/domains/events/value/event'
import { dateOf, type Slot } from '@/lib/domains/events/value/time'
import { timeProblem } from '@/lib/domains/events/value/validity'
import type { SeriesRules } from '@/lib/engine/domain'

export const seriesRules: SeriesRules<CalendarEvent> = {
  isSeries,
  fields: ['time', 'repeat'],
  sameSlots,
  isCanceled: isCancelled,
  plain: (series, slot) =>
    timeProblem(series.time) === null ? occurrenceOf(series, slot) : { ...series, repeat: [] },
  isTail: (before, after, candidate) =>
    [before, after, candidate].every(({ time }) => timeProblem(time) === null) &&
    isTail(before, after, candidate),
  followed: (occurrence, slots, from, to) =>
    isCancelled(occurrence) ? occurrence : movedWithSeries(occurrence, slots, from, to),
  has: (series, slot) => isUnknown(series, slot) || occurs(series, slot),
  slotAfter: (slot, from, to) => {
    if (isUnknown(from, slot) || isUnknown(to, slot)) return slot
    // An account may keep an occurrence of a series that was once of whole days.
    if (!isOfKind(slot, from)) return occurs(to, slot) ? slot : null
    return slotAfter(slot, from, to)
  },
}

/** Whether the series, or a part of its rule around the slot, cannot be read. */
const isUnknown = (series: CalendarEvent, slot: Slot): boolean =>
  timeProblem(series.time) !== null || around(series, slot).problems.length > 0

const occurs = (series: CalendarEvent, slot: Slot): boolean =>
  isOfKind(slot, series) && around(series, slot).starts.some((start) => start.slot === slot)

/** Wide enough for every zone. */
const around = (series: CalendarEvent, slot: Slot) =>
  startsOf(series, {
    from: `${addDays(dateOf(slot), -2)}T00:00:00`,
    to: `${addDays(dateOf(slot), 2)}T23:59:59`,
  })
