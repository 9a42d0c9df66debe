// Reads a recurrence rule strictly by RFC 5545, 3.3.10. Text outside the grammar is refused with a reason that says what to change:
// libraries silently ignore it, and a rule that lost its COUNT never ends.
import {
  type ByDay,
  FREQUENCIES,
  type Frequency,
  type NumberPart,
  type Rule,
  ruleOf,
  WEEKDAYS,
  type Weekday,
} from '@/lib/domains/events/recurrence/rule'
import { isDate } from '@/lib/domains/events/value/dates'
import { YEARS } from '@/lib/domains/events/value/limits'
import { isWallTime } from '@/lib/domains/events/value/time'

export type ReadRule =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly reason: string }

/** `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10`, without the name of its property. */
export function readRule(text: string): ReadRule {
  try {
    const parts = partsOf(text)
    const rule = ruleOf(
      frequencyIn(parts),
      Object.assign({}, ...[...parts].map(([name, value]) => partOf(name, value))),
    )
    refuseCombinations(rule, parts)
    return { ok: true, rule }
  } catch (error) {
    if (error instanceof NotInGrammar) return { ok: false, reason: error.message }
    throw error
  }
}

class NotInGrammar extends Error {}
function refuse(reason: string): never {
  throw new NotInGrammar(reason)
}

/** Most characters of a rule; longer than any rule in practice. */
const MOST_SIGNS = 2_000

function partsOf(text: string): ReadonlyMap<string, string> {
  if (text === '') refuse('The rule is empty. It begins with FREQ=.')
  if (text.length > MOST_SIGNS) refuse(`The rule is longer than ${MOST_SIGNS} characters.`)
  if (/\s/.test(text)) refuse('A rule has no spaces, for example FREQ=WEEKLY;BYDAY=MO,WE.')
  const parts = new Map<string, string>()
  for (const part of text.split(';')) {
    if (part === '') refuse('There is a semicolon with nothing behind it. Remove it.')
    const at = part.indexOf('=')
    if (at < 1) refuse(`“${shown(part)}” is not of the form NAME=VALUE.`)
    const name = part.slice(0, at).toUpperCase()
    if (parts.has(name)) refuse(`${shown(name)} is given twice. Keep one.`)
    parts.set(name, part.slice(at + 1).toUpperCase())
  }
  return parts
}

const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

function frequencyIn(parts: ReadonlyMap<string, string>): Frequency {
  const value = parts.get('FREQ')
  if (value === undefined) refuse('FREQ is missing: how often it repeats, for example FREQ=WEEKLY.')
  return (
    FREQUENCIES.find((one) => one === value) ??
    refuse(`FREQ=${shown(value)} is not known. Use DAILY, WEEKLY, MONTHLY or YEARLY.`)
  )
}

/** Lowest and highest value; `signed`: negative values count from the end, and 0 is invalid. */
interface Numbers {
  readonly part: NumberPart
  readonly from: number
  readonly to: number
  readonly signed: boolean
}
const numbers = (part: NumberPart, from: number, to: number, signed = false): Numbers => ({
  ...{ part, from, to, signed },
})
const LISTS: Readonly<Record<string, Numbers>> = {
  BYSECOND: numbers('bySecond', 0, 60),
  BYMINUTE: numbers('byMinute', 0, 59),
  BYHOUR: numbers('byHour', 0, 23),
  BYMONTHDAY: numbers('byMonthDay', 1, 31, true),
  BYYEARDAY: numbers('byYearDay', 1, 366, true),
  BYWEEKNO: numbers('byWeekNo', 1, 53, true),
  BYMONTH: numbers('byMonth', 1, 12),
  BYSETPOS: numbers('bySetPos', 1, 366, true),
}
const MOST = 999_999

