// Events for property tests: single ones and series, of days and of times, in zones whose clocks change and in such as have odd ones.
import fc from 'fast-check'
import type { DayRange } from '@/lib/domains/events/recurrence/expand'
import { type Frequency, type Rule, ruleOf, ruleText, WEEKDAYS } from '@/lib/domains/events/recurrence/rule'
import { addDays, isDate } from '@/lib/domains/events/value/dates'
import { type CalendarEvent, EMPTY_EVENT, type EventTime, type Guest } from '@/lib/domains/events/value/event'
import { addSeconds, instantOf } from '@/lib/domains/events/value/time'

export const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'UTC',
] as const

export const zoneArbitrary = fc.constantFrom(...ZONES)

/** 2024 to 2029. */
export const dateArbitrary = fc.nat(2_191).map((days) => addDays('2024-01-01', days))

const dayTime: fc.Arbitrary<EventTime> = fc
  .record({ start: dateArbitrary, days: fc.constantFrom(1, 1, 1, 2, 7) })
  .map(({ start, days }) => ({ kind: 'day', start, end: addDays(start, days) }))

const timedTime: fc.Arbitrary<EventTime> = fc
  .record({
    date: dateArbitrary,
    minutes: fc.constantFrom(0, 90, 150, 540, 570, 1_020, 1_410),
    length: fc.constantFrom(0, 15, 60, 90, 480, 1_500),
    zone: zoneArbitrary,
  })
  .map(({ date, minutes, length, zone }) => {
    const start = addSeconds(`${date}T00:00:00`, minutes * 60)
    return { kind: 'timed', start, end: addSeconds(start, length * 60), zone, endZone: null }
  })

export const timeArbitrary: fc.Arbitrary<EventTime> = fc.oneof(
  { weight: 1, arbitrary: dayTime },
  { weight: 2, arbitrary: timedTime },
)

const someOf = <T>(values: readonly T[], most: number) =>
  fc.subarray([...values], { minLength: 1, maxLength: most })
const days = someOf(WEEKDAYS, 4).map((list) => list.map((day) => ({ nth: null, day })))
const nthDays = fc
  .record({ nth: fc.constantFrom(1, 2, 3, 4, -1, -2), day: fc.constantFrom(...WEEKDAYS) })
  .map((day) => [day])

/** What people's rules hold beside their frequency. */
const partsOf: Readonly<Record<'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY', fc.Arbitrary<Partial<Rule>>>> = {
  DAILY: fc.oneof(
    fc.constant({}),
    fc.record({ byDay: days }),
    fc.record({ byMonth: someOf([1, 2, 6, 11], 2) }),
  ),
  WEEKLY: fc.oneof(fc.constant({}), fc.record({ byDay: days, weekStart: fc.constantFrom(...WEEKDAYS) })),
  MONTHLY: fc.oneof(
    fc.constant({}),
    fc.record({ byMonthDay: someOf([1, 15, 28, 30, 31, -1, -2], 2) }),
    fc.record({ byDay: nthDays }),
    fc.record({ byDay: days, bySetPos: fc.constantFrom([1], [-1], [2]) }),
  ),
  YEARLY: fc.oneof(
    fc.constant({}),
    fc.record({ byMonth: someOf([2, 3, 10], 2), byDay: nthDays }),
    fc.record({ byMonth: someOf([2, 7], 1), byMonthDay: someOf([1, 28, 29], 2) }),
  ),
}

type Ending = Pick<Rule, 'count' | 'until'>
const endingOf = (time: EventTime): fc.Arbitrary<Ending> =>
  fc.oneof(
    fc.constant({ count: null, until: null }),
    fc.integer({ min: 2, max: 20 }).map((count) => ({ count, until: null })),
    fc.integer({ min: 0, max: 500 }).map((after) => ({
      count: null,
      until: isDate(time.start)
        ? addDays(time.start, after)
        : instantOf(
            `${addDays(time.start.slice(0, 10), after)}T23:59:59`,
            time.kind === 'timed' ? time.zone : 'UTC',
          ),
    })),
  )

export const ruleArbitrary = (time: EventTime): fc.Arbitrary<Rule> =>
  fc
    .constantFrom<keyof typeof partsOf & Frequency>('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')
    .chain((frequency) =>
      fc
        .record({ parts: partsOf[frequency], interval: fc.constantFrom(1, 1, 2, 3), ending: endingOf(time) })
        .map(({ parts, interval, ending }) => ruleOf(frequency, { ...parts, ...ending, interval })),
    )

const guestArbitrary: fc.Arbitrary<Guest> = fc.record({
  email: fc.constantFrom('ana@example.com', 'bo@example.com', 'clerk@court.example'),
  name: fc.constantFrom('', 'Ana Lima', 'Bo'),
  response: fc.constantFrom('needsAction', 'accepted', 'declined', 'tentative'),
  optional: fc.boolean(),
})

export const guestsArbitrary = fc.uniqueArray(guestArbitrary, {
  selector: ({ email }) => email,
  maxLength: 3,
})

export const TITLES = ['Hearing', 'Weekly meeting', 'Déjeuner; avec “Ana”, Bo', ''] as const
export const DESCRIPTIONS = [
  '',
  'Bring the file.',
  'First line\nsecond, with a comma; and more \\ text',
] as const
export const LOCATIONS = ['', 'Room 4', 'Court House, 12 Main St'] as const
export const remindersArbitrary = fc.constantFrom<CalendarEvent['reminders']>(
  null,
  [],
  [{ method: 'popup', minutes: 10 }],
)

/** A value of one event without a rule. */
const single = fc.record({
  title: fc.constantFrom(...TITLES),
  description: fc.constantFrom(...DESCRIPTIONS),
  location: fc.constantFrom(...LOCATIONS),
  time: timeArbitrary,
  guests: guestsArbitrary,
  visibility: fc.constantFrom('default', 'public', 'private'),
  showAs: fc.constantFrom('busy', 'free'),
  status: fc.constantFrom('confirmed', 'tentative'),
  reminders: remindersArbitrary,
})

export const singleArbitrary: fc.Arbitrary<CalendarEvent> = single.map((values) => ({
  ...EMPTY_EVENT,
  ...values,
}))

export const seriesArbitrary: fc.Arbitrary<CalendarEvent> = singleArbitrary.chain((event) =>
  ruleArbitrary(event.time).map((rule) => ({ ...event, repeat: [`RRULE:${ruleText(rule)}`] })),
)

export const eventArbitrary: fc.Arbitrary<CalendarEvent> = fc.oneof(singleArbitrary, seriesArbitrary)

/** A meeting on Tuesday, March 3, 2026, nine to ten in New York, with whatever a test says of it. */
export const meeting = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...EMPTY_EVENT,
  title: 'Meeting',
  time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00'),
  ...more,
})

export const timed = (start: string, end: string, zone = 'America/New_York'): EventTime => ({
  ...{ kind: 'timed', start, end, zone, endZone: null },
})
export const day = (start: string, end = addDays(start, 1)): EventTime => ({ kind: 'day', start, end })

/** Days in which a series shows what it gives. */
export const aroundSeries = ({ time, repeat }: CalendarEvent): DayRange => {
  const days = /YEARLY/.test(repeat.join()) ? 4_500 : /MONTHLY/.test(repeat.join()) ? 1_000 : 200
  const start = time.start.slice(0, 10)
  return { from: addDays(start, -3), to: addDays(start, days), zone: 'America/New_York' }
}
