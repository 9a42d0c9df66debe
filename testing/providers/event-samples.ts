// Events as samples of the contract.
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { RemoteSamples } from './contract-steps'

export const meeting = (title: string, more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...EMPTY_EVENT,
  title,
  time: {
    kind: 'timed',
    start: '2026-12-01T09:00:00',
    end: '2026-12-01T10:00:00',
    zone: 'America/Chicago',
    endZone: null,
  },
  ...more,
})

const FULL = meeting('Ana', {
  description: 'Bring the file.\nRoom opens at 8:30.',
  location: 'Court House, 12 Main St',
  repeat: ['RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU'],
  guests: [
    { email: 'clerk@court.example', name: 'Clerk', response: 'accepted', optional: false },
    { email: 'witness@example.com', name: '', response: 'needsAction', optional: true },
  ],
  visibility: 'public',
  showAs: 'free',
  status: 'tentative',
  reminders: [{ method: 'popup', minutes: 10 }],
})

export const EVENT_SAMPLES: RemoteSamples<CalendarEvent> = {
  empty: EMPTY_EVENT,
  full: FULL,
  named: meeting,
  nameOf: ({ title }) => title,
  edit: (location) => ({ location }),
  note: (description) => ({ description }),
  // A create invites nobody.
  asCreated: (event) => ({ ...event, guests: [] }),
  exact: [
    ['all day', meeting('Ana', { time: { kind: 'day', start: '2026-12-01', end: '2026-12-03' } })],
    [
      'an end in another zone',
      meeting('Ana', {
        time: {
          kind: 'timed',
          start: '2026-12-01T09:00:00',
          end: '2026-12-01T17:00:00',
          zone: 'America/Chicago',
          endZone: 'Europe/Berlin',
        },
      }),
    ],
    ['an endless series', meeting('Ana', { repeat: ['RRULE:FREQ=MONTHLY;BYDAY=-1FR'] })],
    ['text that looks like markup', meeting('Ana', { description: 'a <b> & c &amp; d\n<br>' })],
    ['no reminders', meeting('Ana', { reminders: [] })],
  ],
  reportsTotal: false,
  refusedField: 'title',
  accepted: (at) => ({ title: `New ${at}` }),
  textsOf: ({ title, location }) => [title, location],
  entryEdit: ({ guests }) => ({
    guests: guests.map((guest) =>
      guest.email === 'clerk@court.example' ? { ...guest, response: 'declined' } : guest,
    ),
  }),
}
