// Events for the properties of the engine: what people do to them on both sides, and a side that holds less. Guests are left alone
// here: what the account says of them comes here and never the other way, which is no mirror; they have tests of their own.
import fc from 'fast-check'
import { eventDomain } from '@/lib/domains/events/domain'
import type { Project } from '@/lib/domains/events/types'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { FIELD_NAMES } from '@/lib/domains/events/value/fields'
import {
  DESCRIPTIONS,
  day,
  eventArbitrary,
  LOCATIONS,
  remindersArbitrary,
  TITLES,
  timed,
} from '@/testing/events/arbitrary'
import type { Sample } from './worlds'

const ANYTHING: Project = { local: (event) => event, remote: (event) => event }

/** The account gets no guests and no reminders, and cuts what is long. */
const LITTLE: Project = {
  local: (event) => event,
  remote: (event) => ({
    ...event,
    guests: [],
    reminders: null,
    description: event.description.slice(0, 12).trim(),
  }),
}

const TIMES = [
  timed('2026-03-03T09:00:00', '2026-03-03T10:00:00'),
  timed('2026-03-04T09:00:00', '2026-03-04T10:00:00'),
  day('2026-03-03'),
]
const REPEATS = [
  [],
  ['RRULE:FREQ=WEEKLY'],
  ['RRULE:WKST=SU;FREQ=WEEKLY;INTERVAL=1'],
  ['RRULE:FREQ=WEEKLY;COUNT=4'],
  ['RRULE:FREQ=NEVER'],
]

function touched(event: CalendarEvent): fc.Arbitrary<CalendarEvent> {
  const set = <F extends keyof CalendarEvent>(field: F, values: readonly CalendarEvent[F][]) =>
    fc.constantFrom(...values).map((value) => ({ ...event, [field]: value }))
  return fc.oneof(
    set('title', TITLES),
    set('description', DESCRIPTIONS),
    set('location', LOCATIONS),
    set('time', TIMES),
    set('repeat', REPEATS),
    set('visibility', ['default', 'private']),
    set('showAs', ['busy', 'free']),
    set('status', ['confirmed', 'tentative', 'cancelled']),
    remindersArbitrary.map((reminders) => ({ ...event, reminders })),
    // As an account may give a canceled occurrence: without its other fields.
    fc.constant<CalendarEvent>({ ...EMPTY_EVENT, guests: event.guests, status: 'cancelled' }),
    // The same, written another way.
    fc.constant({
      ...event,
      description: event.description.replaceAll('\n', '<br>'),
      title: ` ${event.title}`,
    }),
  )
}

export const EVENTS: Sample<CalendarEvent, 'mirror'> = {
  domain: eventDomain,
  value: fc.oneof(
    { weight: 5, arbitrary: eventArbitrary },
    { weight: 1, arbitrary: eventArbitrary.map((event) => ({ ...event, status: 'cancelled' as const })) },
  ),
  projects: [ANYTHING, LITTLE],
  touched,
  news: (before, now) =>
    Object.fromEntries(
      FIELD_NAMES.filter((field) => before[field] !== now[field]).map((field) => [field, now[field]]),
    ),
  late: (event) => ({ ...EMPTY_EVENT, ...event, title: 'Long ago' }),
}
