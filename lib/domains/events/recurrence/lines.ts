// Reads the recurrence lines of an event together with its time: an UNTIL of another type is converted to the event's, dates become
// slots. A line that cannot be read is kept as text; nothing is dropped.
import { readRule } from '@/lib/domains/events/recurrence/read-rule'
import { basicText, type Rule, ruleText } from '@/lib/domains/events/recurrence/rule'
import { isDate } from '@/lib/domains/events/value/dates'
import type { EventTime } from '@/lib/domains/events/value/event'
import { YEARS } from '@/lib/domains/events/value/limits'
import { dateOf, instantOf, isInstant, isWallTime, type Slot, slotOf } from '@/lib/domains/events/value/time'
import { knownZone } from '@/lib/domains/events/value/zone'

export interface UnreadLine {
  readonly text: string
  /** A message that says what to change. */
  readonly reason: string
}

export interface Repeat {
  readonly rules: readonly Rule[]
  readonly withoutRules: readonly Rule[]
  /** Sorted, without duplicates. */
  readonly dates: readonly Slot[]
  readonly withoutDates: readonly Slot[]
  readonly unread: readonly UnreadLine[]
}

export const NO_REPEAT: Repeat = { rules: [], withoutRules: [], dates: [], withoutDates: [], unread: [] }

type Line =
  | { readonly kind: 'RRULE' | 'EXRULE'; readonly rule: Rule }
  | { readonly kind: 'RDATE' | 'EXDATE'; readonly slots: readonly Slot[] }
  | { readonly kind: 'unread'; readonly line: UnreadLine }

export function readRepeat(lines: readonly string[], time: EventTime): Repeat {
  if (lines.length > 0 && !isReadable(time))
    return {
      ...NO_REPEAT,
      unread: lines.map((text) => ({ text, reason: 'The time of the event cannot be read.' })),
    }
  const read = lines.map((line) => readLine(line, time))
  const rules = (kind: 'RRULE' | 'EXRULE') =>
    read.flatMap((line) => (line.kind === kind ? [aligned(line.rule, time)] : []))
  const slots = (kind: 'RDATE' | 'EXDATE') =>
    [...new Set(read.flatMap((line) => (line.kind === kind ? line.slots : [])))].sort()
  return {
    rules: rules('RRULE'),
    withoutRules: rules('EXRULE'),
    dates: slots('RDATE'),
    withoutDates: slots('EXDATE'),
    unread: read.flatMap((line) => (line.kind === 'unread' ? [line.line] : [])),
  }
}

/**
 * False for an invalid time, which an account may send: nothing is computed from it, so that one event does not make a comparison fail.
 */
const isReadable = (time: EventTime): boolean =>
  time.kind === 'day' ? isDate(time.start) : isWallTime(time.start) && knownZone(time.zone) !== null

/** The canonical form, equal for lines of the same meaning. Rules first, then dates with one line per kind, then unreadable lines. */
export const canonicalRepeat = (lines: readonly string[], time: EventTime): readonly string[] =>
  lines.length === 0 ? lines : repeatLines(readRepeat(lines, time), time)

export function repeatLines(repeat: Repeat, time: Pick<EventTime, 'kind'>): readonly string[] {
  const rules = (name: string, list: readonly Rule[]) =>
    [...new Set(list.map((rule) => `${name}:${ruleText(rule)}`))].sort()
  const dates = (name: string, slots: readonly Slot[]) =>
    slots.length === 0
      ? []
      : [`${name}${time.kind === 'day' ? ';VALUE=DATE' : ''}:${slots.map(basicText).join(',')}`]
  return [
    ...rules('RRULE', repeat.rules),
    ...rules('EXRULE', repeat.withoutRules),
    ...dates('RDATE', repeat.dates),
    ...dates('EXDATE', repeat.withoutDates),
    ...[...new Set(repeat.unread.map(({ text }) => text))].sort(),
  ]
}

/** The problems in lines that a person typed. Nothing is converted here: an UNTIL of another type is refused. */
export function repeatProblems(lines: readonly string[], time: EventTime): readonly UnreadLine[] {
  return lines.flatMap((text) => {
    const line = readLine(text, time)
    if (line.kind === 'unread') return [line.line]
    const reason = 'rule' in line ? ruleProblem(line.rule, time) : null
    return reason === null ? [] : [{ text, reason }]
  })
}

/** Whether a rule ends before the event starts: programs do not agree on what it then means. */
export const stopsBeforeStart = (lines: readonly string[], time: EventTime): boolean =>
  readRepeat(lines, time).rules.some(({ until }) => until !== null && until < slotOf(time))

