// A recurrence rule (RFC 5545, 3.3.10) as a value, and its canonical text: two rules of the same meaning have the same text.
import type { WallTime } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'

export const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** In the order of ISO 8601. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** `nth` 2: the second in the month or year; -1: the last; null: every one. */
export interface ByDay {
  readonly nth: number | null
  readonly day: Weekday
}

export const NUMBER_PARTS = [
  'byMonth',
  'byWeekNo',
  'byYearDay',
  'byMonthDay',
  'byHour',
  'byMinute',
  'bySecond',
  'bySetPos',
] as const
export type NumberPart = (typeof NUMBER_PARTS)[number]

export interface Rule extends Readonly<Record<NumberPart, readonly number[]>> {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | null
  /** A date, an instant, or a wall time without a zone. Once aligned to its event: a slot. */
  readonly until: Slot | WallTime | null
  readonly byDay: readonly ByDay[]
  readonly weekStart: Weekday
}

export const ruleOf = (frequency: Frequency, parts: Partial<Rule> = {}): Rule => ({
  frequency,
  interval: 1,
  count: null,
  until: null,
  byMonth: [],
  byWeekNo: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  byHour: [],
  byMinute: [],
  bySecond: [],
  bySetPos: [],
  weekStart: 'MO',
  ...parts,
})

export const isEndless = ({ count, until }: Rule): boolean => count === null && until === null

/**
 * `FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE`: parts in this order, lists sorted without duplicates, default values omitted.
 * (https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10)
 */
export function ruleText(rule: Rule): string {
  const list = (name: string, values: readonly (number | string)[]) =>
    values.length === 0 ? [] : [`${name}=${values.join(',')}`]
  const numbers = (name: string, values: readonly number[]) => list(name, sortedNumbers(values))
  return [
    `FREQ=${rule.frequency}`,
    ...(rule.until === null ? [] : [`UNTIL=${basicText(rule.until)}`]),
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...numbers('BYMONTH', rule.byMonth),
    ...numbers('BYWEEKNO', rule.byWeekNo),
    ...numbers('BYYEARDAY', rule.byYearDay),
    ...numbers('BYMONTHDAY', rule.byMonthDay),
    ...list('BYDAY', sortedDays(rule.byDay).map(dayText)),
    ...numbers('BYHOUR', rule.byHour),
    ...numbers('BYMINUTE', rule.byMinute),
    ...numbers('BYSECOND', rule.bySecond),
    ...numbers('BYSETPOS', rule.bySetPos),
    ...(rule.weekStart !== 'MO' && weekStartCounts(rule) ? [`WKST=${rule.weekStart}`] : []),
  ].join(';')
}

/** `20260308T140000Z`, `20260308`. */
export const basicText = (moment: string): string => moment.replace(/[-:]/g, '')
export const dayText = ({ nth, day }: ByDay): string => `${nth ?? ''}${day}`

const sortedNumbers = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b)

function sortedDays(days: readonly ByDay[]): readonly ByDay[] {
  const order = ({ nth, day }: ByDay) => (nth ?? 0) * 7 + WEEKDAYS.indexOf(day)
  return [...new Map(days.map((one) => [dayText(one), one])).values()].sort((a, b) => order(a) - order(b))
}

/** Whether WKST has an effect: only if weeks, or days within a week, are counted. Google adds the part even without effect. */
const weekStartCounts = ({ frequency, interval, byDay, bySetPos, byWeekNo }: Rule): boolean =>
  (frequency === 'WEEKLY' && byDay.length > 0 && (interval > 1 || bySetPos.length > 0)) ||
  (frequency === 'YEARLY' && byWeekNo.length > 0)
