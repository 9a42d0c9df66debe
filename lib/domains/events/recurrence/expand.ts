// The occurrences of an event within some days, for the screen. A sync never expands: it carries the lines as they are.
// Rules are expanded on the wall clock of the event and become instants afterwards, so that nine stays nine across a change of the
// clocks. The work is bounded: of a rule that never matches or matches too often, it says so instead.
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { readRepeat, type UnreadLine } from '@/lib/domains/events/recurrence/lines'
import { dayText, isEndless, type Rule, ruleText } from '@/lib/domains/events/recurrence/rule'
import { weekWalls } from '@/lib/domains/events/recurrence/weeks'
import type { CalendarEvent, DateText, EventTime, WallTime, Zone } from '@/lib/domains/events/value/event'
import {
  addDays,
  addSeconds,
  dateOf,
  instantOf,
  isDate,
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

/** Days as a person in `zone` counts them; `to` is the day after the last one. */
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
  /** In the order of their starts. Of an event that cannot be expanded: what can be. */
  readonly occurrences: readonly Occurrence[]
  /** Lines that could not be read or expanded, each with its reason. */
  readonly problems: readonly UnreadLine[]
}

/**
 * What an event shows within the range: itself if it does not repeat, else its occurrences. DTSTART is one, once. `except`: slots of
 * occurrences that were changed or cancelled and are items of their own.
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

/** An event without a length counts where it begins. */
const overlaps = (span: Span, from: string, to: string) =>
  span.start < to && (span.end > from || (span.end === span.start && span.start >= from))

const timeAt = (time: EventTime, slot: Slot, wall: WallTime): EventTime =>
  time.kind === 'day' ? movedTo(time, slot) : movedToWall(time, wall)

/** Wall times of the event's own zone, both ends included. */
export interface WallWindow {
  readonly from: WallTime
  readonly to: WallTime
}

/** Wide enough for every zone, and for what began before and still goes on. */
function windowOf(time: EventTime, { from, to }: DayRange): WallWindow {
  const length = Math.max(0, secondsBetween(midnightOf(time.start), midnightOf(time.end)))
  const first = addSeconds(`${addDays(from, -2)}T00:00:00`, -length)
  return { from: first, to: `${addDays(to, 2)}T00:00:00` }
}

const midnightOf = (text: DateText | WallTime): WallTime => (isDate(text) ? `${text}T00:00:00` : text)

export interface Start {
  readonly slot: Slot
  /** On the event's own clock; of a day its midnight. A time that the clocks skip keeps the time of its series here. */
  readonly wall: WallTime
}

/** Where the occurrences within the window begin. Sorted. */
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

/**
 * What one rule gives, DTSTART only where the rule gives it. COUNT counts DTSTART in any case. `rule`: aligned to the time.
 */
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

/** The rule on the wall clock. Its end gets a day of slack: instants decide about the last one. */
function clockRule(rule: Rule, time: EventTime): Rule {
  // "The BYSECOND, BYMINUTE and BYHOUR rule parts MUST be ignored" where the start is a date (RFC 5545, 3.3.10).
  const bare = time.kind === 'day' ? { ...rule, byHour: [], byMinute: [], bySecond: [] } : rule
  if (rule.until === null) return bare
  if (rule.until > LAST_WALL) return { ...bare, until: null }
  const until = time.kind === 'day' ? midnightOf(rule.until) : wallAt(rule.until, time.zone)
  return { ...bare, until: addSeconds(until, 86_400) }
}

/** A start that the rule does not give is its first occurrence all the same. */
export function counted(rule: Rule, start: WallTime): Rule {
  if (rule.count === null) return rule
  const given = wallsOf({ ...rule, count: null }, start, { from: start, to: start })
  const isGiven = 'walls' in given && given.walls.length > 0
  return isGiven ? rule : { ...rule, count: rule.count - 1 }
}

export type Walls = { readonly walls: readonly WallTime[] } | { readonly reason: string }

