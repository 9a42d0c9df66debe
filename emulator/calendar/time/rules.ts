// RFC 5545 recurrence rules, parsed strictly and expanded over wall times. This code is separate from the application's, so that a bug in
// one does not hide the same bug in the other.

const DAY = 86_400_000
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const LAST_YEAR = 2200
const EMPTY_PERIODS = 5_000

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

export interface Rule {
  readonly frequency: Frequency
  readonly interval: number
  readonly count: number | undefined
  /** As written: "20261231" or "20261231T235959Z". */
  readonly until: string | undefined
  readonly byDay: readonly { readonly nth: number; readonly weekday: number }[]
  readonly numbers: Readonly<Record<string, readonly number[]>>
  /** First day of the week, 0 for Sunday. */
  readonly weekStart: number
}

const RANGES: Readonly<
  Record<string, { readonly from: number; readonly to: number; readonly signed?: true }>
> = {
  BYMONTH: { from: 1, to: 12 },
  BYMONTHDAY: { from: 1, to: 31, signed: true },
  BYYEARDAY: { from: 1, to: 366, signed: true },
  BYWEEKNO: { from: 1, to: 53, signed: true },
  BYSETPOS: { from: 1, to: 366, signed: true },
  BYHOUR: { from: 0, to: 23 },
  BYMINUTE: { from: 0, to: 59 },
  BYSECOND: { from: 0, to: 59 },
}

function readNumbers(name: string, text: string): number[] | undefined {
  const range = RANGES[name]
  if (!range) return undefined
  const numbers = text.split(',').map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : Number.NaN))
  const fits = (value: number) => {
    const size = range.signed ? Math.abs(value) : value
    return size >= range.from && size <= range.to
  }
  return numbers.every(fits) ? numbers : undefined
}

function readDays(text: string): Rule['byDay'] | undefined {
  const days = text.split(',').map((one) => {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(one)
    return match ? { nth: Number(match[1] ?? 0), weekday: WEEKDAYS.indexOf(match[2] ?? '') } : undefined
  })
  return days.every((day) => day !== undefined) ? days : undefined
}

const positive = (text: string | undefined) =>
  text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined

const isFrequency = (text: string | undefined): text is Frequency =>
  ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(text ?? '')

const KNOWN = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', ...Object.keys(RANGES)])

/** Parses the rule after "RRULE:"; undefined if it is invalid. Frequencies below a day are not supported. */
export function readRule(text: string): Rule | undefined {
  const parts = new Map<string, string>()
  for (const part of text.split(';')) {
    const [name = '', value = '', more] = part.split('=')
    if (!KNOWN.has(name) || value === '' || more !== undefined || parts.has(name)) return undefined
    parts.set(name, value)
  }
  const frequency = parts.get('FREQ')
  const interval = parts.has('INTERVAL') ? positive(parts.get('INTERVAL')) : 1
  const count = positive(parts.get('COUNT'))
  const until = parts.get('UNTIL')
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO')
  const byDay = parts.has('BYDAY') ? readDays(parts.get('BYDAY') ?? '') : []
  const numbers: Record<string, readonly number[]> = {}
  for (const name of Object.keys(RANGES)) {
    const read = parts.has(name) ? readNumbers(name, parts.get(name) ?? '') : []
    if (!read) return undefined
    numbers[name] = read
  }
  if (!isFrequency(frequency) || !interval || !byDay || weekStart < 0) return undefined
  if (parts.has('COUNT') && (count === undefined || until !== undefined)) return undefined
  if (until !== undefined && !/^\d{8}(T\d{6}Z?)?$/.test(until)) return undefined
  return { frequency, interval, count, until, byDay, numbers, weekStart }
}

const dayOf = (year: number, month: number, date: number) => Date.UTC(year, month, date) / DAY
const weekdayOf = (day: number) => (((day + 4) % 7) + 7) % 7
const partsOf = (day: number) => {
  const date = new Date(day * DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate() }
}
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
/** 1 is the first, -1 the last. */
const pick = <T>(list: readonly T[], place: number): T | undefined => list.at(place > 0 ? place - 1 : place)

const monthDays = (year: number, month: number) => range(dayOf(year, month, 1), dayOf(year, month + 1, 1))

function daysBy(rule: Rule, days: readonly number[]): number[] {
  return rule.byDay.flatMap(({ nth, weekday }) => {
    const same = days.filter((day) => weekdayOf(day) === weekday)
    const one = nth === 0 ? undefined : pick(same, nth)
    return nth === 0 ? same : one === undefined ? [] : [one]
  })
}

const onWeekdays = (rule: Rule) => (day: number) =>
  rule.byDay.length === 0 || rule.byDay.some(({ weekday }) => weekday === weekdayOf(day))

function monthly(rule: Rule, year: number, month: number, startDate: number): number[] {
  const days = monthDays(year, month)
  const byDate = rule.numbers.BYMONTHDAY ?? []
  const dates = (places: readonly number[]) => places.flatMap((place) => pick(days, place) ?? [])
  if (byDate.length > 0) return dates(byDate).filter(onWeekdays(rule))
  return rule.byDay.length > 0 ? daysBy(rule, days) : dates([startDate])
}

const weekBegin = (rule: Rule, day: number) => day - ((weekdayOf(day) - rule.weekStart + 7) % 7)

/** The year whose numbered weeks contain the day: the year of the fourth day of its week. */
const weekYear = (rule: Rule, day: number) => partsOf(weekBegin(rule, day) + 3).year

