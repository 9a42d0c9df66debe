// The calendars of a Google account: listed for a person to choose from, and created for a sync.
import { CALENDAR_ROLES, type Calendars, type RemoteCalendar } from '@/lib/providers/calendars'
import type { Connected } from '@/lib/providers/connected'
import { isObject, type Json, text } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import { type CalendarClient, type CalendarReply, createCalendarClient } from './client'
import { unreadable } from './errors'
import type { CalendarPacing } from './pacing'

/** The most that Google puts on one page. */
const PAGE_SIZE = 250
/** More pages than any account has; a list with more has no end. */
const MOST_PAGES = 100

export function googleCalendars(connected: Connected, pacing: CalendarPacing): Calendars {
  const client = createCalendarClient(connected, pacing)
  const list = () => allCalendars(client)
  return {
    list,
    create: async (name, marker) => {
      const known = await list()
      const timeZone = known.find(({ primary }) => primary)?.timeZone
      const made = withMarker(known, marker) ?? (await insert(client, { name, marker, timeZone }))
      // The reply was lost: the calendar may be there.
      const found = made ?? withMarker(await list(), marker)
      if (!found) throw new ProviderError('unavailable', 'Google did not answer calendars.insert')
      return found
    },
  }
}

const withMarker = (calendars: readonly RemoteCalendar[], marker: string) =>
  calendars.find((one) => one.marker === marker && one.role === 'owner')

async function allCalendars(client: CalendarClient): Promise<readonly RemoteCalendar[]> {
  const found: RemoteCalendar[] = []
  let pageToken: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    // A calendar that its owner hides in Google's own pages still exists.
    const asked = { maxResults: PAGE_SIZE, showHidden: true, ...(pageToken ? { pageToken } : {}) }
    const { items, nextPageToken } = bodyOf(await client.calendars(asked), 'calendarList.list')
    if (!Array.isArray(items)) throw new ProviderError('unavailable', unreadable('calendarList.list'))
    found.push(...items.filter(isObject).flatMap((entry) => calendarOf(entry) ?? []))
    pageToken = text(nextPageToken) || null
    if (pageToken === null) return found
  }
  throw new ProviderError('unavailable', 'The list of calendars never ends')
}

/** The reply of a call that is not about one event; throws if there is none. */
function bodyOf(reply: CalendarReply, method: string): Json {
  if (reply.kind === 'reply') return reply.body
  if (reply.kind === 'noReply') throw new ProviderError('unavailable', `Google did not answer ${method}`)
  throw new ProviderError('unavailable', `Google refused ${method}`)
}

interface NewCalendar {
  readonly name: string
  readonly marker: string
  readonly timeZone: string | undefined
}

/** null if it is unknown whether the calendar was created. */
async function insert(
  client: CalendarClient,
  { name, marker, timeZone }: NewCalendar,
): Promise<RemoteCalendar | null> {
  const description = `Kept in sync by Concord. ${MARK}${marker}`
  const sent = { summary: name, description, ...(timeZone ? { timeZone } : {}) }
  const reply = await client.createCalendar(sent)
  return reply.kind === 'noReply'
    ? null
    : calendarOf({ accessRole: 'owner', ...bodyOf(reply, 'calendars.insert') })
}

const MARK = 'concord-sync:'
const MARKED = new RegExp(`${MARK}([A-Za-z0-9-]+)`)

/** null for a calendar without an id, one that was deleted, and one that the account may not read. */
function calendarOf(entry: Json): RemoteCalendar | null {
  const id = text(entry.id)
  const role = CALENDAR_ROLES.find((one) => one === entry.accessRole)
  if (id === '' || role === undefined || entry.deleted === true) return null
  return {
    id,
    name: text(entry.summaryOverride) || text(entry.summary) || id,
    role,
    primary: entry.primary === true,
    timeZone: text(entry.timeZone) || 'UTC',
    marker: MARKED.exec(text(entry.description))?.[1] ?? null,
  }
}
