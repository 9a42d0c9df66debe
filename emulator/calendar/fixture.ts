// Shared by the calendar tests: an app with calendar scopes, event bodies, refusals.
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3'
import { ANA, type EmulatorFixture, type Owner } from '@/emulator/fixture'
import { SCOPES } from './access'

export type Event = calendar_v3.Schema$Event

export const WORK = ['openid', 'email', SCOPES.events, SCOPES.listRead, SCOPES.calendars]
/** 9 AM in Chicago on a Tuesday in winter. */
export const NINE = '2026-12-01T09:00:00-06:00'
export const TEN = '2026-12-01T10:00:00-06:00'
export const CHICAGO = 'America/Chicago'

export const calendarOwner = (
  fixture: EmulatorFixture,
  account = ANA,
  scopes: readonly string[] = WORK,
): Owner => fixture.owner(account, scopes)

export const timed = (more: Event = {}): Event => ({
  summary: 'Hearing',
  start: { dateTime: NINE, timeZone: CHICAGO },
  end: { dateTime: TEN, timeZone: CHICAGO },
  ...more,
})

export const allDay = (start: string, end: string, more: Event = {}): Event => ({
  summary: 'Deadline',
  start: { date: start },
  end: { date: end },
  ...more,
})

export const weekly = (more: Event = {}): Event =>
  timed({ summary: 'Weekly', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'], ...more })

export interface CalendarFailure {
  readonly status: number
  readonly domain: string
  readonly reason: string
  readonly message: string
  readonly location?: string
}

/** How Google's client reports the refusal of a call to the Calendar API. */
export async function failure(call: Promise<unknown>): Promise<CalendarFailure> {
  try {
    await call
  } catch (thrown) {
    const { response } = thrown as { response?: { status: number; data?: { error?: unknown } } }
    const error = response?.data?.error as { errors?: Omit<CalendarFailure, 'status'>[] } | undefined
    const first = error?.errors?.[0]
    if (response && first) return { ...first, status: response.status }
    throw thrown
  }
  throw new Error('expected a refusal, but the call went through')
}

export const why = async (call: Promise<unknown>): Promise<string> => {
  const { status, domain, reason } = await failure(call)
  return `${status} ${domain}/${reason}`
}

/** All pages of a list, and the token that the last page returns. */
export async function readAll(owner: Owner, params: calendar_v3.Params$Resource$Events$List) {
  const items: Event[] = []
  let pageToken: string | undefined
  for (;;) {
    const { data } = await owner.calendar.events.list({
      calendarId: 'primary',
      ...params,
      ...(pageToken ? { pageToken } : {}),
    })
    items.push(...(data.items ?? []))
    if (!data.nextPageToken) return { items, syncToken: data.nextSyncToken ?? '' }
    pageToken = data.nextPageToken
  }
}