/** Days of the numbered weeks; the first week of a year has at least four of its days. */
function weeksOf(rule: Rule, year: number, weekday: number): number[] {
  const first = (of: number) => weekBegin(rule, dayOf(of, 0, 4))
  const weeks = range(0, Math.round((first(year + 1) - first(year)) / 7)).map(
    (week) => first(year) + week * 7,
  )
  const chosen = (rule.numbers.BYWEEKNO ?? []).flatMap((place) => pick(weeks, place) ?? [])
  const fits = rule.byDay.length > 0 ? onWeekdays(rule) : (day: number) => weekdayOf(day) === weekday
  return chosen.flatMap((begin) => range(begin, begin + 7).filter(fits))
}

function yearly(rule: Rule, year: number, start: number): number[] {
  const { month, date } = partsOf(start)
  const { BYMONTH = [], BYMONTHDAY = [], BYYEARDAY = [], BYWEEKNO = [] } = rule.numbers
  const inMonths = (day: number) => BYMONTH.length === 0 || BYMONTH.includes(partsOf(day).month + 1)
  if (BYWEEKNO.length > 0) return weeksOf(rule, year, weekdayOf(start)).filter(inMonths)
  const days = range(dayOf(year, 0, 1), dayOf(year + 1, 0, 1))
  if (BYYEARDAY.length > 0)
    return BYYEARDAY.flatMap((place) => pick(days, place) ?? [])
      .filter(inMonths)
      .filter(onWeekdays(rule))
  if (BYMONTH.length === 0 && BYMONTHDAY.length === 0 && rule.byDay.length > 0) return daysBy(rule, days)
  const months =
    BYMONTH.length > 0 ? BYMONTH.map((one) => one - 1) : BYMONTHDAY.length > 0 ? range(0, 12) : [month]
  return months.flatMap((one) => monthly(rule, year, one, date))
}

function weekly(rule: Rule, begin: number, start: number): number[] {
  const fits = rule.byDay.length > 0 ? onWeekdays(rule) : (day: number) => weekdayOf(day) === weekdayOf(start)
  return range(begin, begin + 7).filter(fits)
}

function filtered(rule: Rule, days: readonly number[]): number[] {
  const { BYMONTH = [], BYMONTHDAY = [] } = rule.numbers
  return days.filter((day) => {
    const { year, month, date } = partsOf(day)
    const last = dayOf(year, month + 1, 0) - dayOf(year, month, 0)
    const byDate =
      BYMONTHDAY.length === 0 || BYMONTHDAY.some((one) => date === (one > 0 ? one : last + 1 + one))
    return (BYMONTH.length === 0 || BYMONTH.includes(month + 1)) && byDate
  })
}

/** Days of the period `step` intervals after the start's period; undefined beyond the last year. */
function period(rule: Rule, start: number, step: number): number[] | undefined {
  const { year, month, date } = partsOf(start)
  const by = step * rule.interval
  switch (rule.frequency) {
    case 'YEARLY': {
      const first = rule.numbers.BYWEEKNO?.length ? weekYear(rule, start) : year
      return first + by > LAST_YEAR ? undefined : yearly(rule, first + by, start)
    }
    case 'MONTHLY': {
      if (year + (month + by) / 12 > LAST_YEAR) return undefined
      const at = partsOf(dayOf(year, month + by, 1))
      const { BYMONTH = [] } = rule.numbers
      const wanted = BYMONTH.length === 0 || BYMONTH.includes(at.month + 1)
      return wanted ? monthly(rule, at.year, at.month, date) : []
    }
    case 'WEEKLY': {
      const begin = weekBegin(rule, start) + by * 7
      return partsOf(begin).year > LAST_YEAR
        ? undefined
        : filtered({ ...rule, numbers: { BYMONTH: rule.numbers.BYMONTH ?? [] } }, weekly(rule, begin, start))
    }
    case 'DAILY':
      return partsOf(start + by).year > LAST_YEAR
        ? undefined
        : filtered(rule, [start + by]).filter(onWeekdays(rule))
  }
}

function timesOf(rule: Rule, timeOfDay: number): number[] {
  const { BYHOUR = [], BYMINUTE = [], BYSECOND = [] } = rule.numbers
  const seconds = timeOfDay / 1000
  const or = (list: readonly number[], one: number) => (list.length > 0 ? list : [one])
  return or(BYHOUR, Math.floor(seconds / 3600)).flatMap((hour) =>
    or(BYMINUTE, Math.floor(seconds / 60) % 60).flatMap((minute) =>
      or(BYSECOND, Math.floor(seconds) % 60).map((second) => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  )
}

/** Wall times of the rule from `start` on, in order, without COUNT and UNTIL. */
export function* expand(rule: Rule, start: number): Generator<number> {
  const startDay = Math.floor(start / DAY)
  const times = timesOf(rule, start - startDay * DAY)
  const places = rule.numbers.BYSETPOS ?? []
  let empty = 0
  for (let step = 0; empty < EMPTY_PERIODS; step++) {
    const days = period(rule, startDay, step)
    if (!days) return
    const all = [...new Set(days.flatMap((day) => times.map((time) => day * DAY + time)))].sort(
      (a, b) => a - b,
    )
    const chosen =
      places.length === 0
        ? all
        : [...new Set(places.flatMap((place) => pick(all, place) ?? []))].sort((a, b) => a - b)
    const now = chosen.filter((wall) => wall >= start)
    empty = now.length > 0 ? 0 : empty + 1
    yield* now
  }
}
