// events.instances: the occurrences of one series.
import { type CalendarCall, reach, viewerOf, wholeNumber } from '@/emulator/calendar/access'
import * as errors from '@/emulator/calendar/errors'
import { refuse } from '@/emulator/calendar/refusal'
import { readDate, readDateTime } from '@/emulator/calendar/time/zones'
import { type Bound, readPageToken, sealPageToken, sealSyncToken, shapeOf } from '@/emulator/calendar/tokens'
import { json, type Reply } from '@/emulator/reply'
import { headOf } from './event-list'
import { instantIn } from './event-query'
import { eventJson } from './event-view'
import { effective, locate } from './events'
import { occurrencesOf } from './occurrences'

function originalStart(query: URLSearchParams): number | undefined {
  const raw = query.get('originalStart')
  if (raw === null) return undefined
  const at = readDate(raw) ?? readDateTime(raw)?.at
  if (at === undefined) throw refuse(errors.invalid('Invalid value for: originalStart'))
  return at
}

/** GET /calendars/{calendarId}/events/{eventId}/instances */
export function listInstances(api: CalendarCall): Reply {
  const { world, account, call, params } = api
  const { calendar, entry } = reach(api)
  const found = locate(world, calendar, params.eventId ?? '')
  if (found?.kind !== 'main') throw refuse(errors.NOT_FOUND)
  const window = { timeMin: instantIn(call.query, 'timeMin'), timeMax: instantIn(call.query, 'timeMax') }
  const deleted = call.query.get('showDeleted') === 'true'
  const original = originalStart(call.query)
  const all = (found.row.recurrence ? occurrencesOf(world, calendar, found.row, window) : []).filter(
    (one) =>
      (deleted || effective(one).status !== 'cancelled') &&
      (original === undefined ||
        (one.kind === 'instance' ? one.original : one.kind === 'exception' ? one.row.original : 0) ===
          original),
  )
  const bound: Bound = {
    kind: 'instances',
    account: account.sub,
    calendar: calendar.id,
    shape: shapeOf([found.row.id, ...call.query].filter(([name]) => name !== 'pageToken')),
    aclVersion: entry.aclVersion,
  }
  const token = call.query.get('pageToken')
  const { next } = token ? readPageToken(world, token, bound) : { next: 0 }
  const limit = Math.min(wholeNumber(call.query, 'maxResults', 250, 2_500), world.switches.eventsPerPage)
  const viewer = viewerOf(api, calendar, entry.role)
  const more = next + limit < all.length
  return json({
    ...headOf(api, calendar, entry.role),
    ...(more
      ? { nextPageToken: sealPageToken(world, { ...bound, through: calendar.log, next: next + limit }) }
      : { nextSyncToken: sealSyncToken(world, bound, calendar.log) }),
    items: all.slice(next, next + limit).map((one) => eventJson(calendar, one, viewer)),
  })
}
