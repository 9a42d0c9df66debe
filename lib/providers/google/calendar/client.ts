// Calls to the Calendar API. Calls are rate-limited, tried once, and every failure is classified.
import { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3'
import type { Connected } from '@/lib/providers/connected'
import { ask, type CallFailure, type GoogleReply, type Headers, type Send } from '@/lib/providers/google/call'
import type { Json } from '@/lib/providers/google/raw'
import { type CalendarFailure, calendarFailureOf } from './errors'
import { type CalendarPacing, REQUEST } from './pacing'

export type CalendarReply = GoogleReply | CalendarFailure | CallFailure

const TIMEOUT_MS = 60_000

export type CalendarClient = ReturnType<typeof createCalendarClient>

/** Guests get no mail from any write of ours. */
const QUIET = { sendUpdates: 'none' } as const

export function createCalendarClient(connected: Connected, pacing: CalendarPacing) {
  // The library's own retries would repeat deletes; the caller retries.
  const api = new calendar_v3.Calendar({
    rootUrl: connected.rootUrl,
    retry: false,
    timeout: connected.timeoutMs ?? TIMEOUT_MS,
  })
  const caller = { connected, limiter: pacing, failureOf: calendarFailureOf }
  const call: Call = (method, send) =>
    // Only a deletion is answered without a body; anywhere else that is a broken reply.
    ask({ ...caller, mayBeEmpty: method.endsWith('.delete') }, `calendar.${method}`, REQUEST, send)
  return {
    calendars: (params: calendar_v3.Params$Resource$Calendarlist$List) =>
      call('calendarList.list', (options) => api.calendarList.list(params, options)),
    createCalendar: (requestBody: Json) =>
      call('calendars.insert', (options) => api.calendars.insert({ requestBody }, options)),
    events: (calendarId: string) => eventCalls(api.events, calendarId, call),
  }
}

type Call = (method: string, send: Send) => Promise<CalendarReply>

export type EventsClient = ReturnType<typeof eventCalls>

function eventCalls(api: calendar_v3.Resource$Events, calendarId: string, call: Call) {
  /** A write of a version succeeds only while the event has it. */
  const ifMatch = (headers: Headers, version: string) => ({ headers: { ...headers, 'If-Match': version } })
  return {
    list: (params: Omit<calendar_v3.Params$Resource$Events$List, 'calendarId'>) =>
      call('events.list', (options) => api.list({ calendarId, ...params }, options)),
    get: (eventId: string) => call('events.get', (options) => api.get({ calendarId, eventId }, options)),
    /** The occurrence with that original start, also if it was cancelled. */
    instance: (eventId: string, originalStart: string) =>
      call('events.instances', (options) =>
        api.instances({ calendarId, eventId, originalStart, showDeleted: true }, options),
      ),
    insert: (requestBody: Json) =>
      call('events.insert', (options) => api.insert({ calendarId, ...QUIET, requestBody }, options)),
    patch: (eventId: string, version: string, requestBody: Json) =>
      call('events.patch', ({ headers }) =>
        api.patch({ calendarId, eventId, ...QUIET, requestBody }, ifMatch(headers, version)),
      ),
    delete: (eventId: string, version: string) =>
      call('events.delete', ({ headers }) =>
        api.delete({ calendarId, eventId, ...QUIET }, ifMatch(headers, version)),
      ),
  }
}
