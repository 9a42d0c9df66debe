// Access control: the scopes of the token, and the role of its account on a calendar.

import type { Viewer } from '@/emulator/calendar/events/event-view'
import { isZone } from '@/emulator/calendar/time/zones'
import type { Call } from '@/emulator/reply'
import type { Account } from '@/emulator/store'
import type { World } from '@/emulator/world'
import * as errors from './errors'
import { atLeast, type Calendar, type ListEntry, type Role } from './model'
import { refuse } from './refusal'
import { calendarFor } from './store'

const AUTH = 'https://www.googleapis.com/auth/calendar'

export const SCOPES = {
  all: AUTH,
  allRead: `${AUTH}.readonly`,
  events: `${AUTH}.events`,
  eventsRead: `${AUTH}.events.readonly`,
  owned: `${AUTH}.events.owned`,
  ownedRead: `${AUTH}.events.owned.readonly`,
  created: `${AUTH}.app.created`,
  calendars: `${AUTH}.calendars`,
  calendarsRead: `${AUTH}.calendars.readonly`,
  list: `${AUTH}.calendarlist`,
  listRead: `${AUTH}.calendarlist.readonly`,
  settingsRead: `${AUTH}.settings.readonly`,
} as const

/** An authorized call to the Calendar API. */
export interface CalendarCall {
  readonly world: World
  readonly account: Account
  readonly clientId: string
  /** The token's scopes that this method accepts. */
  readonly scopes: readonly string[]
  readonly call: Call
  readonly params: Readonly<Record<string, string>>
}

const OWNED: readonly string[] = [SCOPES.owned, SCOPES.ownedRead]

/** Refuses calendars that the token's scopes do not include. */
function checkReach(
  { world, account, clientId, scopes }: CalendarCall,
  calendar: Calendar,
  entry: ListEntry,
): void {
  const narrow = [...OWNED, SCOPES.created]
  if (scopes.some((scope) => !narrow.includes(scope))) return
  const owned = scopes.some((scope) => OWNED.includes(scope))
  const byData = !world.switches.ownedByData || calendar.dataOwner === account.email
  if (owned && entry.role === 'owner' && byData) return
  if (scopes.includes(SCOPES.created) && calendar.createdBy === clientId) return
  const hidden = !owned && world.switches.foreignCalendar === 404
  throw refuse(hidden ? errors.NOT_FOUND : errors.FORBIDDEN)
}

/** The calendar of the path, with the role of the caller there. */
export function reach(api: CalendarCall, id: string = api.params.calendarId ?? '') {
  const found = calendarFor(api.world, api.account, id)
  if (!found) throw refuse(errors.NOT_FOUND)
  checkReach(api, found.calendar, found.entry)
  return found
}

/** The calendar of the path, for writing its events. */
export function reachWritable(api: CalendarCall, id?: string) {
  const found = reach(api, id)
  if (!atLeast(found.entry.role, 'writerWithoutPrivateAccess')) throw refuse(errors.WRITER_NEEDED)
  return found
}

export function wholeNumber(query: URLSearchParams, name: string, fallback: number, most: number): number {
  const raw = query.get(name)
  if (raw === null || raw === '') return fallback
  const value = Number(raw)
  if (!Number.isInteger(value) || value < 1) throw refuse(errors.invalid(`Invalid value for: ${name}`))
  return Math.min(value, most)
}

export function flag(query: URLSearchParams, name: string): boolean {
  const raw = query.get(name)
  if (raw === null || raw === 'false') return false
  if (raw !== 'true') throw refuse(errors.invalid(`Invalid value for: ${name}`))
  return true
}

export function viewerOf(api: CalendarCall, calendar: Calendar, role: Role): Viewer {
  const { query } = api.call
  const zone = query.get('timeZone') ?? calendar.timeZone
  if (!isZone(zone)) throw refuse(errors.invalid('Invalid value for: timeZone'))
  const maxAttendees = query.has('maxAttendees') ? wholeNumber(query, 'maxAttendees', 1, 10_000) : undefined
  return { role, zone, maxAttendees }
}
