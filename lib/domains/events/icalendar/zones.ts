// The zones that a file names: IANA names, also with the prefixes of some programs, Windows names, and zones defined by the file's own
// VTIMEZONE components.
import type { Component } from '@/lib/domains/events/icalendar/content-lines'
import type { Zone } from '@/lib/domains/events/value/event'
import { knownZone } from '@/lib/domains/events/value/zone'

/** null if unknown. */
export type ZoneOf = (tzid: string) => Zone | null

export function zonesIn(components: readonly Component[]): ZoneOf {
  const locations = new Map(
    components.flatMap(({ name, lines }): [string, string][] => {
      const find = (wanted: string) => lines.find((line) => line.name === wanted)?.value.trim()
      const [tzid, location] = [find('TZID'), find('X-LIC-LOCATION')]
      return name === 'VTIMEZONE' && tzid && location ? [[tzid, location]] : []
    }),
  )
  return (tzid) => named(tzid) ?? named(locations.get(tzid) ?? '')
}

function named(text: string): Zone | null {
  const name = text.trim()
  return knownZone(name) ?? knownZone(WINDOWS[name] ?? '') ?? afterPrefix(name)
}

/** `/mozilla.org/20050126_1/Europe/Berlin`, `/freeassociation.sourceforge.net/America/Argentina/Salta`. */
function afterPrefix(name: string): Zone | null {
  if (!name.startsWith('/')) return null
  const parts = name.split('/')
  return (
    [-3, -2, -1].map((from) => knownZone(parts.slice(from).join('/'))).find((zone) => zone !== null) ?? null
  )
}

/** Outlook's names of the zones of most offices (CLDR, windowsZones, territory 001). */
const WINDOWS: Readonly<Record<string, Zone>> = {
  'Dateline Standard Time': 'Etc/GMT+12',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'Alaskan Standard Time': 'America/Anchorage',
  'Pacific Standard Time': 'America/Los_Angeles',
  'US Mountain Standard Time': 'America/Phoenix',
  'Mountain Standard Time': 'America/Denver',
  'Central Standard Time': 'America/Chicago',
  'Canada Central Standard Time': 'America/Regina',
  'Central America Standard Time': 'America/Guatemala',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indiana/Indianapolis',
  'SA Pacific Standard Time': 'America/Bogota',
  'Atlantic Standard Time': 'America/Halifax',
  'Newfoundland Standard Time': 'America/St_Johns',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
  UTC: 'UTC',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'GTB Standard Time': 'Europe/Bucharest',
  'FLE Standard Time': 'Europe/Kyiv',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Egypt Standard Time': 'Africa/Cairo',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'Russian Standard Time': 'Europe/Moscow',
  'Arabian Standard Time': 'Asia/Dubai',
  'Arab Standard Time': 'Asia/Riyadh',
  'Pakistan Standard Time': 'Asia/Karachi',
  'India Standard Time': 'Asia/Kolkata',
  'Nepal Standard Time': 'Asia/Kathmandu',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'Singapore Standard Time': 'Asia/Singapore',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'W. Australia Standard Time': 'Australia/Perth',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'New Zealand Standard Time': 'Pacific/Auckland',
}
