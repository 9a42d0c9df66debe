// events.get, insert, import, patch, update, delete and move over HTTP.

import { type CalendarCall, reach, reachWritable, viewerOf } from '@/emulator/calendar/access'
import * as errors from '@/emulator/calendar/errors'
import { atLeast, type Calendar, type ListEntry } from '@/emulator/calendar/model'
import { checkPace } from '@/emulator/calendar/pace'
import { refuse } from '@/emulator/calendar/refusal'
import type { SendUpdates } from '@/emulator/calendar/switches'
import { header, json, type Reply } from '@/emulator/reply'
import { jsonBody } from './event-body'
import { changeEvent } from './event-change'
import { insertEvent } from './event-insert'
import { removeEvent } from './event-remove'
import { eventJson } from './event-view'
import { type Found, locate, rowOf } from './events'
import { moveEvent } from './move'
import type { Writing } from './writing'

const isSendUpdates = (value: string): value is SendUpdates => ['all', 'externalOnly', 'none'].includes(value)

function sendUpdates({ world, call }: CalendarCall): SendUpdates {
  const value = call.query.get('sendUpdates')
  if (value === null) {
    const old = call.query.get('sendNotifications')
    return old === null ? world.switches.updatesUnlessSaid : old === 'true' ? 'all' : 'none'
  }
  if (!isSendUpdates(value)) throw refuse(errors.invalid('Invalid value for: sendUpdates'))
  return value
}

function writing(api: CalendarCall, calendar: Calendar): Writing {
  checkPace(api.world, calendar)
  return {
    store: api.world,
    calendar,
    by: { email: api.account.email },
    sendUpdates: sendUpdates(api),
    conference: api.call.query.get('conferenceDataVersion') === '1',
  }
}

function find(api: CalendarCall, calendar: Calendar): Found {
  const found = locate(api.world, calendar, decodeURIComponent(api.params.eventId ?? ''))
  if (!found) throw refuse(errors.NOT_FOUND)
  return found
}

/** Checks If-Match; * matches any etag. */
function checkEtag(api: CalendarCall, found: Found): void {
  const wanted = header(api.call, 'if-match')
  if (wanted !== undefined && wanted !== '*' && wanted !== rowOf(found).etag) throw refuse(errors.STALE)
}

const isHidden = (calendar: Calendar, entry: ListEntry, found: Found): boolean => {
  const row = rowOf(found)
  const { visibility } = row.content
  return (
    !atLeast(entry.role, 'writer') &&
    row.organizer.email === calendar.id &&
    (visibility === 'private' || visibility === 'confidential')
  )
}

function answer(api: CalendarCall, calendar: Calendar, entry: ListEntry, found: Found): Reply {
  const body = eventJson(calendar, found, viewerOf(api, calendar, entry.role))
  const reply = json(body)
  return { ...reply, headers: { ...reply.headers, etag: rowOf(found).etag } }
}

export function getEvent(api: CalendarCall): Reply {
  const { calendar, entry } = reach(api)
  const found = find(api, calendar)
  if (header(api.call, 'if-none-match') === rowOf(found).etag) return { status: 304, headers: {}, body: '' }
  return answer(api, calendar, entry, found)
}

export function postEvent(api: CalendarCall): Reply {
  const { calendar, entry } = reachWritable(api)
  return answer(api, calendar, entry, insertEvent(writing(api, calendar), jsonBody(api.call)))
}

/** An import updates the copy of an earlier import, which is found by iCalUID. */
export function importEvent(api: CalendarCall): Reply {
  const { calendar, entry } = reachWritable(api)
  const { id: _, ...body } = jsonBody(api.call)
  if (typeof body.iCalUID !== 'string') throw refuse(errors.required('Missing iCalUID.'))
  if (body.eventType && body.eventType !== 'default')
    throw refuse(errors.badRequest('Only events of type default can be imported.'))
  const quiet = { ...writing(api, calendar), sendUpdates: 'none' } as const
  const known = [...calendar.events.values()].find(
    (row) => row.kind === 'main' && row.iCalUID === body.iCalUID && row.status !== 'cancelled',
  )
  const found =
    known?.kind === 'main'
      ? changeEvent(quiet, { kind: 'main', row: known }, body, 'put')
      : insertEvent(quiet, body, { imported: true })
  return answer(api, calendar, entry, found)
}

function change(api: CalendarCall, mode: 'patch' | 'put'): Reply {
  const { calendar, entry } = reachWritable(api)
  const found = find(api, calendar)
  checkEtag(api, found)
  if (isHidden(calendar, entry, found)) throw refuse(errors.FORBIDDEN)
  return answer(api, calendar, entry, changeEvent(writing(api, calendar), found, jsonBody(api.call), mode))
}

export const patchEvent = (api: CalendarCall): Reply => change(api, 'patch')
export const updateEvent = (api: CalendarCall): Reply => change(api, 'put')

export function deleteEvent(api: CalendarCall): Reply {
  const { calendar, entry } = reachWritable(api)
  const found = find(api, calendar)
  checkEtag(api, found)
  if (isHidden(calendar, entry, found)) throw refuse(errors.FORBIDDEN)
  removeEvent(writing(api, calendar), found)
  return { status: 204, headers: {}, body: '' }
}

export function postMove(api: CalendarCall): Reply {
  const { calendar } = reachWritable(api)
  const destination = api.call.query.get('destination')
  if (!destination) throw refuse(errors.required('Required'))
  const to = reachWritable(api, destination)
  const found = find(api, calendar)
  const moved = moveEvent(writing(api, calendar), found, to.calendar)
  return answer(api, to.calendar, to.entry, moved)
}