/** Occurrences of one event that anybody would look at. */
const MOST = 5_000
const NEVER_ENDS = 'The rule gives too many occurrences, or none for a very long time.'

/** The bare rule on a clock without a zone. `until` of the rule is such a wall time too. */
export const wallsOf = (rule: Rule, start: WallTime, { from, to }: WallWindow): Walls => {
  if (to < start || rule.count === 0) return { walls: [] }
  if (byWeeks(rule)) return weeksOf(rule, start, to, from)
  return bounded(() => library(rule, start).between(zoned(from), zoned(to), true))
}

/** The last one before or at a wall time, if there is one. */
export const lastWallOf = (rule: Rule, start: WallTime, until: WallTime): Walls => {
  if (byWeeks(rule)) return weeksOf(rule, start, until)
  return bounded(() => [library(rule, start).previous(zoned(until), true) ?? []].flat())
}

/** Every start of a rule that ends by itself. */
export const allWallsOf = (rule: Rule, start: WallTime): Walls => {
  if (isEndless(rule)) return { reason: NEVER_ENDS }
  if (byWeeks(rule)) return weeksOf(rule, start, LAST_WALL)
  return bounded(() => library(rule, start).all())
}

const byWeeks = ({ frequency, byWeekNo }: Rule) => frequency === 'YEARLY' && byWeekNo.length > 0
/** Nothing that begins later is an occurrence that anybody would look at, and dates there are of five digits soon. */
export const LAST_WALL = '9990-01-01T00:00:00'
const LAST_MS = Date.parse(`${LAST_WALL}Z`)

function weeksOf(rule: Rule, start: WallTime, to: WallTime, from = start): Walls {
  const walls = weekWalls(rule, start, to)
  return walls ? { walls: walls.filter((wall) => wall >= from) } : { reason: DISPUTED }
}
const DISPUTED = 'The rule combines numbers of weeks with days of a month or year.'

/** The library throws where it would search for too long. */
function bounded(find: () => readonly { readonly epochMilliseconds: number }[]): Walls {
  try {
    const found = find().filter(({ epochMilliseconds }) => epochMilliseconds < LAST_MS)
    return found.length > MOST ? { reason: NEVER_ENDS } : { walls: found.map(shownBy) }
  } catch {
    return { reason: NEVER_ENDS }
  }
}

const shownBy = (moment: { readonly epochMilliseconds: number }): WallTime =>
  new Date(moment.epochMilliseconds).toISOString().slice(0, 19)
const zoned = (wall: WallTime) => Temporal.ZonedDateTime.from(`${wall}+00:00[UTC]`)

/** Steps of an hour or less find nothing for much longer. */
const FINE: ReadonlySet<Rule['frequency']> = new Set(['HOURLY', 'MINUTELY', 'SECONDLY'])

function library(rule: Rule, start: WallTime) {
  return new RRuleTemporal({
    dtstart: zoned(start),
    tzid: 'UTC',
    freq: rule.frequency,
    maxIterations: FINE.has(rule.frequency) ? 500 : 10_000,
    interval: rule.interval,
    wkst: rule.weekStart,
    ...(rule.count === null ? {} : { count: rule.count }),
    ...(rule.until === null ? {} : { until: zoned(midnightOf(rule.until)) }),
    ...given('byMonth', rule.byMonth),
    ...given('byWeekNo', rule.byWeekNo),
    ...given('byYearDay', rule.byYearDay),
    ...given('byMonthDay', rule.byMonthDay),
    ...given('byDay', rule.byDay.map(dayText)),
    ...given('byHour', rule.byHour),
    ...given('byMinute', rule.byMinute),
    ...given('bySecond', rule.bySecond),
    ...given('bySetPos', rule.bySetPos),
  })
}

const given = <K extends string, T>(name: K, values: readonly T[]) =>
  (values.length === 0 ? {} : { [name]: [...values] }) as { readonly [key in K]?: T[] }
