// The events that a firm and its Google calendar have before their first sync: single and all-day ones, series with moved and canceled
// occurrences, events with guests, and invitations.

import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import { addDays } from '@/lib/domains/events/value/dates'
import { type CalendarEvent, EMPTY_EVENT, type EventTime } from '@/lib/domains/events/value/event'
import { addSeconds, type Slot } from '@/lib/domains/events/value/time'
import type { Json } from '@/lib/providers/google/raw'
import { slotsOf, type Whole } from './event-values'

export interface Draft {
  readonly whole: Whole
  /** What each side has of it before the first sync; null if it does not have it. */
  readonly here: Whole | null
  readonly there: Whole | null
  /** By somebody else: people here cannot edit it. */
  readonly isInvitation: boolean
}

export type Owner = 'both' | 'here' | 'there'

/** Titles without a word in common, and minutes of their own, so that no questions are asked. */
const TITLES = { both: 'Pair', here: 'Clio', there: 'Googol' } as const
const MINUTES = { both: '40', here: '10', there: '20' } as const
const ZONES = ['America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu'] as const
const FIRST_DAY = '2027-02-01'
const DAYS = 60
const HOURS = 9
const HALF_HOUR = 1_800

const SHAPES = ['day', 'series', 'single', 'guests', 'days', 'invitation'] as const

/** The event number `at` of those that this side has, or both. */
export function draftOf(owner: Owner, at: number): Draft {
  const shape = SHAPES[at % SHAPES.length] ?? 'single'
  const time = timeOf(owner, at, shape === 'day' || shape === 'days')
  const isSeries = shape === 'series' || shape === 'days'
  const event: CalendarEvent = {
    ...{ ...EMPTY_EVENT, title: `${TITLES[owner]}${at}`, time },
    repeat: isSeries ? [`RRULE:FREQ=WEEKLY;COUNT=${shape === 'days' ? 4 : 6}`] : [],
    guests: owner === 'there' && shape === 'guests' ? GUESTS : [],
  }
  const isInvitation = owner === 'there' && shape === 'invitation'
  return { ...onEachSide(owner, at, event), isInvitation }
}

const GUESTS = ['clerk@court.example', 'judge@court.example'].map(
  (email) => ({ email, name: '', response: 'needsAction', optional: false }) as const,
)

function timeOf(owner: Owner, at: number, isDay: boolean): EventTime {
  const date = addDays(FIRST_DAY, at % DAYS)
  if (isDay) return { kind: 'day', start: date, end: addDays(date, 1 + (at % 3)) }
  const hour = String(8 + (at % HOURS)).padStart(2, '0')
  const start = `${date}T${hour}:${MINUTES[owner]}:00`
  return {
    ...{ kind: 'timed', start, end: addSeconds(start, HALF_HOUR) },
    ...{ zone: ZONES[at % ZONES.length] ?? ZONES[0], endZone: null },
  }
}

/** Of what both sides have, a third is known better here and a third better there; occurrences differ on each side. */
function onEachSide(owner: Owner, at: number, event: CalendarEvent): Omit<Draft, 'isInvitation'> {
  const here = differently(event, 0)
  const there = differently(event, 2)
  const whole = { event, occurrences: here }
  if (owner === 'here') return { whole, here: copyOf(whole), there: null }
  if (owner === 'there')
    return { whole: { event, occurrences: there }, here: null, there: { event, occurrences: new Map(there) } }
  const location = at % 3 === 0 ? `Room of ${event.title}` : ''
  const description = at % 3 === 1 ? `About ${event.title}` : ''
  return {
    whole: { event: { ...event, location, description }, occurrences: new Map([...here, ...there]) },
    here: { event: { ...event, location }, occurrences: here },
    there: { event: { ...event, description }, occurrences: there },
  }
}

const copyOf = ({ event, occurrences }: Whole): Whole => ({ event, occurrences: new Map(occurrences) })

/** Of a series, one occurrence is moved and the next one canceled. */
function differently(event: CalendarEvent, from: number): Whole['occurrences'] {
  const [moved, canceled] = slotsOf(event).slice(from)
  if (!moved || !canceled) return new Map()
  return new Map<Slot, Partial<CalendarEvent>>([
    [moved, { time: movedOn(occurrenceOf(event, moved).time) }],
    [canceled, { status: 'cancelled' }],
  ])
}

/** A day or an hour later. */
export const movedOn = (time: EventTime): EventTime =>
  time.kind === 'day'
    ? { ...time, start: addDays(time.start, 1), end: addDays(time.end, 1) }
    : { ...time, start: addSeconds(time.start, 3_600), end: addSeconds(time.end, 3_600) }

/** The fields that Google's pages write. */
export function jsonOf({ time, ...event }: Partial<CalendarEvent>): Json {
  const { title, location, description, repeat = [], guests = [] } = event
  return {
    ...(title ? { summary: title } : {}),
    ...(location ? { location } : {}),
    ...(description ? { description } : {}),
    ...(time ? pointsOf(time) : {}),
    ...(repeat.length > 0 ? { recurrence: repeat } : {}),
    ...(guests.length > 0 ? { attendees: guests.map(({ email }) => ({ email })) } : {}),
  }
}

const pointsOf = (time: EventTime): Json =>
  time.kind === 'day'
    ? { start: { date: time.start }, end: { date: time.end } }
    : {
        start: { dateTime: time.start, timeZone: time.zone },
        end: { dateTime: time.end, timeZone: time.endZone ?? time.zone },
      }
