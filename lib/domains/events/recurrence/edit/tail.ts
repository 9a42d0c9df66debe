// Recognizes the second half of a series that was split in the account ("this and following"): the old series ends earlier and a new one
// begins. If this were treated as a deletion and an addition, occurrences would be lost or duplicated.
import { horizon, startsOf } from '@/lib/domains/events/recurrence/expand'
import { lastStart } from '@/lib/domains/events/recurrence/last-start'
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import { sameField } from '@/lib/domains/events/value/diff'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { addSeconds, dateOf, type Slot, slotOf, wallAt } from '@/lib/domains/events/value/time'

/**
 * Whether `candidate` continues where `after` now ends; `before` is the earlier state of the series. The candidate has the same title and
 * begins on the day of the first occurrence that was cut off.
 */
export function isTail(before: CalendarEvent, after: CalendarEvent, candidate: CalendarEvent): boolean {
  const cut = cutOf(before, after)
  if (cut === null || before.time.kind !== candidate.time.kind || !sameField('title', before, candidate))
    return false
  return dateOf(candidate.time.start) === dayOf(cut, candidate)
}

/** The first occurrence of the earlier series that the new one no longer has; null if the series does not end earlier. */
export function cutOf(before: CalendarEvent, after: CalendarEvent): Slot | null {
  const [last, end] = [lastStart(before), lastStart(after)]
  if (end === null || (last !== null && last <= end) || after.repeat.length === 0) return null
  const from = before.time.kind === 'day' ? `${end}T00:00:00` : wallAt(end, before.time.zone)
  // A yearly rule may have no occurrence for several years, and February 29 every third year comes every twelfth.
  const [, to = from] = [
    addSeconds(from, TEN_YEARS),
    horizon(from, readRepeat(before.repeat, before.time)),
  ].sort()
  const { starts } = startsOf(before, { from, to })
  return starts.find(({ slot }) => slot > end && slot > slotOf(before.time))?.slot ?? null
}

const TEN_YEARS = 3_653 * 86_400

const dayOf = (slot: Slot, { time }: CalendarEvent): string =>
  time.kind === 'day' ? slot : dateOf(wallAt(slot, time.zone))
