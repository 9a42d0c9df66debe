// The occurrences of an event within a range of days, for pages. A sync never expands: it copies the lines unchanged. Rules are expanded
// in the event's wall time and converted to instants afterwards, so that 9 AM stays 9 AM when the clocks change. The work is limited: a
// rule that never matches or matches too often is reported as a problem.
import { type Repeat, readRepeat, type UnreadLine } from '@/lib/domains/events/recurrence/lines'
import { type Frequency, type Rule, ruleText } from '@/lib/domains/events/recurrence/rule'
import { LAST_WALL, midnightOf, type WallWindow, wallsOf } from '@/lib/domains/events/recurrence/walls'
import { addDays } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, DateText, EventTime, WallTime, Zone } from '@/lib/domains/events/value/event'
import {
  addSeconds,
  dateOf,
  instantOf,
  movedTo,
  movedToWall,
  type Slot,
  type Span,
  secondsBetween,
  slotOf,
  spanOf,
  wallAt,
} from '@/lib/domains/events/value/time'

export type Repeating = Pick<CalendarEvent, 'time' | 'repeat'>

/** Days in the reader's `zone`; `to` is the day after the last one. */
export interface DayRange {
  readonly from: DateText
  readonly to: DateText
  readonly zone: Zone
}

export interface Occurrence {
  readonly slot: Slot
  readonly time: EventTime
}

export interface Expansion {
  /** Ordered by start. If the event cannot be fully expanded, the occurrences that can be computed. */
  readonly occurrences: readonly Occurrence[]
  /** Lines that could not be read or expanded, each with a reason. */
  readonly problems: readonly UnreadLine[]
}

/**
 * The occurrences within the range; for an event that does not repeat, the event itself. DTSTART counts as one occurrence. `except`:
 * slots of occurrences that were changed or cancelled and are items of their own.
 */
export function expand(event: Repeating, range: DayRange, except: ReadonlySet<Slot> = NONE): Expansion {
  const window = windowOf(event.time, range)
  const { starts, problems } = startsOf(event, window)
  const { start, end } = spanOf({ kind: 'day', start: range.from, end: range.to }, range.zone)
  const occurrences = starts
    .filter(({ slot }) => !except.has(slot))
    .map(({ slot, wall }) => ({ slot, time: timeAt(event.time, slot, wall) }))
    .filter(({ time }) => overlaps(spanOf(time, range.zone), start, end))
  return { occurrences, problems }
}

const NONE: ReadonlySet<Slot> = new Set()

/** An event of zero length counts at its start. */
const overlaps = (span: Span, from: string, to: string) =>
  span.start < to && (span.end > from || (span.end === span.start && span.start >= from))

const timeAt = (time: EventTime, slot: Slot, wall: WallTime): EventTime =>
  time.kind === 'day' ? movedTo(time, slot) : movedToWall(time, wall)

/** Wide enough for every zone, and for occurrences that began earlier and are still going on. */
function windowOf(time: EventTime, { from, to }: DayRange): WallWindow {
  const length = Math.max(0, secondsBetween(midnightOf(time.start), midnightOf(time.end)))
  const first = addSeconds(`${addDays(from, -2)}T00:00:00`, -length)
  return { from: first, to: `${addDays(to, 2)}T00:00:00` }
}

export interface Start {
  readonly slot: Slot
  /** In the event's own zone; midnight for a day. A time that clocks skip keeps the series' wall time here. */
  readonly wall: WallTime
}

/** Starts of the occurrences within the window. Sorted. */
export function startsOf(
  { time, repeat }: Repeating,
  window: WallWindow,
): { readonly starts: readonly Start[]; readonly problems: readonly UnreadLine[] } {
  const first: Start = { slot: slotOf(time), wall: midnightOf(time.start) }
  const read = readRepeat(repeat, time)
  const problems: UnreadLine[] = [...read.unread]
  const of = (name: string, rules: readonly Rule[]) =>
    rules.flatMap((rule) => {
      const expanded = ruleStarts(rule, time, window)
      if (!('reason' in expanded)) return expanded.starts
      problems.push({ text: `${name}:${ruleText(rule)}`, reason: expanded.reason })
      return []
    })
  const without = new Set([...read.withoutDates, ...of('EXRULE', read.withoutRules).map(({ slot }) => slot)])
  const dates = read.dates.map((slot): Start => ({ slot, wall: wallOf(slot, time) }))
  const all = new Map([first, ...dates, ...of('RRULE', read.rules)].map((one) => [one.slot, one]))
  const starts = [...all.values()]
    .filter(({ slot, wall }) => !without.has(slot) && wall >= window.from && wall <= window.to)
    .sort((a, b) => (a.slot < b.slot ? -1 : 1))
  return { starts, problems }
}

const wallOf = (slot: Slot, time: EventTime): WallTime =>
  time.kind === 'day' ? midnightOf(slot) : wallAt(slot, time.zone)

type Expanded = { readonly starts: readonly Start[] } | { readonly reason: string }

/** The starts of one rule; DTSTART only if the rule matches it. COUNT always includes DTSTART. `rule`: aligned to the time. */
export function ruleStarts(rule: Rule, time: EventTime, window: WallWindow): Expanded {
  const start = midnightOf(time.start)
  const walls = wallsOf(counted(clockRule(rule, time), start), start, window)
  if ('reason' in walls) return walls
  const starts = walls.walls.map((wall) => ({
    wall,
    slot: time.kind === 'day' ? dateOf(wall) : instantOf(wall, time.zone),
  }))
  const { until } = rule
  return { starts: until === null ? starts : starts.filter(({ slot }) => slot <= until) }
}

/** The rule in wall time. Its end gets an extra day, because instants decide which occurrence is the last. */
function clockRule(rule: Rule, time: EventTime): Rule {
  // "The BYSECOND, BYMINUTE and BYHOUR rule parts MUST be ignored" where the start is a date (RFC 5545, 3.3.10).
  const bare = time.kind === 'day' ? { ...rule, byHour: [], byMinute: [], bySecond: [] } : rule
  if (rule.until === null) return bare
  if (rule.until > LAST_WALL) return { ...bare, until: null }
  const until = time.kind === 'day' ? midnightOf(rule.until) : wallAt(rule.until, time.zone)
  return { ...bare, until: addSeconds(until, 86_400) }
}

/** If the rule does not match the start, the start still counts as the first occurrence. */
export function counted(rule: Rule, start: WallTime): Rule {
  if (rule.count === null) return rule
  const given = wallsOf({ ...rule, count: null }, start, { from: start, to: start })
  const isGiven = 'walls' in given && given.walls.length > 0
  return isGiven ? rule : { ...rule, count: rule.count - 1 }
}

/** Days in which a rule shows what it gives; more for larger intervals. */
const DAYS: Readonly<Record<Frequency, number>> = {
  ...{ SECONDLY: 0.01, MINUTELY: 0.1, HOURLY: 2 },
  ...{ DAILY: 400, WEEKLY: 400, MONTHLY: 1_500, YEARLY: 4_500 },
}
const MOST_DAYS = 40_000
/** How far after a wall time to look in order to see what the rules give. */
export function horizon(wall: WallTime, { rules, withoutRules }: Repeat): WallTime {
  const days = [...rules, ...withoutRules].map(({ frequency, interval }) => DAYS[frequency] * interval)
  return addSeconds(wall, Math.ceil(Math.min(MOST_DAYS, Math.max(2, ...days)) * 86_400))
}
