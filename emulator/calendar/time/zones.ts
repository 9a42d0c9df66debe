// Time zones, using only Intl. A wall time is a number: the milliseconds at which UTC shows the same digits.

const QUARTER = 900_000
const DAY = 86_400_000
const REMEMBERED = 50_000

interface Zone {
  readonly format: Intl.DateTimeFormat
  /** Offsets per quarter of an hour: no zone changes its offset within one. */
  readonly offsets: Map<number, number>
}

const zones = new Map<string, Zone | undefined>()

function createZone(name: string): Zone | undefined {
  // An offset or an abbreviation is not an IANA name, even if Intl accepts it.
  if (!/^(UTC|GMT|[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)+)$/.test(name)) return undefined
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    return { format, offsets: new Map() }
  } catch {
    return undefined
  }
}

function zoneOf(name: string): Zone | undefined {
  if (!zones.has(name)) zones.set(name, createZone(name))
  return zones.get(name)
}

export const isZone = (name: string): boolean => zoneOf(name) !== undefined

function measured(zone: Zone, at: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of zone.format.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

/** Milliseconds that the zone is ahead of UTC at the instant. */
export function offsetAt(name: string, at: number): number {
  const zone = zoneOf(name)
  if (!zone) throw new Error(`no time zone ${name}`)
  const quarter = Math.floor(at / QUARTER)
  const known = zone.offsets.get(quarter)
  if (known !== undefined) return known
  if (zone.offsets.size > REMEMBERED) zone.offsets.clear()
  const offset = measured(zone, quarter * QUARTER)
  zone.offsets.set(quarter, offset)
  return offset
}

export const wallOf = (zone: string, at: number): number => at + offsetAt(zone, at)

/** Instants with this wall time: none when clocks skip it in spring, two when it repeats in autumn, the earlier one first. */
function instants(zone: string, wall: number): number[] {
  const offsets = new Set([offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)])
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => wallOf(zone, at) === wall)
    .sort((a, b) => a - b)
}

export const inGap = (zone: string, wall: number): boolean => instants(zone, wall).length === 0

/** The first instant with this wall time. If clocks skip it, the same distance after the start of the gap. */
export const instantOf = (zone: string, wall: number): number =>
  instants(zone, wall)[0] ?? wall - offsetAt(zone, wall - DAY)

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

/** "2026-12-01" for a wall time. */
export const dateText = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/** "10:30" for a wall time. */
export const clockText = (wall: number): string => new Date(wall).toISOString().slice(11, 16)

/** RFC 3339 with the zone's offset, "Z" for UTC. */
export function instantText(at: number, zone: string): string {
  const offset = offsetAt(zone, at)
  const text = new Date(at + offset).toISOString().slice(0, 19)
  if (offset === 0) return `${text}Z`
  const minutes = Math.abs(offset) / 60_000
  return `${text}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(Math.floor(minutes % 60))}`
}

/** Milliseconds of "2026-12-01" at midnight UTC; undefined for an invalid date. */
export function readDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const day = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(day) || dateText(day) !== text ? undefined : day
}

/** A date-time: its wall time, and the instant if it has an offset. Fractions of a second are dropped. */
export function readDateTime(text: string): { wall: number; at?: number } | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})?$/.exec(text)
  if (!match) return undefined
  const [, date = '', time = '', , offset] = match
  const wall = Date.parse(`${date}T${time}Z`)
  if (readDate(date) === undefined || Number.isNaN(wall)) return undefined
  if (!offset) return { wall }
  const at = Date.parse(`${date}T${time}${offset.toUpperCase()}`)
  return Number.isNaN(at) ? undefined : { wall, at }
}