function partOf(name: string, value: string): Partial<Rule> {
  const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined
  if (list) return { [list.part]: value.split(',').map((one) => numberOf(name, one, list)) }
  switch (name) {
    case 'FREQ':
      return {}
    case 'INTERVAL':
      return { interval: countOf(name, value) }
    case 'COUNT':
      return { count: countOf(name, value) }
    case 'UNTIL':
      return { until: untilOf(value) }
    case 'BYDAY':
      return { byDay: value.split(',').map(byDayOf) }
    case 'WKST':
      return { weekStart: weekdayOf(value) ?? refuse(`WKST=${shown(value)} is no weekday. Use MO or SU.`) }
    case 'RSCALE':
    case 'SKIP':
      return refuse(`${name} (other calendars) is not supported.`)
    default:
      return refuse(`${shown(name)} is not a part of a rule.`)
  }
}

function countOf(name: string, value: string): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0
  return number >= 1 && number <= MOST
    ? number
    : refuse(`${name}=${shown(value)}: a whole number from 1 to ${MOST} is needed.`)
}

function numberOf(name: string, text: string, { from, to, signed }: Numbers): number {
  const number = (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/).test(text) ? Number(text) : Number.NaN
  const size = Math.abs(number)
  if (size >= from && size <= to) return number
  return refuse(
    `${name}=${shown(text)}: ${signed ? `${from} to ${to}, or -${to} to -${from},` : `${from} to ${to}`} is needed.`,
  )
}

const weekdayOf = (text: string): Weekday | undefined => WEEKDAYS.find((one) => one === text)
const BY_DAY = /^([+-]?\d{1,2})?([A-Z]{2})$/

function byDayOf(text: string): ByDay {
  const [, nth, name = ''] = BY_DAY.exec(text) ?? []
  const day =
    weekdayOf(name) ?? refuse(`BYDAY=${shown(text)} is no weekday. Use MO, TU, WE, TH, FR, SA or SU.`)
  if (nth === undefined) return { nth: null, day }
  const size = Math.abs(Number(nth))
  return size >= 1 && size <= 53
    ? { nth: Number(nth), day }
    : refuse(`BYDAY=${shown(text)}: 1 to 53 is needed.`)
}

const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/

function untilOf(value: string): string {
  const [, year, month, day, hour, minute, second, zulu] = UNTIL.exec(value) ?? []
  const date = `${year}-${month}-${day}`
  if (Number(year) < YEARS.first) return refuse(`UNTIL=${value}: the year is before ${YEARS.first}.`)
  const wall = `${date}T${hour}:${minute}:${second}`
  if (hour === undefined && isDate(date)) return date
  if (hour !== undefined && isWallTime(wall)) return `${wall}${zulu}`
  return refuse(
    `UNTIL=${shown(value)} is no date. Use 20261231, or 20261231T235959Z for an event with a time.`,
  )
}

const FINER: Readonly<Partial<Record<Frequency, true>>> = { DAILY: true, WEEKLY: true, MONTHLY: true }

/** Refuses parts that must not be combined. */
function refuseCombinations(rule: Rule, parts: ReadonlyMap<string, string>): void {
  const { frequency, byDay, byWeekNo } = rule
  const has = (name: string) => parts.has(name)
  if (has('COUNT') && has('UNTIL')) refuse('COUNT and UNTIL exclude each other. Keep one.')
  if (byDay.some(({ nth }) => nth !== null)) {
    if (frequency !== 'MONTHLY' && frequency !== 'YEARLY')
      refuse('A number before a weekday in BYDAY needs FREQ=MONTHLY or FREQ=YEARLY.')
    if (byWeekNo.length > 0) refuse('A number before a weekday in BYDAY excludes BYWEEKNO.')
  }
  if (has('BYWEEKNO') && frequency !== 'YEARLY') refuse('BYWEEKNO needs FREQ=YEARLY.')
  if (has('BYYEARDAY') && FINER[frequency]) refuse(`BYYEARDAY cannot be used with FREQ=${frequency}.`)
  if (has('BYMONTHDAY') && frequency === 'WEEKLY') refuse('BYMONTHDAY cannot be used with FREQ=WEEKLY.')
  const others = [...parts.keys()].filter((name) => name.startsWith('BY') && name !== 'BYSETPOS')
  if (has('BYSETPOS') && others.length === 0) refuse('BYSETPOS needs another part that begins with BY.')
}
