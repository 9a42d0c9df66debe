// Moments as people read them, in their own time zone: "Nov 26, 2026", "7:52 PM". Pure.
// A zone is an IANA name as browsers give it; null where it is not known yet: then it is UTC, and times of day say so.
export type Zone = string | null

const DAY = { dateStyle: 'medium' } as const
const TIME = { hour: 'numeric', minute: '2-digit' } as const

const formats = new Map<string, Intl.DateTimeFormat>()

function format(at: Date, options: Intl.DateTimeFormatOptions, zone: Zone): string {
  const key = `${options.dateStyle} ${zone}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone ?? 'UTC' })
  formats.set(key, known)
  // Some browsers write a narrow space before AM, others a plain one: the server's text must be the browser's.
  return known.format(at).replace(/\u202f/g, ' ')
}

/** "Nov 3, 2026" */
export const day = (at: Date, zone: Zone): string => format(at, DAY, zone)

/** "7:52 PM", or "3:52 AM UTC" where the zone is not known. */
export const timeOfDay = (at: Date, zone: Zone): string => `${format(at, TIME, zone)}${zone ? '' : ' UTC'}`

/** "Nov 3, 2026, 7:52 PM" */
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