function ruleProblem({ until, frequency }: Rule, { kind }: EventTime): string | null {
  if (kind === 'day' && ['HOURLY', 'MINUTELY', 'SECONDLY'].includes(frequency))
    return `An all-day event cannot repeat with FREQ=${frequency}.`
  if (until === null) return null
  if (kind === 'day')
    return isDate(until) ? null : 'UNTIL of an all-day event is a date, for example UNTIL=20261231.'
  return isInstant(until)
    ? null
    : 'UNTIL of an event with a time is a time in UTC, for example UNTIL=20261231T235959Z.'
}

/** Converts the end of a rule to the event's type: a date for all-day events, otherwise an instant. A date includes that whole day. */
export function aligned(rule: Rule, time: EventTime): Rule {
  const { until } = rule
  if (until === null) return rule
  if (time.kind === 'day') return { ...rule, until: dateOf(until) }
  if (isInstant(until)) return rule
  if (until >= NO_END) return { ...rule, until: `${dateOf(until)}T23:59:59Z` }
  return { ...rule, until: instantOf(isDate(until) ? `${until}T23:59:59` : until, time.zone) }
}

/** Some programs write the last possible day to mean "without end". A zone offset must not move it into a year with five digits. */
const NO_END = '9999'

const HEAD = /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/is

function readLine(text: string, time: EventTime): Line {
  const unread = (reason: string): Line => ({ kind: 'unread', line: { text, reason } })
  const [, name = '', params = '', value = ''] = HEAD.exec(text) ?? []
  const kind = name.toUpperCase() as 'RRULE' | 'EXRULE' | 'RDATE' | 'EXDATE' | ''
  if (kind === '') return unread('The line does not begin with RRULE:, EXRULE:, RDATE: or EXDATE:.')
  if (kind === 'RRULE' || kind === 'EXRULE') {
    const read = readRule(value)
    return read.ok ? { kind, rule: read.rule } : unread(read.reason)
  }
  const read = readDates(value, paramsOf(params), time)
  return 'reason' in read ? unread(read.reason) : { kind, slots: read.slots }
}

const paramsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/;([A-Za-z0-9-]+)=(?:"([^"]*)"|([^";:,]*))/g)].map(
      ([, name = '', quoted, bare = '']): [string, string] => [name.toUpperCase(), quoted ?? bare],
    ),
  )

function readDates(
  value: string,
  params: ReadonlyMap<string, string>,
  time: EventTime,
): { readonly slots: readonly Slot[] } | { readonly reason: string } {
  const type = params.get('VALUE')?.toUpperCase() ?? 'DATE-TIME'
  if (type === 'PERIOD')
    return { reason: 'Dates with a length of their own (VALUE=PERIOD) are not supported.' }
  if (type !== 'DATE' && type !== 'DATE-TIME') return { reason: `VALUE=${type} is not known.` }
  const named = params.get('TZID')
  const zone = named === undefined ? null : knownZone(named)
  if (named !== undefined && zone === null) return { reason: `The time zone “${named}” is not known.` }
  const slots: Slot[] = []
  for (const text of value.split(',')) {
    const moment = momentOf(text)
    if (moment === null) return { reason: `“${text.slice(0, 40)}” is no date.` }
    slots.push(slotAt(moment, zone, time))
  }
  return { slots }
}

const MOMENT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/i

/** Parses `20260308T140000Z`, `20260308T090000` or `20260308`; null for other forms and for years outside the limits. */
export function momentOf(text: string): string | null {
  const [, year, month, day, hour, minute, second, zulu] = MOMENT.exec(text) ?? []
  const date = `${year}-${month}-${day}`
  if (Number(year) < YEARS.first || Number(year) > YEARS.last) return null
  if (hour === undefined) return isDate(date) ? date : null
  const wall = `${date}T${hour}:${minute}:${second === '60' ? '59' : second}`
  return isWallTime(wall) ? `${wall}${zulu ? 'Z' : ''}` : null
}

/** For an event with a time, a date means the occurrence on that day; for an all-day event, a time means its day. */
function slotAt(moment: string, zone: string | null, time: EventTime): Slot {
  if (time.kind === 'day') return dateOf(moment)
  if (isInstant(moment)) return moment
  const wall = isDate(moment) ? `${moment}${time.start.slice(10)}` : moment
  return instantOf(wall, isDate(moment) ? time.zone : (zone ?? time.zone))
}
