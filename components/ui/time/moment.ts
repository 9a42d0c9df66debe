// Moments as people read them, in their own time zone: "26 Nov 2026", "19:52". Pure.
// A zone is an IANA name as browsers give it; null where it is not known yet: then it is UTC, and times of day say so.
export type Zone = string | null

const DAY = { dateStyle: 'medium' } as const
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const formats = new Map<string, Intl.DateTimeFormat>()

function format(at: Date, options: Intl.DateTimeFormatOptions, zone: Zone): string {
  const key = `${options.dateStyle} ${zone}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone ?? 'UTC' })
  formats.set(key, known)
  return known.format(at)
}

/** "3 Nov 2026" */
export const day = (at: Date, zone: Zone): string => format(at, DAY, zone)

/** "19:52", or "03:52 UTC" where the zone is not known. */
export const timeOfDay = (at: Date, zone: Zone): string => `${format(at, TIME, zone)}${zone ? '' : ' UTC'}`

/** "3 Nov 2026, 19:52" */
export const exactly = (at: Date, zone: Zone): string => `${day(at, zone)}, ${timeOfDay(at, zone)}`

/** The zone, where it is one that this machine knows; null otherwise. */
export function zoneOf(name: string | undefined): Zone {
  if (!name || name.length > 64) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
