// How long the typed event is, so that its end can follow its start, as calendars do. Wall time: a change of clocks does not matter. Pure.

/** The four fields as inputs of type date and time hold them; empty while incomplete. */
export interface TypedSpan {
  readonly starts: string
  readonly startTime: string
  readonly ends: string
  readonly endTime: string
}

const MINUTE = 60_000

const minuteOf = (date: string, time: string): number => Date.parse(`${date}T${time}Z`) / MINUTE

/** In minutes. Null if a field is incomplete or the end is before the start. */
export function lengthOf({ starts, startTime, ends, endTime }: TypedSpan): number | null {
  const minutes = minuteOf(ends, endTime) - minuteOf(starts, startTime)
  return minutes >= 0 ? minutes : null
}

/** The end of an event of that length in minutes. Null if its start is incomplete, or the end would be past the year 9999. */
export function endAfter(
  { starts, startTime }: Pick<TypedSpan, 'starts' | 'startTime'>,
  length: number,
): Pick<TypedSpan, 'ends' | 'endTime'> | null {
  const end = new Date((minuteOf(starts, startTime) + length) * MINUTE)
  if (Number.isNaN(end.getTime()) || end.getUTCFullYear() > 9999) return null
  const text = end.toISOString()
  return { ends: text.slice(0, 10), endTime: text.slice(11, 16) }
}
