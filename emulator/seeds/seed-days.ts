// Days and times of seeded events, counted from the Monday of the week that the clock stands in.

import type { Json } from '@/emulator/calendar/model'
import { clockText, dateText, instantOf, instantText, wallOf } from '@/emulator/calendar/time/zones'

const DAY = 86_400_000

export interface Days {
  /** Midnight of this week's Monday, as a wall time. */
  readonly monday: number
  readonly zone: string
}

export function daysFrom(now: number, zone: string): Days {
  const today = Math.floor(wallOf(zone, now) / DAY)
  // Day 0 of the epoch was a Thursday.
  return { monday: (today - ((today + 3) % 7)) * DAY, zone }
}

/** 0 is this week's Monday, 7 the next one. */
export const dayText = ({ monday }: Days, day: number): string => dateText(monday + day * DAY)

/** start and end of `count` whole days. */
export const wholeDays = (days: Days, day: number, count = 1): { start: Json; end: Json } => ({
  start: { date: dayText(days, day) },
  end: { date: dayText(days, day + count) },
})

/** start and end of a timed event: "9:30" or "14:00", for so many minutes. */
export function hours(
  { monday, zone }: Days,
  day: number,
  time: string,
  minutes: number,
): { start: Json; end: Json } {
  const [hour = '0', minute = '0'] = time.split(':')
  const start = monday + day * DAY + (Number(hour) * 60 + Number(minute)) * 60_000
  const point = (wall: number): Json => ({
    dateTime: `${dateText(wall)}T${clockText(wall)}:00`,
    timeZone: zone,
  })
  return { start: point(start), end: point(start + minutes * 60_000) }
}

/** Original start of an occurrence, as control methods take it. */
export function moment(days: Days, day: number, time: string): string {
  const { dateTime } = hours(days, day, time, 1).start
  return instantText(instantOf(days.zone, Date.parse(`${String(dateTime)}Z`)), days.zone)
}
