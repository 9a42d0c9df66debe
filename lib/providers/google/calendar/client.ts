// Calls to the Calendar API. Calls are rate-limited, tried once, and every failure is classified.
import { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3'
import type { Connected } from '@/lib/providers/connected'
import { ask, type CallFailure, type GoogleReply, type Send } from '@/lib/providers/google/call'
import type { Json } from '@/lib/providers/google/raw'
import { type CalendarFailure, calendarFailureOf } from './errors'
import { type CalendarPacing, REQUEST } from './pacing'

export type CalendarReply = GoogleReply | CalendarFailure | CallFailure

const TIMEOUT_MS = 60_000

export type CalendarClient = ReturnType<typeof createCalendarClient>

export function createCalendarClient(connected: Connected, pacing: CalendarPacing) {
  // The library's own retries would repeat deletes; the caller retries.
  const api = new calendar_v3.Calendar({
    rootUrl: connected.rootUrl,
    retry: false,
    timeout: connected.timeoutMs ?? TIMEOUT_MS,
  })
  const caller = { connected, limiter: pacing, failureOf: calendarFailureOf, mayBeEmpty: true }
  const call = (method: string, send: Send): Promise<CalendarReply> =>
    ask(caller, `calendar.${method}`, REQUEST, send)
  return {
    calendars: (params: calendar_v3.Params$Resource$Calendarlist$List) =>
      call('calendarList.list', (options) => api.calendarList.list(params, options)),
    createCalendar: (requestBody: Json) =>
      call('calendars.insert', (options) => api.calendars.insert({ requestBody }, options)),
  }
}
