// Yearly rules by week number (BYWEEKNO), in wall time. The library computes them incorrectly around New Year and with an INTERVAL: a
// week belongs to the year that contains most of its days, and INTERVAL counts these years.
import { type Rule, WEEKDAYS, type Weekday } from '@/lib/domains/events/recurrence/rule'
import { addDays, daysBetween } from '@/lib/domains/events/value/dates'
import type { DateText, WallTime } from '@/lib/domains/events/value/event'
import { dateOf } from '@/lib/domains/events/value/time'

/** null for combinations of weeks with days of months or years, whose meaning is disputed. */
export function weekWalls(rule: Rule, start: WallTime, to: WallTime): readonly WallTime[] | null {
  if (rule.byMonthDay.length + rule.byYearDay.length > 0) return null
  const walls: WallTime[] = []
  const until = rule.until === null || rule.until > to ? to : rule.until
  const last = Number(to.slice(0, 4)) + 1
  for (let year = weekYear(dateOf(start), rule.weekStart); year <= last; year += rule.interval) {
    for (const wall of inYear(rule, start, year)) {
      if (wall < start) continue
      if (wall > until || walls.length === rule.count) return walls
      walls.push(wall)
    }
  }
  return walls
}

/** The starts in one year, in order; BYSETPOS selects among them. */
function inYear(rule: Rule, start: WallTime, year: number): readonly WallTime[] {
  const first = firstWeek(year, rule.weekStart)
  const weeks = daysBetween(first, firstWeek(year + 1, rule.weekStart)) / 7
  const numbers = rule.byWeekNo.map((one) => (one > 0 ? one : weeks + 1 + one))
  const days = rule.byDay.length > 0 ? rule.byDay.map(({ day }) => day) : [weekdayOf(dateOf(start))]
  const dates = [...new Set(numbers)]
    .filter((one) => one >= 1 && one <= weeks)
    .flatMap((week) => days.map((day) => addDays(first, (week - 1) * 7 + after(rule.weekStart, day))))
    .filter((date) => rule.byMonth.length === 0 || rule.byMonth.includes(Number(date.slice(5, 7))))
  const times = timesOf(rule, start)
  const all = [...new Set(dates)].sort().flatMap((date) => times.map((time) => `${date}T${time}`))
  if (rule.bySetPos.length === 0) return all
  return [...new Set(rule.bySetPos.flatMap((at) => all.at(at > 0 ? at - 1 : at) ?? []))].sort()
}

function timesOf({ byHour, byMinute, bySecond }: Rule, start: WallTime): readonly string[] {
  const [hour = 0, minute = 0, second = 0] = start.slice(11).split(':').map(Number)
  const or = (list: readonly number[], own: number) => (list.length > 0 ? list : [own])
  const two = (number: number) => String(number).padStart(2, '0')
  const times = or(byHour, hour).flatMap((h) =>
    or(byMinute, minute).flatMap((m) =>
      or(bySecond, second).map((s) => [h, m, Math.min(s, 59)].map(two).join(':')),
    ),
  )
  return [...new Set(times)].sort()
}

/** 1900-01-01 was a Monday. */
const weekdayOf = (date: DateText): Weekday =>
  WEEKDAYS[((daysBetween('1900-01-01', date) % 7) + 7) % 7] ?? 'MO'
const after = (from: Weekday, to: Weekday): number => (WEEKDAYS.indexOf(to) - WEEKDAYS.indexOf(from) + 7) % 7

/** Start of the first week of a year, which is the week that contains January 4. */
function firstWeek(year: number, weekStart: Weekday): DateText {
  const fourth = `${String(year).padStart(4, '0')}-01-04`
  return addDays(fourth, -after(weekStart, weekdayOf(fourth)))
}

function weekYear(date: DateText, weekStart: Weekday): number {
  const year = Number(date.slice(0, 4))
  if (date < firstWeek(year, weekStart)) return year - 1
  return date >= firstWeek(year + 1, weekStart) ? year + 1 : year
}
