// calendarList and calendars: an account's list, and the calendars that it creates, changes and deletes.

import { jsonBody } from '@/emulator/calendar/events/event-body'
import { isZone } from '@/emulator/calendar/time/zones'
import { json, type Reply } from '@/emulator/reply'
import { type CalendarCall, flag, reach, wholeNumber } from './access'
import * as errors from './errors'
import { atLeast, type Calendar, type Json, type ListEntry, ROLES, type Role } from './model'
import { refuse } from './refusal'
import { addCalendar, etagOf, listOf, removeCalendar, share } from './store'
import { type Bound, readPageToken, readSyncToken, sealPageToken, sealSyncToken, shapeOf } from './tokens'

const REMINDERS = [{ method: 'popup', minutes: 30 }]
const COLORS = [
  '#ac725e',
  '#d06b64',
  '#f83a22',
  '#fa573c',
  '#ff7537',
  '#ffad46',
  '#42d692',
  '#16a765',
  '#7bd148',
]

function entryEtag(calendar: Calendar, entry: ListEntry): string {
  const { etag } = calendar
  return `"${etag.replaceAll('"', '')}${entry.change}${entry.aclVersion}"`
}

export function entryJson(calendar: Calendar, entry: ListEntry): Json {
  const base = { kind: 'calendar#calendarListEntry', etag: entryEtag(calendar, entry), id: calendar.id }
  const shown = {
    summary: calendar.summary,
    ...(calendar.description ? { description: calendar.description } : {}),
    ...(calendar.location ? { location: calendar.location } : {}),
    timeZone: calendar.timeZone,
    ...(entry.summaryOverride ? { summaryOverride: entry.summaryOverride } : {}),
    colorId: entry.colorId,
    backgroundColor: COLORS[Number(entry.colorId) % COLORS.length],
    foregroundColor: '#000000',
    ...(entry.hidden ? { hidden: true } : {}),
    ...(entry.selected ? { selected: true } : {}),
    accessRole: entry.role,
    defaultReminders: calendar.primary ? REMINDERS : [],
    ...(calendar.primary ? { primary: true } : {}),
    ...(calendar.dataOwner && !calendar.primary ? { dataOwner: calendar.dataOwner } : {}),
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  }
  return entry.deleted ? { ...base, ...shown, deleted: true } : { ...base, ...shown }
}

function calendarJson(calendar: Calendar): Json {
  return {
    kind: 'calendar#calendar',
    etag: calendar.etag,
    id: calendar.id,
    summary: calendar.summary,
    ...(calendar.description ? { description: calendar.description } : {}),
    ...(calendar.location ? { location: calendar.location } : {}),
    timeZone: calendar.timeZone,
    ...(calendar.dataOwner && !calendar.primary ? { dataOwner: calendar.dataOwner } : {}),
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  }
}

const isRole = (value: string): value is Role => (ROLES as readonly string[]).includes(value)

function minRole(query: URLSearchParams): Role {
  const wanted = query.get('minAccessRole') ?? 'freeBusyReader'
  if (!isRole(wanted) || wanted === 'none') throw refuse(errors.invalid('Invalid value for: minAccessRole'))
  return wanted
}

/** GET /users/me/calendarList */
export function listCalendars(api: CalendarCall): Reply {
  const { world, account, call } = api
  const { query } = call
  const list = listOf(world, account)
  const syncToken = query.get('syncToken')
  if (syncToken !== null && (query.has('minAccessRole') || query.has('showOwnOrganizationOnly')))
    throw refuse(errors.badRequest('Sync token cannot be used together with other query restrictions.'))
  if (syncToken !== null && (query.get('showDeleted') === 'false' || query.get('showHidden') === 'false'))
    throw refuse(errors.badRequest('Deleted and hidden calendars cannot be left out with a sync token.'))
  const bound: Bound = {
    kind: 'calendars',
    account: account.sub,
    calendar: '',
    shape: shapeOf(''),
    aclVersion: 0,
  }
  const since = syncToken === null ? undefined : readSyncToken(world, syncToken, bound)
  const pageBound = { ...bound, shape: shapeOf([...query].filter(([name]) => name !== 'pageToken')) }
  const page = query.get('pageToken')
  const { through, next } = page ? readPageToken(world, page, pageBound) : { through: list.log, next: 0 }
  const role = minRole(query)
  const deleted = since !== undefined || flag(query, 'showDeleted')
  const hidden = since !== undefined || flag(query, 'showHidden')
  const shown = [...list.entries.values()].filter(
    (entry) =>
      (deleted || !entry.deleted) &&
      (hidden || !entry.hidden) &&
      atLeast(entry.role, role) &&
      (since === undefined || entry.change > since),
  )
  const limit = wholeNumber(query, 'maxResults', 100, 250)
  const items = shown.slice(next, next + limit).flatMap((entry) => {
    const calendar = world.calendars.byId.get(entry.calendarId)
    return calendar ? [entryJson(calendar, entry)] : []
  })
  const more = next + limit < shown.length
  return json({
    kind: 'calendar#calendarList',
    etag: etagOf(world.clock.now(), list.log),
    ...(more
      ? { nextPageToken: sealPageToken(world, { ...pageBound, through, next: next + limit }) }
      : { nextSyncToken: sealSyncToken(world, bound, through) }),
    items,
  })
}

