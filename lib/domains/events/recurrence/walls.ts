// Expands a rule in wall time: the only file that uses the library which expands rules, and its limits.
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { dayText, isEndless, type Rule } from '@/lib/domains/events/recurrence/rule'
import { weekWalls } from '@/lib/domains/events/recurrence/weeks'
import { isDate } from '@/lib/domains/events/value/dates'
import type { DateText, WallTime } from '@/lib/domains/events/value/event'

/** Both ends included. */
export interface WallWindow {
  readonly from: WallTime
  readonly to: WallTime
}

export const midnightOf = (text: DateText | WallTime): WallTime => (isDate(text) ? `${text}T00:00:00` : text)

export type Walls = { readonly walls: readonly WallTime[] } | { readonly reason: string }

/** Most occurrences that are computed for one event. */
const MOST = 5_000
const NEVER_ENDS = 'The rule gives too many occurrences, or none for a very long time.'

/** The starts of the rule in wall time. The rule's `until` is a wall time too. */
export const wallsOf = (rule: Rule, start: WallTime, { from, to }: WallWindow): Walls => {
  if (to < start || rule.count === 0) return { walls: [] }
  if (byWeeks(rule)) return weeksOf(rule, start, to, from)
  return bounded(() => library(rule, start).between(zoned(from), zoned(to), true))
}

/** The last start before or at a wall time, if there is one. */
export const lastWallOf = (rule: Rule, start: WallTime, until: WallTime): Walls => {
  if (byWeeks(rule)) return weeksOf(rule, start, until)
  return bounded(() => [library(rule, start).previous(zoned(until), true) ?? []].flat())
}

/** All starts of a rule that has an end. */
export const allWallsOf = (rule: Rule, start: WallTime): Walls => {
  if (isEndless(rule)) return { reason: NEVER_ENDS }
  if (byWeeks(rule)) return weeksOf(rule, start, LAST_WALL)
  return bounded(() => library(rule, start).all())
}

const byWeeks = ({ frequency, byWeekNo }: Rule) => frequency === 'YEARLY' && byWeekNo.length > 0
/** Latest wall time that is expanded: later occurrences have no use, and years soon have five digits. */
export const LAST_WALL = '9990-01-01T00:00:00'
const LAST_MS = Date.parse(`${LAST_WALL}Z`)

function weeksOf(rule: Rule, start: WallTime, to: WallTime, from = start): Walls {
  const walls = weekWalls(rule, start, to)
  return walls ? { walls: walls.filter((wall) => wall >= from) } : { reason: DISPUTED }
}
const DISPUTED = 'The rule combines numbers of weeks with days of a month or year.'

/** The library throws if its search takes too many steps. */
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

/** With steps of an hour or less, searches without a match take much longer. */
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
