// A zone as a VTIMEZONE component (RFC 5545, 3.6.5), for programs that do not know IANA names: its clock changes in the years of the
// events, and a yearly rule if the changes follow one.
import { basicText } from '@/lib/domains/events/recurrence/rule'
import { daysBetween } from '@/lib/domains/events/value/dates'
import type { WallTime, Zone } from '@/lib/domains/events/value/event'
import { offsetsIn } from '@/lib/domains/events/value/offsets'

/** Content lines, not folded, from the year of the first event to that of the last. */
export function timezoneLines(zone: Zone, firstYear: number, lastYear: number): readonly string[] {
  // Ten more years after the last event show whether a rule continues.
  const [from, to] = [firstYear - 1, lastYear + RUN]
  const before = offsetsIn(zone, from)[0]?.ahead ?? 0
  const changes = changesIn(zone, from, to)
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...observance('STANDARD', before, before, [`${from}-01-01T00:00:00`]),
    ...[...grouped(changes).values()].flatMap((group) => observances(group, to)),
    'END:VTIMEZONE',
  ]
}

interface OffsetChange {
  /** The wall time at the change. */
  readonly wall: WallTime
  /** Milliseconds ahead of UTC, before and after. */
  readonly before: number
  readonly after: number
}

function changesIn(zone: Zone, from: number, to: number): readonly OffsetChange[] {
  const years = Array.from({ length: to - from + 1 }, (_, at) => offsetsIn(zone, from + at))
  const offsets = years.flat()
  return offsets.flatMap(({ from: instant, ahead }, at) => {
    const before = offsets[at - 1]?.ahead ?? ahead
    const wall = new Date(instant + before).toISOString().slice(0, 19)
    return before === ahead ? [] : [{ wall, before, after: ahead }]
  })
}

function grouped(changes: readonly OffsetChange[]): ReadonlyMap<string, readonly OffsetChange[]> {
  const groups = new Map<string, OffsetChange[]>()
  for (const change of changes) {
    const key = `${change.before} ${change.after}`
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return groups
}

/** Consecutive years that make a rule. */
const RUN = 10

/** Writes the changes that follow a rule to the end as one observance, the others by their dates. */
function observances(changes: readonly OffsetChange[], lastYear: number): readonly string[] {
  const [{ before, after } = { before: 0, after: 0 }] = changes
  const name = after > before ? 'DAYLIGHT' : 'STANDARD'
  const walls = changes.map(({ wall }) => wall)
  const rule = tailRule(walls, lastYear)
  if (!rule) return observance(name, before, after, walls)
  const rest = walls.slice(0, -rule.length)
  return [
    ...(rest.length > 0 ? observance(name, before, after, rest) : []),
    ...observance(name, before, after, walls.slice(-rule.length, walls.length - rule.length + 1), rule.rule),
  ]
}

/**
 * The rule of the last changes, and how many follow it; null if fewer than ten consecutive years do, or if the last year has no change.
 */
function tailRule(
  walls: readonly WallTime[],
  lastYear: number,
): { readonly rule: string; readonly length: number } | null {
  const last = walls.at(-1)
  if (last === undefined || yearOf(last) !== lastYear) return null
  const found = placesOf(last).map((place) => {
    let length = 0
    while (length < walls.length) {
      const wall = walls[walls.length - 1 - length]
      if (wall === undefined || yearOf(wall) !== lastYear - length || !placesOf(wall).includes(place)) break
      length++
    }
    return { place, length }
  })
  const best = found.sort((a, b) => b.length - a.length)[0]
  if (!best || best.length < RUN) return null
  const [month, day] = best.place.split(' ')
  return { rule: `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}`, length: best.length }
}

const yearOf = (wall: WallTime) => Number(wall.slice(0, 4))
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** The ways in which a rule can name the day of a change: `3 2SU 02:00:00`, and also `3 -1SU 02:00:00` if it is the last of the month. */
function placesOf(wall: WallTime): readonly string[] {
  const [year = 0, month = 0, day = 0] = wall.slice(0, 10).split('-').map(Number)
  const weekday = DAYS[daysBetween('1900-01-01', wall.slice(0, 10)) % 7] ?? 'MO'
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const nth = Math.ceil(day / 7)
  return [...(nth < 5 ? [nth] : []), ...(day + 7 > days ? [-1] : [])].map(
    (place) => `${month} ${place}${weekday} ${wall.slice(11)}`,
  )
}

function observance(
  name: 'STANDARD' | 'DAYLIGHT',
  before: number,
  after: number,
  [first, ...others]: readonly WallTime[],
  rule?: string,
): readonly string[] {
  return [
    `BEGIN:${name}`,
    `DTSTART:${basicText(first ?? '')}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    ...(rule ? [rule] : []),
    ...(others.length > 0 ? [`RDATE:${others.map(basicText).join(',')}`] : []),
    `END:${name}`,
  ]
}

/** `-0330`; seconds only if an old zone has them. */
function offsetText(ms: number): string {
  const seconds = Math.abs(Math.round(ms / 1_000))
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts
  return `${ms < 0 ? '-' : '+'}${shown.map((part) => String(part).padStart(2, '0')).join('')}`
}
