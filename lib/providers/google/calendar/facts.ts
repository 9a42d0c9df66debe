// What is known of the calendar itself: the account's role there and the zone of events without one. Learned from any list of its events.
import { CALENDAR_ROLES, type CalendarRole, type PrivateAs } from '@/lib/providers/calendars'
import { type Json, text } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import type { CalendarReply, EventsClient } from './client'
import { unreadable } from './errors'
import { isCancelledEvent, type Reading } from './item'
import { needsCalendarZone } from './times'
import { isPrivate } from './value'

export interface Facts {
  /** Learns from the reply to a list; throws 'gone' if the account may no longer read the events. */
  learn(body: Json): Reading
  /** Asks whether the account still has the calendar; throws 'gone' if not. */
  ask(): Promise<Reading>
  /** How the event is to be read; asks for the calendar only if the event depends on it. */
  readingOf(event: Json): Promise<Reading>
}

/** The account's role no longer lets it write. */
export const roleLost = (): ProviderError =>
  new ProviderError('gone', 'The account may no longer change events of this calendar')

export function createFacts(client: EventsClient, privateAs: PrivateAs): Facts {
  let known: Reading = { zone: null, role: null, privateAs }
  const learn = (body: Json): Reading => {
    const role = CALENDAR_ROLES.find((one) => one === body.accessRole) ?? null
    if (body.accessRole === 'none' || role === 'freeBusyReader') throw gone()
    known = { ...known, zone: text(body.timeZone) || known.zone, role: role ?? known.role }
    return known
  }
  const ask = async () => learn(listBody(await client.list({ maxResults: 1 }), false))
  return {
    learn,
    ask,
    readingOf: async (event) => (known.role === null && dependsOnCalendar(event) ? ask() : known),
  }
}

/** A private event without a title may be one whose content the account may not see. */
const dependsOnCalendar = (event: Json): boolean =>
  !isCancelledEvent(event) && (needsCalendarZone(event) || (isPrivate(event) && text(event.summary) === ''))

export const gone = (): ProviderError =>
  new ProviderError('gone', 'The calendar no longer exists or is no longer shared with the account')

export const mayWrite = (role: CalendarRole | null): boolean =>
  role === 'owner' || role === 'writer' || role === 'writerWithoutPrivateAccess'

/** The reply to a list of events; throws if there is none. `placed`: the call continued from one of Google's tokens. */
export function listBody(reply: CalendarReply, placed: boolean): Json {
  switch (reply.kind) {
    case 'reply':
      return reply.body
    case 'cursorExpired':
      throw new ProviderError('cursorExpired', 'The sync token is expired')
    case 'notFound':
    case 'deleted':
    case 'roleLost':
      throw gone()
    case 'noReply':
      throw new ProviderError('unavailable', 'Google did not answer events.list')
    default:
      // A damaged token is only an invalid argument to Google.
      if (placed) throw new ProviderError('cursorExpired', 'Google does not know the token')
      throw new ProviderError('unavailable', unreadable('events.list'))
  }
}
