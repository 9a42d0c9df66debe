// Moves a series and its occurrences when a person moves the whole series. A changed or cancelled occurrence is identified by its
// original start, so its slot has to move with the series.
import { type Repeating, startsOf } from '@/lib/domains/events/recurrence/expand'
import { addDays, daysBetween, isDate } from '@/lib/domains/events/value/dates'
import type { EventTime, WallTime } from '@/lib/domains/events/value/event'
import {
  addSeconds,
  dateOf,
  instantOf,
  movedTo,
  type Slot,
  secondsBetween,
  wallAt,
} from '@/lib/domains/events/value/time'

/**
 * The new time of a series that was edited at one of its occurrences: the whole series moves by the same amount. `slot`: the occurrence's
 * original start; `edited`: its new time.
 */
export function seriesTime(series: EventTime, slot: Slot, edited: EventTime): EventTime {
  const shown = movedTo(series, slot)
  const days = daysBetween(dateOf(shown.start), dateOf(edited.start))
  const first = addDays(dateOf(series.start), days)
  if (edited.kind === 'day')
    return { ...edited, start: first, end: addDays(first, daysBetween(edited.start, edited.end)) }
  const start = `${first}${edited.start.slice(10)}`
  return { ...edited, start, end: addSeconds(start, secondsBetween(edited.start, edited.end)) }
}

/** The original start of an occurrence after its series has moved. */
export function movedSlot(slot: Slot, from: EventTime, to: EventTime): Slot {
  const shown = from.kind === 'day' ? slot : wallOf(slot, from)
  const date = addDays(dateOf(shown), daysBetween(dateOf(from.start), dateOf(to.start)))
  if (to.kind === 'day') return date
  // An occurrence may start at another time of day than its series (BYHOUR).
  const own = from.kind === 'day' ? 0 : secondsBetween(clock(from.start), clock(shown))
  return instantOf(addSeconds(`${date}${to.start.slice(10)}`, own), to.zone)
}

/** The wall time that the rule means: the series' time of day, even on a day when clocks skip it. */
function wallOf(slot: Slot, { start, zone }: EventTime & { readonly kind: 'timed' }): WallTime {
  const shown = wallAt(slot, zone)
  const meant = `${dateOf(shown)}${start.slice(10)}`
  return instantOf(meant, zone) === slot ? meant : shown
}

const clock = (wall: WallTime): WallTime => `2000-01-01${wall.slice(10)}`

/** The slots at which the series has an occurrence. Changes of the other slots are lost with the series as it is now. */
export function slotsLeft(series: Repeating, slots: readonly Slot[]): readonly Slot[] {
  const { time } = series
  return slots.filter((slot) => {
    if (isDate(slot) !== (time.kind === 'day')) return false
    const date = time.kind === 'day' ? slot : dateOf(wallAt(slot, time.zone))
    const around = { from: `${addDays(date, -1)}T00:00:00`, to: `${addDays(date, 1)}T23:59:59` }
    return startsOf(series, around).starts.some((start) => start.slot === slot)
  })
}
