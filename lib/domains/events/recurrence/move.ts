// What becomes of a series and of its occurrences when a person moves all of it. An occurrence that was changed or cancelled is known
// by its original start, so that it has to move with the series, or it is no longer found.
import { type Repeating, startsOf } from '@/lib/domains/events/recurrence/expand'
import type { EventTime, WallTime } from '@/lib/domains/events/value/event'
import {
  addDays,
  addSeconds,
  dateOf,
  daysBetween,
  instantOf,
  isDate,
  movedTo,
  type Slot,
  secondsBetween,
  wallAt,
} from '@/lib/domains/events/value/time'

/**
 * The time of a series, edited at one of its occurrences: the whole series moves as that occurrence does. `slot`: its original start;
 * `edited`: when it is to be.
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

/** The original start that an occurrence has once its series has moved from one time to another. */
export function movedSlot(slot: Slot, from: EventTime, to: EventTime): Slot {
  const shown = from.kind === 'day' ? slot : wallOf(slot, from)
  const date = addDays(dateOf(shown), daysBetween(dateOf(from.start), dateOf(to.start)))
  if (to.kind === 'day') return date
  // An occurrence may begin at another time of day than its series (BYHOUR).
  const own = from.kind === 'day' ? 0 : secondsBetween(clock(from.start), clock(shown))
  return instantOf(addSeconds(`${date}${to.start.slice(10)}`, own), to.zone)
}

/** What the rule of the series means: the time of the series too where the clocks skip it. */
function wallOf(slot: Slot, { start, zone }: EventTime & { readonly kind: 'timed' }): WallTime {
  const shown = wallAt(slot, zone)
  const meant = `${dateOf(shown)}${start.slice(10)}`
  return instantOf(meant, zone) === slot ? meant : shown
}

const clock = (wall: WallTime): WallTime => `2000-01-01${wall.slice(10)}`

/** Those of the slots at which the series has an occurrence. The others would lose their change with the series as it is now. */
export function slotsLeft(series: Repeating, slots: readonly Slot[]): readonly Slot[] {
  const { time } = series
  return slots.filter((slot) => {
    if (isDate(slot) !== (time.kind === 'day')) return false
    const date = time.kind === 'day' ? slot : dateOf(wallAt(slot, time.zone))
    const around = { from: `${addDays(date, -1)}T00:00:00`, to: `${addDays(date, 1)}T23:59:59` }
    return startsOf(series, around).starts.some((start) => start.slot === slot)
  })
}