/** GET /users/me/calendarList/{calendarId} */
export function getListEntry(api: CalendarCall): Reply {
  const { calendar, entry } = reach(api)
  return json(entryJson(calendar, entry))
}

function text(body: Json, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw refuse(errors.invalid(`Invalid value for: ${name}`))
  return value
}

function zoneIn(body: Json): string | undefined {
  const zone = text(body, 'timeZone')
  if (zone !== undefined && !isZone(zone)) throw refuse(errors.invalid('Invalid time zone.'))
  return zone
}

/** POST /calendars */
export function insertCalendar({ world, account, call, clientId }: CalendarCall): Reply {
  const body = jsonBody(call)
  const summary = text(body, 'summary')
  if (!summary) throw refuse(errors.required('Missing summary.'))
  const [timeZone, description] = [zoneIn(body), text(body, 'description')]
  const calendar = addCalendar(world, {
    summary,
    timeZone: timeZone ?? 'UTC',
    ...(description ? { description } : {}),
    dataOwner: account.email,
    createdBy: clientId,
  })
  share(world, calendar, account, 'owner')
  return json(calendarJson(calendar))
}

/** GET /calendars/{calendarId} */
export function getCalendar(api: CalendarCall): Reply {
  return json(calendarJson(reach(api).calendar))
}

/** PATCH /calendars/{calendarId} */
export function patchCalendar(api: CalendarCall): Reply {
  const { calendar, entry } = reach(api)
  if (entry.role !== 'owner') throw refuse(errors.OWNER_NEEDED)
  const body = jsonBody(api.call)
  const timeZone = zoneIn(body)
  if (timeZone) calendar.timeZone = timeZone
  const summary = text(body, 'summary')
  if (summary) calendar.summary = summary
  for (const name of ['description', 'location'] as const) {
    const value = text(body, name)
    if (value !== undefined) calendar[name] = value
    else if (body[name] === null) delete calendar[name]
  }
  calendar.etag = etagOf(api.world.clock.now(), ++api.world.calendars.made)
  return json(calendarJson(calendar))
}

/** DELETE /calendars/{calendarId} */
export function deleteCalendar(api: CalendarCall): Reply {
  const { calendar, entry } = reach(api)
  if (entry.role !== 'owner') throw refuse(errors.OWNER_NEEDED)
  if (calendar.primary) throw refuse(errors.invalid('Cannot delete the primary calendar.'))
  removeCalendar(api.world, calendar)
  return { status: 204, headers: {}, body: '' }
}

/** GET /users/me/settings/timezone */
export function getTimeZone({ world, account }: CalendarCall): Reply {
  const value = calendarZone(world, account.email)
  return json({ kind: 'calendar#setting', etag: etagOf(0, 1), id: 'timezone', value })
}

function calendarZone(world: CalendarCall['world'], email: string): string {
  listOf(world, { email })
  return world.calendars.byId.get(email)?.timeZone ?? 'UTC'
}

/** GET /colors */
export function getColors(): Reply {
  const colors = Object.fromEntries(
    COLORS.map((background, at) => [String(at + 1), { background, foreground: '#1d1d1d' }]),
  )
  return json({
    kind: 'calendar#colors',
    updated: '2012-02-14T00:00:00.000Z',
    calendar: colors,
    event: colors,
  })
}
