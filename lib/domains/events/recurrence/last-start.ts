// When a series ends: an index needs it to skip series that ended before a range.
import { counted, type Repeating, ruleStarts } from '@/lib/domains/events/recurrence/expand'
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import type { Rule } from '@/lib/domains/events/recurrence/rule'
import { allWallsOf, LAST_WALL, lastWallOf } from '@/lib/domains/events/recurrence/walls'
import { isDate } from '@/lib/domains/events/value/dates'
import type { EventTime, WallTime } from '@/lib/domains/events/value/event'
import { instantOf, type Slot, slotOf, wallAt } from '@/lib/domains/events/value/time'

/**
 * The start of the last occurrence, cancelled ones included. null if the series has no end or its end is unknown, which are treated
 * alike.
 */
export function lastStart({ time, repeat }: Repeating): Slot | null {
  const { rules, dates, unread } = readRepeat(repeat, time)
  if (unread.length > 0) return null
  const ends = rules.map((rule) => lastOfRule(rule, time))
  if (!ends.every((end) => end !== null)) return null
  return [slotOf(time), ...dates, ...ends].sort().at(-1) ?? null
}

function lastOfRule(rule: Rule, time: EventTime): Slot | null {
  const start = isDate(time.start) ? `${time.start}T00:00:00` : time.start
  if (rule.until !== null) return lastBefore(rule, rule.until, time, start)
  if (rule.count === null) return null
  const all = allWallsOf(counted(rule, start), start)
  if ('reason' in all) return null
  return slotAtWall(all.walls.at(-1) ?? start, time)
}

/** The last start of a rule with an UNTIL; the UNTIL itself if the start cannot be found. */
function lastBefore(rule: Rule, until: Slot, time: EventTime, start: WallTime): Slot {
  if (until > LAST_WALL) return until
  const wall = isDate(until) ? `${until}T23:59:59` : time.kind === 'day' ? until : wallAt(until, time.zone)
  const before = lastWallOf({ ...rule, until: wall }, start, wall)
  if ('reason' in before) return until
  const found = before.walls.at(-1) ?? start
  // Around a clock change, wall time may differ from elapsed time.
  const near = ruleStarts(rule, time, { from: found, to: `${wall.slice(0, 10)}T23:59:59` })
  const last = 'starts' in near ? near.starts.at(-1)?.slot : undefined
  return last ?? slotAtWall(found, time)
}

const slotAtWall = (wall: WallTime, time: EventTime): Slot =>
  time.kind === 'day' ? wall.slice(0, 10) : instantOf(wall, time.zone)
