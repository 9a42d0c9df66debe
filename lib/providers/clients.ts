// The clients of every provider in the registry. A missing one does not compile.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Calendars, OpenedCalendar } from './calendars'
import type { Connected } from './connected'
import { googleCalendars } from './google/calendar/calendars'
import { calendarQuotasAt, createCalendarPacing } from './google/calendar/pacing'
import { googleEvents } from './google/calendar/provider'
import { createPacing, isLocal, quotasAt } from './google/pacing'
import { googleProvider } from './google/provider'
import type { Provider, QuotaUsage } from './provider'
import type { ProviderName } from './registry'

export interface Client {
  /** The account's contacts. */
  readonly contacts: (connected: Connected) => Provider<Contact>
  /** One of the account's calendars. */
  readonly events: (opened: OpenedCalendar) => Provider<CalendarEvent>
  /** The account's calendars, to choose one or to create one. */
  readonly calendars: (connected: Connected) => Calendars
}

/** One per process and API: usage counted against Google's quotas outlives the provider object of one connection. */
const perPlace = <T>(make: (rootUrl: string) => T) => {
  const made = new Map<boolean, T>()
  return (rootUrl: string): T => {
    const known = made.get(isLocal(rootUrl)) ?? make(rootUrl)
    made.set(isLocal(rootUrl), known)
    return known
  }
}
const pacingOf = perPlace((rootUrl) => createPacing(quotasAt(rootUrl)))
const calendarPacingOf = perPlace((rootUrl) => createCalendarPacing(calendarQuotasAt(rootUrl)))

/** The usage of both APIs, since an account has one record of it. */
const quotaUsageOf = ({ account, rootUrl }: Connected): QuotaUsage => ({
  counted: () => ({
    ...pacingOf(rootUrl).counted(account),
    calendar: calendarPacingOf(rootUrl).counted(account),
  }),
  know: (counted) => {
    pacingOf(rootUrl).know(account, counted)
    if (typeof counted === 'object' && counted !== null && 'calendar' in counted)
      calendarPacingOf(rootUrl).know(account, counted.calendar)
  },
})

const LOCAL_LAG_MS = 3_000
/** Writes to an emulated Google show at once, unless its own switch delays them, so tests and the demo need not wait minutes. */
const lagOf = ({ rootUrl }: Connected) => (isLocal(rootUrl) ? { lagMs: LOCAL_LAG_MS } : {})

export const CLIENTS: Readonly<Record<ProviderName, Client>> = {
  google: {
    contacts: (connected) => ({
      ...googleProvider({ ...lagOf(connected), ...connected }, pacingOf(connected.rootUrl)),
      quotaUsage: quotaUsageOf(connected),
    }),
    events: (opened) => ({
      ...googleEvents({ ...lagOf(opened), ...opened }, calendarPacingOf(opened.rootUrl)),
      quotaUsage: quotaUsageOf(opened),
    }),
    calendars: (connected) => googleCalendars(connected, calendarPacingOf(connected.rootUrl)),
  },
}
