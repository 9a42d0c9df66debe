// A fixture for the contract suite and for tests of the provider: a calendar in the emulator, one account for each test.
import { randomUUID } from 'node:crypto'
import type { Emulator } from '@/emulator/server'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { OpenedCalendar } from '@/lib/providers/calendars'
import {
  type CalendarPacing,
  createCalendarPacing,
  NO_CALENDAR_QUOTAS,
} from '@/lib/providers/google/calendar/pacing'
import { googleEvents } from '@/lib/providers/google/calendar/provider'
import { eventValue } from '@/lib/providers/google/calendar/value'
import { createBody, patchBody } from '@/lib/providers/google/calendar/write/body'
import { google } from '@/lib/providers/google/descriptor'
import { type Json, list } from '@/lib/providers/google/raw'
import type { Provider } from '@/lib/providers/provider'
import type { Misfortune, RemoteFixture } from './contract-steps'
import { meeting } from './event-samples'

type Fault = Parameters<Emulator['addFaults']>[0][number]

const FAULTS: Readonly<Record<Misfortune, Pick<Fault, 'kind' | 'preset'>>> = {
  consentLost: { kind: 'status', preset: 'calendar-scope' },
  rate: { kind: 'status', preset: 'calendar-rate' },
  brokenReply: { kind: 'cut-json' },
  noReply: { kind: 'drop-before' },
  replyLost: { kind: 'apply-then-drop' },
}
const WRITES: readonly string[] = ['insert', 'patch', 'delete'].map((name) => `calendar.events.${name}`)

export interface CalendarFixture extends RemoteFixture<CalendarEvent> {
  readonly provider: Provider<CalendarEvent>
  readonly account: string
  readonly emulator: Emulator
  /** Names of the API methods called so far. */
  readonly calls: string[]
  /** Opens the same calendar in another way. */
  open(opened: Partial<OpenedCalendar>): Provider<CalendarEvent>
  /** Google's JSON of an event, added, edited and looked at as in Google's own pages. */
  put(event: Json): string
  change(id: string, event: Json): void
  json(id: string): Json | null
}

export async function calendarFixture(
  emulator: Emulator,
  opened: Partial<OpenedCalendar> = {},
  pacing: CalendarPacing = createCalendarPacing(NO_CALENDAR_QUOTAS),
): Promise<CalendarFixture> {
  const account = `calendar-${randomUUID()}@firm.example`
  emulator.addAccount({ email: account, name: 'Olga Owner' })
  const calls: string[] = []
  const { listAndNew, own, others } = google.collections.events.scopes
  const open = (more: Partial<OpenedCalendar> = {}) =>
    googleEvents(
      {
        account,
        calendarId: account,
        rootUrl: emulator.url,
        accessToken: async () =>
          emulator.issueTokens({ account, scopes: [...listAndNew, ...own, ...others] }).accessToken,
        onCall: (method) => calls.push(method),
        now: () => new Date(emulator.now()),
        random: () => 0.5,
        ...opened,
        ...more,
      },
      pacing,
    )
  const provider = open()
  const of = (id: string) => ({ account, id })
  const json = (id: string) => emulator.event(of(id)) as Json | null
  const change = (id: string, event: Json) => void emulator.editEvent({ ...of(id), event })
  const put = (event: Json) => String(emulator.addEvent({ account, event }).id)
  const bodyOf = (event: CalendarEvent): Json => ({
    ...createBody(event),
    attendees: event.guests.map(({ email, name, response, optional }) => ({
      email,
      displayName: name,
      responseStatus: response,
      optional,
    })),
  })
  return {
    account,
    emulator,
    calls,
    provider,
    open,
    put,
    change,
    json,
    collection: provider,
    add: async (event) => put(bodyOf(event)),
    fill: async (count) => {
      const events = Array.from({ length: count }, (_, at) => bodyOf(meeting(`Event ${at}`)))
      emulator.addEvents({ account, events })
    },
    edit: async (id, fields) => {
      const raw = json(id) ?? {}
      const from = eventValue(raw, null)
      change(id, patchBody({ from, to: { ...from, ...fields }, raw }))
    },
    remove: async (id) => emulator.deleteEvent(of(id)),
    rename: async () => {
      throw new Error('Google renames no event')
    },
    annotate: async (id, text) => {
      const attendees = list(json(id)?.attendees).map((one) => ({ ...one, comment: text }))
      change(id, { attendees })
    },
    look: async (id) => {
      const found = json(id)
      return found === null || found.status === 'cancelled' ? null : JSON.stringify(found)
    },
    count: async () => emulator.events({ account }).length,
    expireCursors: async () => emulator.expireSyncTokens({}),
    settle: async () => undefined,
    strike: async (on, what) => {
      const struck = on === 'read' ? [{ method: 'GET' }] : WRITES.map((api) => ({ api }))
      emulator.addFaults(struck.map((match) => ({ ...FAULTS[what], match: { account, ...match } })))
    },
    refused: meeting('Zettelmeyer'.repeat(100), { location: 'Xaver Lane 9' }),
    close: async () => emulator.clearFaults(),
  }
}
