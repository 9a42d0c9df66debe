// events.list: full reads, incremental reads, pages.

import { type CalendarCall, reach, viewerOf, wholeNumber } from '@/emulator/calendar/access'
import type { Calendar, EventRow, ExceptionRow, Json } from '@/emulator/calendar/model'
import { etagOf } from '@/emulator/calendar/store'
import {
  type Bound,
  readPageToken,
  readSyncToken,
  sealPageToken,
  sealSyncToken,
  shapeOf,
} from '@/emulator/calendar/tokens'
import { json, type Reply } from '@/emulator/reply'
import { type EventQuery, readQuery } from './event-query'
import { eventJson, stubJson, type Viewer } from './event-view'
import { effective, type Found, findSeries, rowOf } from './events'
import { instantsOf, occurrencesOf, touches, within } from './occurrences'

interface Round {
  readonly api: CalendarCall
  readonly calendar: Calendar
  readonly query: EventQuery
  /** An incremental read begins after this position in the log. */
  readonly since: number | undefined
  readonly through: number
}

const asFound = (calendar: Calendar, row: EventRow): Found =>
  row.kind === 'main'
    ? { kind: 'main', row }
    : { kind: 'exception', row, series: findSeries(calendar, row.seriesId) }

/** Whether a full list contains the row: no deleted events, except cancelled occurrences of series that are not deleted. */
function inFullList({ api, calendar, query }: Round, row: EventRow): boolean {
  const { switches } = api.world
  if (row.kind === 'main') {
    const cancelledSeries = switches.cancelledSeriesListed && row.recurrence !== undefined && !row.stub
    return row.status !== 'cancelled' || query.showDeleted || cancelledSeries
  }
  if (row.dropped || row.stub) return false
  const series = findSeries(calendar, row.seriesId)
  return series?.status !== 'cancelled' || (switches.exceptionsOfDeleted === 'cancelled' && query.showDeleted)
}

function inTime({ api, calendar, query }: Round, found: Found): boolean {
  if (query.timeMin === undefined && query.timeMax === undefined) return true
  if (found.kind !== 'main' || !found.row.recurrence)
    return within(effective(found).span, calendar.timeZone, query)
  const window = api.world.switches.endedSeriesListed ? { ...query, timeMin: undefined } : query
  return touches(api.world, calendar, found.row, window)
}

function rowsOf(round: Round): Found[] {
  const { calendar, query, since } = round
  const rows = [...calendar.events.values()]
  if (since !== undefined)
    return rows
      .filter((row) => row.change > since)
      .sort((a, b) => a.change - b.change)
      .map((row) => asFound(calendar, row))
      .filter(query.matches)
  const listed = rows.filter((row) => inFullList(round, row)).map((row) => asFound(calendar, row))
  const found = listed.filter((one) => query.matches(one) && inTime(round, one))
  const { updatedMin } = query
  const recent = updatedMin === undefined ? found : found.filter((one) => rowOf(one).updated >= updatedMin)
  return query.orderBy === 'updated' ? recent.sort((a, b) => rowOf(a).updated - rowOf(b).updated) : recent
}

const startOf = (calendar: Calendar, found: Found) =>
  instantsOf(effective(found).span, calendar.timeZone).start

