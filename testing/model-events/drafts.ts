// Events as a person types them, and Google's JSON for the same.
import fc from 'fast-check'
import { type CalendarEvent, EMPTY_EVENT, type EventTime, type Zone } from '@/lib/domains/events/value/event'
import type { Json } from '@/lib/providers/google/raw'

const ZONES: readonly Zone[] = ['America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu']
const TITLES = ['Hearing', 'Deposition', 'Team']
export interface Draft {
  readonly title: string
  readonly description?: string
  readonly time: EventTime
  readonly repeat: readonly string[]
}

export const time: fc.Arbitrary<EventTime> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('2026-12-14', '2027-03-08'),
      fc.constantFrom('09', '23'),
      fc.constantFrom(...ZONES),
    )
    .map(
      ([date, hour, zone]): EventTime => ({
        kind: 'timed',
        start: `${date}T${hour}:00:00`,
        end: `${date}T${hour}:30:00`,
        zone,
        endZone: null,
      }),
    ),
  fc.constantFrom<EventTime>(
    { kind: 'day', start: '2026-12-14', end: '2026-12-15' },
    { kind: 'day', start: '2026-12-14', end: '2026-12-17' },
  ),
)
const repeat = fc.constantFrom<readonly string[]>(
  ['RRULE:FREQ=WEEKLY;COUNT=5'],
  ['RRULE:FREQ=WEEKLY'],
  ['RRULE:FREQ=DAILY;COUNT=4'],
  ['RRULE:FREQ=WEEKLY;UNTIL=20270601T235959Z'],
)
export const drafts: fc.Arbitrary<Draft> = fc.record({
  title: fc.constantFrom(...TITLES),
  time,
  repeat: fc.oneof(fc.constant<readonly string[]>([]), repeat, repeat),
})

/** An UNTIL of a whole-day series is a day. No series ends before it starts: Google and Concord do not agree on what that means. */
export const linesFor = ({ time, repeat }: Pick<Draft, 'time' | 'repeat'>): readonly string[] =>
  repeat.map((line) => {
    const [, until = ''] = /UNTIL=(\d{8})/.exec(line) ?? []
    if (until !== '' && until <= time.start.slice(0, 10).replaceAll('-', ''))
      return 'RRULE:FREQ=WEEKLY;COUNT=2'
    return time.kind === 'day' ? line.replace(/(UNTIL=\d{8})T\d{6}Z/, '$1') : line
  })

export const eventOf = (draft: Draft): CalendarEvent => ({
  ...EMPTY_EVENT,
  ...draft,
  repeat: linesFor(draft),
})

export const timeThere = (time: EventTime): Json =>
  time.kind === 'day'
    ? { start: { date: time.start, dateTime: null }, end: { date: time.end, dateTime: null } }
    : {
        start: { dateTime: time.start, timeZone: time.zone, date: null },
        end: { dateTime: time.end, timeZone: time.zone, date: null },
      }
const cleared = (json: Json): Json =>
  JSON.parse(JSON.stringify(json, (_, value) => value ?? undefined)) as Json
export const jsonOf = (draft: Draft): Json =>
  cleared({
    summary: draft.title,
    description: draft.description ?? null,
    ...timeThere(draft.time),
    recurrence: draft.repeat.length > 0 ? linesFor(draft) : null,
  })

export const THERE = { title: 'summary', location: 'location', description: 'description' } as const
