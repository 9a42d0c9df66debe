// Names of time zones (IANA). A zone may have an old and a new name, and a vendor may know only one of them.
import type { Zone } from '@/lib/domains/events/value/event'

/** Renamed zones, the current name first (from the file `backward` of the IANA database). */
const RENAMED: readonly (readonly [Zone, Zone])[] = [
  ['Europe/Kyiv', 'Europe/Kiev'],
  ['Asia/Kolkata', 'Asia/Calcutta'],
  ['Asia/Kathmandu', 'Asia/Katmandu'],
  ['Asia/Ho_Chi_Minh', 'Asia/Saigon'],
  ['Asia/Yangon', 'Asia/Rangoon'],
  ['Asia/Dhaka', 'Asia/Dacca'],
  ['Asia/Thimphu', 'Asia/Thimbu'],
  ['Asia/Ashgabat', 'Asia/Ashkhabad'],
  ['Asia/Makassar', 'Asia/Ujung_Pandang'],
  ['Asia/Ulaanbaatar', 'Asia/Ulan_Bator'],
  ['Asia/Macau', 'Asia/Macao'],
  ['Africa/Asmara', 'Africa/Asmera'],
  ['America/Nuuk', 'America/Godthab'],
  ['America/Argentina/Buenos_Aires', 'America/Buenos_Aires'],
  ['America/Argentina/Catamarca', 'America/Catamarca'],
  ['America/Argentina/Cordoba', 'America/Cordoba'],
  ['America/Argentina/Jujuy', 'America/Jujuy'],
  ['America/Argentina/Mendoza', 'America/Mendoza'],
  ['America/Indiana/Indianapolis', 'America/Indianapolis'],
  ['America/Kentucky/Louisville', 'America/Louisville'],
  ['America/Atikokan', 'America/Coral_Harbour'],
  ['Atlantic/Faroe', 'Atlantic/Faeroe'],
  ['Pacific/Chuuk', 'Pacific/Truk'],
  ['Pacific/Pohnpei', 'Pacific/Ponape'],
  ['Pacific/Kanton', 'Pacific/Enderbury'],
  ['Etc/UTC', 'UTC'],
]
const OTHER_NAME: ReadonlyMap<Zone, Zone> = new Map(
  RENAMED.flatMap(([now, before]): [Zone, Zone][] => [
    [now, before],
    [before, now],
  ]),
)

/** The other name of the same zone, for a vendor that refuses this one; null if none is known. */
export const otherName = (zone: Zone): Zone | null => OTHER_NAME.get(zone) ?? null

/** Node's id of a zone, which is equal for all names of one zone. Asking Intl takes 50 µs, so results are cached. */
const ids = new Map<string, string | null>()
const MOST_KEPT = 2_000

function idOf(name: string): string | null {
  const known = ids.get(name)
  if (known !== undefined) return known
  if (ids.size >= MOST_KEPT) ids.clear()
  const id = askedOf(name) ?? askedOf(otherName(name) ?? '')
  ids.set(name, id)
  return id
}

function askedOf(name: string): string | null {
  // Newer versions of Node accept offsets as zones.
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return null
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** The zone with this name, in IANA's capitalization if Node provides it; null if there is no such zone. */
export function knownZone(name: string): Zone | null {
  const id = idOf(name)
  if (id === null) return null
  return id.toLowerCase() === name.toLowerCase() ? id : name
}

/** Whether both names refer to the same zone. */
export function sameZone(a: Zone, b: Zone): boolean {
  return a === b || (idOf(a) !== null && idOf(a) === idOf(b))
}

/** The name that this installation can compute with: its tables may lack the newer of two names. */
export const computedZone = (zone: Zone): Zone => {
  const id = idOf(zone)
  if (id === null) throw new Error(`No such time zone: ${zone}`)
  return id
}
