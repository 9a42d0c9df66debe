// A rule in plain English: "Every week on Monday and Wednesday, 10 times". null if a sentence cannot express the whole rule.
import { aligned, readRepeat } from '@/lib/domains/events/recurrence/lines'
import { type ByDay, type Frequency, type Rule, WEEKDAYS } from '@/lib/domains/events/recurrence/rule'
import { isDate } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, EventTime } from '@/lib/domains/events/value/event'
import { dateAt } from '@/lib/domains/events/value/time'

/** For an event with one rule; null if it does not repeat, or if words cannot express its recurrence. */
export function repeatWords({ time, repeat }: Pick<CalendarEvent, 'time' | 'repeat'>): string | null {
  const { rules, withoutRules, dates, unread } = readRepeat(repeat, time)
  const [rule, ...others] = rules
  if (!rule || others.length + withoutRules.length + dates.length + unread.length > 0) return null
  return ruleWords(rule, time)
}

/** Without excluded dates. */
export function ruleWords(rule: Rule, time: EventTime): string | null {
  const { byHour, byMinute, bySecond, byWeekNo, byYearDay } = rule
  if ([byHour, byMinute, bySecond, byWeekNo, byYearDay].some((list) => list.length > 0)) return null
  const unit = UNITS[rule.frequency]
  const days = daysIn(rule)
  if (unit === undefined || days === null) return null
  const every = rule.interval === 1 ? `Every ${unit}` : `Every ${rule.interval} ${unit}s`
  return `${every}${days}${monthsIn(rule)}${endOf(aligned(rule, time), time)}`
}

const UNITS: Readonly<Partial<Record<Frequency, string>>> = {
  ...{ DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' },
}
const WEEKDAY_WORDS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

function daysIn({ frequency, byDay, byMonthDay, byMonth, bySetPos }: Rule): string | null {
  if (bySetPos.length > 0) {
    const isPlain = byMonthDay.length === 0 && byDay.every(({ nth }) => nth === null)
    return isPlain && frequency === 'MONTHLY' ? positions(byDay, bySetPos) : null
  }
  if (byDay.length > 0 && byMonthDay.length > 0) return null
  // Without BYMONTH, these days belong to no named month or week, which this sentence cannot express.
  if (frequency === 'YEARLY' && byMonth.length === 0 && byDay.length + byMonthDay.length > 0) return null
  if (byDay.length > 0) return ` on ${listed(byDay.map(dayWords))}`
  if (byMonthDay.length > 0) return ` on ${listed(byMonthDay.map(monthDayWords))}`
  return ''
}

function positions(byDay: readonly ByDay[], bySetPos: readonly number[]): string | null {
  const set = WEEKDAYS.filter((day) => byDay.some((one) => one.day === day)).join(',')
  const kind = { 'MO,TU,WE,TH,FR': 'weekday', 'SA,SU': 'weekend day', 'MO,TU,WE,TH,FR,SA,SU': 'day' }[set]
  return kind ? ` on ${listed(bySetPos.map((at) => `the ${place(at)} ${kind}`))}` : null
}

const dayWords = ({ nth, day }: ByDay): string => {
  const name = WEEKDAY_WORDS[WEEKDAYS.indexOf(day)] ?? day
  return nth === null ? name : `the ${place(nth)} ${name}`
}
const monthDayWords = (day: number): string => (day > 0 ? `day ${day}` : `the ${place(day)} day`)

const FIRST = ['', 'first', 'second', 'third', 'fourth', 'fifth']
function place(nth: number): string {
  if (nth === -1) return 'last'
  const size = Math.abs(nth)
  const word = FIRST[size] ?? `${size}${suffix(size)}`
  return nth > 0 ? word : `${word} to last`
}
const suffix = (size: number) =>
  size % 100 > 10 && size % 100 < 14 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[size % 10] ?? 'th')

const monthsIn = ({ byMonth }: Rule): string =>
  byMonth.length === 0
    ? ''
    : ` in ${listed([...byMonth].sort((a, b) => a - b).map((at) => MONTHS[at - 1] ?? ''))}`

function endOf({ count, until }: Rule, time: EventTime): string {
  if (count !== null) return count === 1 ? ', once' : `, ${count} times`
  if (until === null || until >= '9998') return ''
  const date = isDate(until) || time.kind === 'day' ? until : dateAt(until, time.zone)
  const [year, month, day] = date.slice(0, 10).split('-').map(Number)
  return `, until ${MONTHS[(month ?? 1) - 1]} ${day}, ${year}`
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
