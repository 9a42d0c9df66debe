// The Calendar API's methods: path, scopes, allowed query parameters, and handler.

import { listEvents } from '@/emulator/calendar/events/event-list'
import * as events from '@/emulator/calendar/events/event-methods'
import { listInstances } from '@/emulator/calendar/events/instances'
import { readAccessToken } from '@/emulator/oauth/grants'
import { bearer } from '@/emulator/oauth/oauth'
import type { Call, Reply } from '@/emulator/reply'
import type { World } from '@/emulator/world'
import { type CalendarCall, SCOPES } from './access'
import * as calendars from './calendars'
import * as errors from './errors'
import { stopChannel, watchEvents } from './push'
import { refuse } from './refusal'

const PREFIX = '/calendar/v3/'

const { all, allRead, created, owned, ownedRead, calendarsRead, list, listRead, settingsRead } = SCOPES
const EVENTS_WRITE = [all, SCOPES.events, owned, created]
const EVENTS_READ = [...EVENTS_WRITE, allRead, SCOPES.eventsRead, ownedRead]
const CALENDARS_WRITE = [all, SCOPES.calendars, created]

interface CalendarRoute {
  readonly api: string
  readonly method: string
  readonly pattern: RegExp
  readonly scopes: readonly string[]
  readonly query: readonly string[]
  readonly mutation: boolean
  readonly reply: (api: CalendarCall) => Reply
}

function route(
  api: string,
  method: string,
  path: string,
  scopes: readonly string[],
  query: string,
  reply: CalendarRoute['reply'],
): CalendarRoute {
  const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  const mutation = method !== 'GET'
  return {
    api: `calendar.${api}`,
    method,
    pattern,
    scopes,
    query: query.split(' ').filter(Boolean),
    mutation,
    reply,
  }
}

const EVENTS = 'calendars/{calendarId}/events'
const EVENT = `${EVENTS}/{eventId}`
const LIST =
  'alwaysIncludeEmail eventTypes iCalUID maxAttendees maxResults orderBy pageToken privateExtendedProperty q ' +
  'sharedExtendedProperty showDeleted showHiddenInvitations singleEvents syncToken timeMax timeMin timeZone updatedMin'
const SEND = 'sendUpdates sendNotifications'
const WRITE = `${SEND} conferenceDataVersion maxAttendees supportsAttachments eventLabelVersion`

const ROUTES: readonly CalendarRoute[] = [
  route(
    'calendarList.list',
    'GET',
    'users/me/calendarList',
    [all, allRead, list, listRead],
    'maxResults minAccessRole pageToken showDeleted showHidden showOwnOrganizationOnly syncToken',
    calendars.listCalendars,
  ),
  route(
    'calendarList.get',
    'GET',
    'users/me/calendarList/{calendarId}',
    [all, allRead, list, listRead, created],
    '',
    calendars.getListEntry,
  ),
  route('calendars.insert', 'POST', 'calendars', CALENDARS_WRITE, '', calendars.insertCalendar),
  route(
    'calendars.get',
    'GET',
    'calendars/{calendarId}',
    [...CALENDARS_WRITE, allRead, calendarsRead],
    '',
    calendars.getCalendar,
  ),
  route('calendars.patch', 'PATCH', 'calendars/{calendarId}', CALENDARS_WRITE, '', calendars.patchCalendar),
  route(
    'calendars.delete',
    'DELETE',
    'calendars/{calendarId}',
    CALENDARS_WRITE,
    '',
    calendars.deleteCalendar,
  ),
  route('events.list', 'GET', EVENTS, EVENTS_READ, LIST, listEvents),
  route('events.watch', 'POST', `${EVENTS}/watch`, EVENTS_READ, LIST, watchEvents),
  route('channels.stop', 'POST', 'channels/stop', EVENTS_READ, '', stopChannel),
  route('events.insert', 'POST', EVENTS, EVENTS_WRITE, WRITE, events.postEvent),
  route(
    'events.import',
    'POST',
    `${EVENTS}/import`,
    EVENTS_WRITE,
    'conferenceDataVersion supportsAttachments eventLabelVersion',
    events.importEvent,
  ),
  route('events.get', 'GET', EVENT, EVENTS_READ, 'alwaysIncludeEmail maxAttendees timeZone', events.getEvent),
  route('events.patch', 'PATCH', EVENT, EVENTS_WRITE, `${WRITE} alwaysIncludeEmail`, events.patchEvent),
  route('events.update', 'PUT', EVENT, EVENTS_WRITE, `${WRITE} alwaysIncludeEmail`, events.updateEvent),
  route('events.delete', 'DELETE', EVENT, EVENTS_WRITE, SEND, events.deleteEvent),
  route(
    'events.instances',
    'GET',
    `${EVENT}/instances`,
    EVENTS_READ,
    'alwaysIncludeEmail maxAttendees maxResults originalStart pageToken showDeleted timeMax timeMin timeZone',
    listInstances,
  ),
  route(
    'events.move',
    'POST',
    `${EVENT}/move`,
    [all, SCOPES.events, owned],
    `${SEND} destination`,
    events.postMove,
  ),
  route(
    'settings.get',
    'GET',
    'users/me/settings/timezone',
    [all, allRead, settingsRead],
    '',
    calendars.getTimeZone,
  ),
  route('colors.get', 'GET', 'colors', [...EVENTS_READ, list, listRead], '', calendars.getColors),
]

const COMMON = new Set(['key', 'alt', 'prettyPrint', 'quotaUser', 'access_token', '$.xgafv'])

export interface RoutedCalendar {
  readonly route: CalendarRoute
  readonly params: Readonly<Record<string, string>>
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function calendarRoute(call: Call): RoutedCalendar | undefined {
  if (!call.path.startsWith(PREFIX)) return undefined
  const path = call.path.slice(PREFIX.length)
  for (const one of ROUTES) {
    const match = call.method === one.method ? one.pattern.exec(path) : null
    if (!match) continue
    const params = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decoded(text)])
    return { route: one, params: Object.fromEntries(params) }
  }
  return undefined
}

/** Checks token, scope, query and quota in this order, then calls the method's handler. */
export function answerCalendar(world: World, call: Call, { route, params }: RoutedCalendar): Reply {
  const token = readAccessToken(world, world.oauth, bearer(call) ?? '')
  if (!token) throw refuse(errors.AUTH)
  const scopes = token.scopes.filter((scope) => route.scopes.includes(scope))
  if (scopes.length === 0) throw refuse(errors.scopeMissing(route.api))
  for (const name of call.query.keys())
    if (!COMMON.has(name) && !route.query.includes(name))
      throw refuse(errors.invalid(`Unknown name "${name}": Cannot bind query parameter.`))
  const short = world.quota.take(
    token.account.sub,
    { calendarQueries: 1, calendarProject: 1 },
    world.clock.now(),
  )
  if (short) {
    const error = short === 'calendarQueries' ? errors.USER_RATE : errors.RATE
    throw refuse({ ...error, code: world.switches.calendarQuotaStatus })
  }
  world.turn += 1
  return route.reply({ world, account: token.account, clientId: token.clientId, scopes, call, params })
}
