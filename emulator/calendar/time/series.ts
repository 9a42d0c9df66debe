// The occurrences of a series, by their original starts: instants for timed events, midnights UTC for all-day ones.
import { expand, type Rule, readRule } from './rules'
import { dateText, inGap, instantOf, isZone, wallOf } from './zones'

export interface Series {
  readonly allDay: boolean
  /** Instant, or midnight UTC of an all-day event. */
  readonly start: number
  readonly zone: string
  readonly recurrence: readonly string[]
}

export interface Reading {
  /** Whether the first start is an occurrence even if it does not match the rule. */
  readonly startOffRule: 'counts' | 'left-out'
  /** What happens to an occurrence whose wall time is skipped when clocks go forward. */
  readonly gapOccurrence: 'shifted' | 'left-out'
  /** Endless series are expanded to the end of this year. */
  readonly horizonYear: number
}

interface Line {
  readonly name: string
  readonly params: Readonly<Record<string, string>>
  readonly value: string
}

export function readLine(text: string): Line | undefined {
  const match = /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[A-Z-]+=[^;:]+)*):(\S+)$/.exec(text)
  if (!match) return undefined
  const [, name = '', params = '', value = ''] = match
  return {
    name,
    value,
    params: Object.fromEntries(
      params
        .split(';')
        .filter(Boolean)
        .map((one) => one.split('=')),
    ),
  }
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/

/** "20261201" or "20261201T100000Z" as a wall time and whether it has a time and a Z. */
export function readCompact(text: string): { wall: number; timed: boolean; utc: boolean } | undefined {
  const match = COMPACT.exec(text)
  if (!match) return undefined
  const [, year, month, date, hour, minute = '00', second = '00', z] = match
  const wall = Date.parse(`${year}-${month}-${date}T${hour ?? '00'}:${minute}:${second}Z`)
  return Number.isNaN(wall) ? undefined : { wall, timed: hour !== undefined, utc: z !== undefined }
}

/** The stamp of an occurrence in its id. */
export function stampOf(original: number, allDay: boolean): string {
  const text = new Date(original).toISOString().replace(/[-:]|\.\d{3}/g, '')
  return allDay ? text.slice(0, 8) : text
}

const zoneOfLine = (line: Line, zone: string) => {
  const named = line.params.TZID
  return named === undefined ? zone : isZone(named) ? named : 'UTC'
}

/** Original starts named by an RDATE or EXDATE line; a date on a timed series means the occurrence on that day. */
function datesOf(series: Series, line: Line): number[] {
  const timeOfDay = wallOf(series.zone, series.start) % 86_400_000
  return line.value.split(',').flatMap((text) => {
    const read = readCompact(text.split('/')[0] ?? '')
    if (!read) return []
    if (series.allDay) return [read.wall - (read.wall % 86_400_000)]
    if (!read.timed) return [instantOf(series.zone, read.wall + timeOfDay)]
    return [read.utc ? read.wall : instantOf(zoneOfLine(line, series.zone), read.wall)]
  })
}

function isPastUntil(series: Series, rule: Rule, original: number): boolean {
  if (rule.until === undefined) return false
  const until = readCompact(rule.until)
  if (!until) return true
  if (series.allDay) return original > until.wall
  if (!until.timed) return dateText(wallOf(series.zone, original)) > dateText(until.wall)
  return original > (until.utc ? until.wall : instantOf(series.zone, until.wall))
}

/** Removes time-of-day parts, which do not apply to all-day events. */
const wholeDays = (rule: Rule): Rule => ({
  ...rule,
  numbers: { ...rule.numbers, BYHOUR: [], BYMINUTE: [], BYSECOND: [] },
})

function* ruleStarts(series: Series, rule: Rule, reading: Reading): Generator<number> {
  const startWall = series.allDay ? series.start : wallOf(series.zone, series.start)
  const horizon = Date.UTC(reading.horizonYear + 1, 0, 1)
  let given = 0
  const walls = expand(series.allDay ? wholeDays(rule) : rule, startWall)
  let first = walls.next()
  const offRule = first.done || first.value !== startWall
  if (offRule && reading.startOffRule === 'counts') {
    given += 1
    yield series.start
  }
  for (; !first.done; first = walls.next()) {
    const wall = first.value
    if (wall >= horizon || (rule.count !== undefined && given >= rule.count)) return
    const gap = !series.allDay && inGap(series.zone, wall)
    if (gap && reading.gapOccurrence === 'left-out') continue
    const original = series.allDay ? wall : instantOf(series.zone, wall)
    if (isPastUntil(series, rule, original)) return
    given += 1
    yield original
  }
}

/** Merges several ordered streams into one without duplicates. */
function* merged(streams: readonly Iterator<number>[]): Generator<number> {
  const heads = streams.map((stream) => ({ stream, next: stream.next() }))
  let last: number | undefined
  for (;;) {
    const live = heads.filter(({ next }) => !next.done)
    if (live.length === 0) return
    const least = live.reduce((a, b) => (b.next.value < a.next.value ? b : a))
    const value = least.next.value
    least.next = least.stream.next()
    if (value !== last) yield value
    last = value
  }
}

const DEFAULT_READING: Reading = { startOffRule: 'counts', gapOccurrence: 'shifted', horizonYear: 2099 }

/** Every original start of the series, in order. */
export function* originals(series: Series, reading: Reading = DEFAULT_READING): Generator<number> {
  const lines = series.recurrence.flatMap((text) => readLine(text) ?? [])
  const rulesOf = (name: string) =>
    lines.filter((line) => line.name === name).flatMap(({ value }) => readRule(value) ?? [])
  const dates = (name: string) =>
    lines.filter((line) => line.name === name).flatMap((line) => datesOf(series, line))
  const rules = rulesOf('RRULE')
  const added = [...dates('RDATE'), ...(rules.length === 0 ? [series.start] : [])].sort((a, b) => a - b)
  const excluded = new Set(dates('EXDATE'))
  const exrules = rulesOf('EXRULE').map((rule) =>
    ruleStarts(series, rule, { ...reading, startOffRule: 'left-out' }),
  )
  const out = merged(exrules)
  let barred = out.next()
  const streams = [...rules.map((rule) => ruleStarts(series, rule, reading)), added[Symbol.iterator]()]
  for (const original of merged(streams)) {
    while (!barred.done && barred.value < original) barred = out.next()
    if (excluded.has(original) || (!barred.done && barred.value === original)) continue
    yield original
  }
}

/** Whether the series has an occurrence with this original start. */
export function occurs(series: Series, original: number, reading: Reading = DEFAULT_READING): boolean {
  for (const one of originals(series, reading)) if (one >= original) return one === original
  return false
}
