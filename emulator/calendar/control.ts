// Controls of the emulated calendars for tests, the benchmark and the demo: edits as if made in Google's own pages, sharing, and sent
// mails.

import { changeEvent } from '@/emulator/calendar/events/event-change'
import { insertEvent } from '@/emulator/calendar/events/event-insert'
import { removeEvent } from '@/emulator/calendar/events/event-remove'
import { eventJson } from '@/emulator/calendar/events/event-view'
import { type Found, locate } from '@/emulator/calendar/events/events'
import { splitSeries } from '@/emulator/calendar/events/split'
import type { Writing } from '@/emulator/calendar/events/writing'
import { seedEvents } from '@/emulator/seeds/seed-calendars'
import { type Account, findAccount } from '@/emulator/store'
import type { World } from '@/emulator/world'
import type { Calendar, Json, Mail, Party, Role } from './model'
import * as store from './store'

interface Of {
  /** E-mail address of the account. */
  readonly account: string
}
interface OfCalendar extends Of {
  /** Id of the calendar; by default the primary one. */
  readonly calendar?: string
}
interface OfEvent extends OfCalendar {
  readonly id: string
}

export interface CalendarSummary {
  readonly id: string
  readonly summary: string
  readonly role: Role
  readonly timeZone: string
  readonly primary: boolean
  /** Number of events, series and changed occurrences that are not deleted. */
  readonly events: number
}

const OWNER_VIEW = { role: 'owner' } as const

export function calendarControl(world: World) {
  const accountOf = (email: string): Account => {
    const account = findAccount(world, email)
    if (!account) throw new Error(`no account ${email}`)
    return account
  }
  const calendarOf = ({ account, calendar = 'primary' }: OfCalendar): Calendar => {
    const found = store.calendarFor(world, accountOf(account), calendar)
    if (!found) throw new Error(`no calendar ${calendar} of ${account}`)
    return found.calendar
  }
  const eventOf = (of: OfEvent): Found => {
    const found = locate(world, calendarOf(of), of.id)
    if (!found) throw new Error(`no event ${of.id} in ${of.calendar ?? of.account}`)
    return found
  }
  const show = (calendar: Calendar, found: Found): Json =>
    eventJson(calendar, found, { ...OWNER_VIEW, zone: calendar.timeZone })
  // A person who edits in Google's pages sends no mails from here.
  const writing = (of: OfCalendar): Writing => ({
    store: world,
    calendar: calendarOf(of),
    by: { email: accountOf(of.account).email },
    sendUpdates: 'none',
    conference: true,
  })

  return {
    calendars: ({ account }: Of): CalendarSummary[] =>
      [...store.listOf(world, accountOf(account)).entries.values()]
        .filter((entry) => !entry.deleted)
        .flatMap(({ calendarId, role }) => {
          const calendar = world.calendars.byId.get(calendarId)
          if (!calendar) return []
          const { id, summary, timeZone, primary, events } = calendar
          const living = [...events.values()].filter(({ status }) => status !== 'cancelled').length
          return [{ id, summary, role, timeZone, primary, events: living }]
        }),
    /** Adds a calendar to the account; `createdBy` names the OAuth client that created it. */
    addCalendar: ({ account, ...fields }: Of & store.NewCalendar): { id: string } => {
      const owner = accountOf(account)
      const calendar = store.addCalendar(world, { dataOwner: owner.email, ...fields })
      store.share(world, calendar, owner, 'owner')
      return { id: calendar.id }
    },
    /** Gives another account a role on a calendar; `none` unshares it. */
    shareCalendar: ({ with: other, role, ...of }: OfCalendar & { with: string; role: Role }): void =>
      store.share(world, calendarOf(of), accountOf(other), role),
    /** Sets the account's own role, as if the calendar's owner had changed it. */
    setCalendarRole: ({ role, ...of }: OfCalendar & { role: Role }): void =>
      store.share(world, calendarOf(of), accountOf(of.account), role),
    /** Hides a calendar in the account's own list, or shows it again. */
    hideCalendar: ({ hidden = true, ...of }: OfCalendar & { hidden?: boolean }): void =>
      store.hide(world, accountOf(of.account), calendarOf(of), hidden),
    deleteCalendar: (of: OfCalendar): void => store.removeCalendar(world, calendarOf(of)),
    setCalendarZone: ({ timeZone, ...of }: OfCalendar & { timeZone: string }): void => {
      calendarOf(of).timeZone = timeZone
    },

    /** All events of a calendar that are not deleted, including exceptions, as its owner reads them. */
    events: (of: OfCalendar): Json[] => {
      const calendar = calendarOf(of)
      const ids = [...calendar.events.values()]
        .filter(({ status }) => status !== 'cancelled')
        .map(({ id }) => id)
      return ids.flatMap((id) => {
        const found = locate(world, calendar, id)
        return found ? [show(calendar, found)] : []
      })
    },
    event: (of: OfEvent): Json | null => {
      const calendar = calendarOf(of)
      const found = locate(world, calendar, of.id)
      return found ? show(calendar, found) : null
    },
    /** With `organizer`, the event is an invitation by someone else. */
    addEvent: ({ event, organizer, ...of }: OfCalendar & { event: Json; organizer?: Party }): Json =>
      show(
        calendarOf(of),
        insertEvent(writing(of), event, { anyType: true, ...(organizer ? { organizer } : {}) }),
      ),
    /** Adds many events at once, without counting them in quotas or the request log; for the benchmark. */
    addEvents: ({ events, ...of }: OfCalendar & { events: readonly Json[] }): string[] =>
      events.map((event) =>
        String(show(calendarOf(of), insertEvent(writing(of), event, { anyType: true })).id),
      ),
    /** Adds `size` random events, as in a full calendar; for the benchmark. */
    seedEvents: ({ size, seed, ...of }: OfCalendar & { size: number; seed?: number }): void =>
      seedEvents(world, calendarOf(of), accountOf(of.account).email, size, seed),
    /** Patches the fields in `event`; null clears a field. */
    editEvent: ({ event, ...of }: OfEvent & { event: Json }): Json =>
      show(calendarOf(of), changeEvent(writing(of), eventOf(of), event, 'patch')),
    /** Also deletes a single occurrence, by its id. */
    deleteEvent: (of: OfEvent): void => {
      removeEvent(writing(of), eventOf(of))
    },
    /** "This and following" in Google's pages: the head ends before the occurrence that starts at `at`, a new series follows. */
    split: ({
      at,
      changes = {},
      ...of
    }: OfEvent & { at: string; changes?: Json }): { head: Json; tail: Json } => {
      const { head, tail } = splitSeries(writing(of), eventOf(of), at, changes)
      return { head: show(calendarOf(of), head), tail: show(calendarOf(of), tail) }
    },
    /** Answers an invitation: `accepted`, `tentative`, `declined`. */
    respond: ({ response, ...of }: OfEvent & { response: string }): Json => {
      const calendar = calendarOf(of)
      const found = eventOf(of)
      return show(
        calendar,
        changeEvent(writing(of), found, answerOf(show(calendar, found), calendar, response), 'patch'),
      )
    },

    mails: (): readonly Mail[] => world.calendars.mails,
    clearMails: (): void => {
      world.calendars.mails.length = 0
    },
  }
}

/** A patch of the attendees that changes only the response of the calendar's own guest. */
export function answerOf(event: Json, calendar: Calendar, responseStatus: string): Json {
  const attendees = (Array.isArray(event.attendees) ? event.attendees : []) as Json[]
  return { attendees: attendees.map((one) => (one.email === calendar.id ? { ...one, responseStatus } : one)) }
}
