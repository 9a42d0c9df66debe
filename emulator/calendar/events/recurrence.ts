// The lines of `recurrence`: validated, and normalized as Google does.
import * as errors from '@/emulator/calendar/errors'
import { refuse } from '@/emulator/calendar/refusal'
import type { CalendarSwitches } from '@/emulator/calendar/switches'
import { readRule } from '@/emulator/calendar/time/rules'
import { readCompact, readLine } from '@/emulator/calendar/time/series'
import { instantOf, isZone, wallOf } from '@/emulator/calendar/time/zones'

const BAD = errors.invalid('Invalid recurrence rule.')

/** Puts FREQ first, then WKST, then the rest in the order of the request. */
function reorder(rule: string): string {
  const parts = rule.split(';')
  const rank = (part: string) => (part.startsWith('FREQ=') ? 0 : part.startsWith('WKST=') ? 1 : 2)
  return parts.sort((a, b) => rank(a) - rank(b)).join(';')
}

const plainInterval = (line: string) => line.replace(/;INTERVAL=1(?=;|$)/, '')

const compact = (wall: number) => new Date(wall).toISOString().replace(/[-:]|\.\d{3}Z/g, '')

/** An EXDATE with a TZID that is not an IANA name: read as UTC and returned in the event's zone. */
function rereadDates(line: string, zone: string): string {
  const read = readLine(line)
  const named = read?.params.TZID
  if (!read || named === undefined || isZone(named)) return line
  const dates = read.value.split(',').map((text) => {
    const moment = readCompact(text)
    return moment ? compact(wallOf(zone, moment.wall)) : text
  })
  return `${read.name};TZID=${zone}:${dates.join(',')}`
}

function checked(line: unknown): string {
  const read = typeof line === 'string' ? readLine(line) : undefined
  if (!read) throw refuse(BAD)
  const good = read.name.endsWith('RULE')
    ? readRule(read.value) !== undefined
    : read.value.split(',').every((text) => readCompact(text.split('/')[0] ?? '') !== undefined)
  if (!good) throw refuse(BAD)
  return line as string
}

function normal(line: string, zone: string | undefined, switches: CalendarSwitches): string {
  const name = line.slice(0, line.indexOf(':') + 1)
  if (/^(RRULE|EXRULE)/.test(line) && switches.normalizeRules) return name + reorder(line.slice(name.length))
  if (line.startsWith('EXDATE') && zone && switches.foreignExdateZone === 'utc')
    return rereadDates(line, zone)
  return line
}

/**
 * The lines as they will be stored; undefined if the event does not recur. `before` are the stored lines: a write that only removes
 * INTERVAL=1 is not saved.
 */
export function readRecurrence(
  value: unknown,
  zone: string | undefined,
  switches: CalendarSwitches,
  before?: readonly string[],
): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw refuse(BAD)
  if (value.length === 0) return undefined
  const lines = value.map((line) => normal(checked(line), zone, switches))
  if (!lines.some((line) => /^(RRULE|RDATE)/.test(line))) throw refuse(BAD)
  if (!switches.normalizeRules) return lines
  const plain = lines.map(plainInterval)
  if (!before) return plain
  const same = before.length === plain.length && before.every((line, at) => plainInterval(line) === plain[at])
  return same && lines.every((line, at) => line === plain[at] || line === before[at]) ? before : lines
}

/** Ends the rule before the given moment, as Google's pages do: at 23:59:59 on the day before. */
export function cutBefore(
  lines: readonly string[],
  original: number,
  allDay: boolean,
  zone: string,
): string[] {
  const until = allDay
    ? compact(original - 86_400_000).slice(0, 8)
    : `${compact(instantOf(zone, Math.floor(wallOf(zone, original) / 86_400_000) * 86_400_000 - 1000))}Z`
  return lines.map((line) => {
    if (!line.startsWith('RRULE:')) return line
    const parts = line
      .slice(6)
      .split(';')
      .filter((part) => !/^(UNTIL|COUNT)=/.test(part))
    return `RRULE:${[...parts, `UNTIL=${until}`].join(';')}`
  })
}
