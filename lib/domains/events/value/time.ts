// Time arithmetic of events. A day always stays a date; a wall time becomes an instant only with a zone. Nothing here depends on the
// server's zone. Instants are text too (`2026-03-08T14:00:00Z`), so that they can be compared, stored and sent unchanged.

import { addDays, asUtc, daysBetween, fromUtc, isDate } from '@/lib/domains/events/value/dates'
import type { DateText, EventTime, WallTime, Zone } from '@/lib/domains/events/value/event'
import { aheadAt, instantAt } from '@/lib/domains/events/value/offsets'

/** `2026-03-08T14:00:00Z`: whole seconds of UTC. */
export type InstantText = string

/**
 * The permanent id of an occurrence in its series: its original start, a date for all-day events, otherwise an instant. It stays the same
 * after the occurrence is moved.
 */
export type Slot = DateText | InstantText

const WALL = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

export const isWallTime = (text: string): boolean => WALL.test(text) && isDate(text.slice(0, 10))
export const isInstant = (text: string): boolean => text.endsWith('Z') && isWallTime(text.slice(0, -1))
export const isSlot = (text: string): boolean => isDate(text) || isInstant(text)

export const addSeconds = (wall: WallTime, seconds: number): WallTime => fromUtc(asUtc(wall) + seconds * 1000)
/** In wall time, ignoring clock changes. */
export const secondsBetween = (a: WallTime, b: WallTime): number => (asUtc(b) - asUtc(a)) / 1000
export const dateOf = (text: DateText | WallTime | InstantText): DateText => text.slice(0, 10)

/**
 * The instant of a wall time. A time that clocks skip is moved past the gap (02:30 becomes 03:30); for a time that occurs twice, the
 * result is the first.
 */
export const instantOf = (wall: WallTime, zone: Zone): InstantText =>
  `${fromUtc(instantAt(zone, asUtc(wall)))}Z`

/** The wall time in the zone at an instant. */
export function wallAt(instant: InstantText, zone: Zone): WallTime {
  const ms = Date.parse(instant)
  return fromUtc(ms + aheadAt(zone, ms))
}

/** The date in the zone at an instant. */
export const dateAt = (instant: InstantText, zone: Zone): DateText => dateOf(wallAt(instant, zone))

/** The slot of an occurrence that starts when `time` does. */
export const slotOf = (time: EventTime): Slot =>
  time.kind === 'day' ? time.start : instantOf(time.start, time.zone)

/** Start and end of an event as instants. Days begin at midnight in `dayZone`. An end is never before its start. */
export interface Span {
  readonly start: InstantText
  readonly end: InstantText
}

const midnightIn = (zone: Zone, date: DateText) => instantOf(`${date}T00:00:00`, zone)

export function spanOf(time: EventTime, dayZone: Zone): Span {
  const [start, end] =
    time.kind === 'day'
      ? ([midnightIn(dayZone, time.start), midnightIn(dayZone, time.end)] as const)
      : ([instantOf(time.start, time.zone), instantOf(time.end, time.endZone ?? time.zone)] as const)
  return end > start ? { start, end } : { start, end: start }
}

/** The event's time at another original start. Its length in wall time or days stays the same. */
export function movedTo(time: EventTime, slot: Slot): EventTime {
  if (time.kind === 'day')
    return { ...time, start: slot, end: addDays(slot, daysBetween(time.start, time.end)) }
  return movedToWall(time, wallAt(slot, time.zone))
}

/** Like movedTo, for a wall time in the event's own zone. */
export function movedToWall(time: EventTime & { readonly kind: 'timed' }, start: WallTime): EventTime {
  return { ...time, start, end: addSeconds(start, secondsBetween(time.start, time.end)) }
}