/** Replaces series by their occurrences. */
function expanded(round: Round): Found[] {
  const { api, calendar, query } = round
  const exceptions = new Map<string, ExceptionRow[]>()
  for (const row of calendar.events.values())
    if (row.kind === 'exception') exceptions.set(row.seriesId, [...(exceptions.get(row.seriesId) ?? []), row])
  const wide = { ...round, query: { ...query, timeMin: undefined, timeMax: undefined, matches: () => true } }
  const found = rowsOf(wide).flatMap((one): Found[] => {
    if (one.kind === 'main' && one.row.recurrence && one.row.status !== 'cancelled')
      return occurrencesOf(api.world, calendar, one.row, query, exceptions.get(one.row.id) ?? [])
    if (one.kind === 'exception' && round.since === undefined && one.series) return []
    return inTime(round, one) ? [one] : []
  })
  const shown = found.filter(
    (one) =>
      query.matches(one) &&
      (round.since !== undefined || query.showDeleted || effective(one).status !== 'cancelled'),
  )
  return query.orderBy === 'startTime'
    ? shown
        .map((one) => ({ one, at: startOf(calendar, one) }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one)
    : shown
}

function itemJson({ api, calendar }: Round, found: Found, viewer: Viewer): Json {
  const gone = effective(found).status === 'cancelled'
  const bare = found.kind !== 'main' || api.world.switches.deletedDetails === 'stub'
  return gone && bare ? stubJson(found, viewer) : eventJson(calendar, found, viewer)
}

const rank = (turn: number, found: Found) => {
  const { change } = rowOf(found)
  return (found.kind === 'main' ? 1_000 : 0) + ((change * 7_919 * (turn + 1)) % 101)
}

/** Shuffles a page and repeats two events of earlier pages. */
function unruly(turn: number, shown: readonly Found[], page: readonly Found[]): Found[] {
  const from = shown.length > 0 ? (turn * 7) % shown.length : 0
  const again = [...shown.slice(from), ...shown.slice(0, from)].slice(0, 2)
  return [...again, ...page].sort((a, b) => rank(turn, a) - rank(turn, b))
}

export function headOf({ world, account }: CalendarCall, calendar: Calendar, role: string): Json {
  return {
    kind: 'calendar#events',
    etag: etagOf(world.clock.now(), calendar.log),
    summary: calendar.summary,
    ...(calendar.description ? { description: calendar.description } : {}),
    updated: new Date(world.clock.now()).toISOString(),
    timeZone: calendar.timeZone,
    accessRole: role,
    defaultReminders: calendar.id === account.email ? [{ method: 'popup', minutes: 30 }] : [],
  }
}

/** GET /calendars/{calendarId}/events */
export function listEvents(api: CalendarCall): Reply {
  const { world, account, call } = api
  const { calendar, entry } = reach(api)
  const query = readQuery(api)
  const bound: Bound = {
    kind: 'events',
    account: account.sub,
    calendar: calendar.id,
    shape: shapeOf(query.shape),
    aclVersion: entry.aclVersion,
  }
  const pageBound = {
    ...bound,
    shape: shapeOf([...call.query].filter(([name]) => name !== 'pageToken').sort()),
  }
  const since = query.syncToken === undefined ? undefined : readSyncToken(world, query.syncToken, bound)
  const token = call.query.get('pageToken')
  const { through, next } = token
    ? readPageToken(world, token, pageBound)
    : { through: calendar.log, next: 0 }
  const round: Round = { api, calendar, query, since, through }
  const all = query.singleEvents ? expanded(round) : rowsOf(round)
  const limit = Math.min(wholeNumber(call.query, 'maxResults', 250, 2_500), world.switches.eventsPerPage)
  const held = world.switches.emptyFirstPages && token === null
  const { page, after } = held ? { page: [], after: 0 } : pageOf(all, next, limit, query)
  const viewer = viewerOf(api, calendar, entry.role)
  const shown =
    world.switches.unrulyEvents && !query.orderBy
      ? unruly(world.turn, shownBefore(all, next, query), page)
      : page
  const end =
    after !== undefined
      ? { nextPageToken: sealPageToken(world, { ...pageBound, through, next: after }) }
      : query.orderBy === undefined
        ? { nextSyncToken: sealSyncToken(world, bound, through) }
        : {}
  return json({
    ...headOf(api, calendar, entry.role),
    ...end,
    items: shown.map((found) => itemJson(round, found, viewer)),
  })
}

/** Pages are ordered by the rows' permanent order, so that changes during the read neither hide nor repeat other rows. */
function place(found: Found, query: EventQuery): number {
  const row = rowOf(found)
  return query.syncToken === undefined ? row.ordinal : row.change
}

const byPlace = (query: EventQuery) => !query.singleEvents && query.orderBy === undefined

function pageOf(all: readonly Found[], next: number, limit: number, query: EventQuery) {
  const rest = byPlace(query) ? all.filter((found) => place(found, query) > next) : all.slice(next)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  if (rest.length <= limit || !last) return { page, after: undefined }
  return { page, after: byPlace(query) ? place(last, query) : next + limit }
}

const shownBefore = (all: readonly Found[], next: number, query: EventQuery) =>
  byPlace(query) ? all.filter((found) => place(found, query) <= next) : all.slice(0, next)
