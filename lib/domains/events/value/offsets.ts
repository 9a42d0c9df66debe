// The UTC offsets of a zone and when they change. One lookup takes about 50 µs, and a month of a calendar needs thousands, so offsets are
// looked up once per zone and year.
import { Temporal } from 'temporal-polyfill'
import type { Zone } from '@/lib/domains/events/value/event'
import { computedZone } from '@/lib/domains/events/value/zone'

/** The offset from this instant on (milliseconds since 1970): how far clocks are ahead of UTC (milliseconds). */
export interface Offset {
  readonly from: number
  readonly ahead: number
}

const years = new Map<string, readonly Offset[]>()
const MOST_YEARS = 5_000
const HOUR_MS = 3_600_000

/** The offsets of one UTC year; the first one applies at the start of the year. */
export function offsetsIn(zone: Zone, year: number): readonly Offset[] {
  const name = `${year} ${zone}`
  const known = years.get(name)
  if (known) return known
  if (years.size >= MOST_YEARS) years.clear()
  const found = asked(computedZone(zone), Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))
  years.set(name, found)
  return found
}

function asked(zone: Zone, from: number, to: number): readonly Offset[] {
  const found: Offset[] = []
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  while (at.epochMilliseconds < to) {
    found.push({ from: at.epochMilliseconds, ahead: at.offsetNanoseconds / 1e6 })
    const next = at.getTimeZoneTransition('next')
    if (!next) break
    at = next
  }
  return found
}

/** How far clocks in the zone are ahead of UTC at an instant. Both in milliseconds. */
export function aheadAt(zone: Zone, instant: number): number {
  const offsets = offsetsIn(zone, new Date(instant).getUTCFullYear())
  let ahead = offsets[0]?.ahead ?? 0
  for (const offset of offsets) if (offset.from <= instant) ahead = offset.ahead
  return ahead
}

/**
 * The instant at which a clock in the zone shows `wall`, which is given as if it were UTC. A time that clocks skip is moved past the gap;
 * for a time that occurs twice, the result is the first.
 */
export function instantAt(zone: Zone, wall: number): number {
  const before = aheadAt(zone, wall - 24 * HOUR_MS)
  if (aheadAt(zone, wall - before) === before) return wall - before
  const after = aheadAt(zone, wall + 24 * HOUR_MS)
  return aheadAt(zone, wall - after) === after ? wall - after : wall - before
}
