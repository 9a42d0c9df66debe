// Events as both sides hold them, each with a title of its own. Every occurrence of a series is compared, so that one that is missing,
// doubled or moved can be reported by name.

import type { Emulator } from '@/emulator/server'
import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import { expand } from '@/lib/domains/events/recurrence/expand'
import { type CalendarEvent, type EventTime, isCancelled } from '@/lib/domains/events/value/event'
import { instantOf, type Slot } from '@/lib/domains/events/value/time'
import type { Json } from '@/lib/providers/google/raw'
import type { Fields, Held } from './firm'
import type { KillWorld } from './world'

/** A single event or a series. */
export interface Whole {
  event: CalendarEvent
  /** By original start: how an occurrence differs from its series. */
  readonly occurrences: Map<Slot, Partial<CalendarEvent>>
}

/** All series of the kills repeat and end in it. */
const RANGE = { from: '2027-01-01', to: '2027-12-31', zone: 'UTC' }

export const slotsOf = (event: CalendarEvent): readonly Slot[] =>
  event.repeat.length === 0 ? [] : expand(event, RANGE).occurrences.map(({ slot }) => slot)

export function heldOf({ event, occurrences }: Whole): readonly Held[] {
  const slots = new Set([...slotsOf(event), ...occurrences.keys()])
  return [
    { key: event.title, fields: fieldsOf(event) },
    ...[...slots].map((slot) => ({
      key: keyAt(event.title, slot),
      fields: fieldsOf({ ...occurrenceOf(event, slot), ...occurrences.get(slot) }),
    })),
  ]
}

const keyAt = (title: string, slot: Slot) => `${title} on ${slot}`

const CANCELED: Fields = { status: 'canceled' }

function fieldsOf(event: CalendarEvent): Fields {
  if (isCancelled(event)) return CANCELED
  const { time, repeat, location, description, guests } = event
  return {
    ...{ time: timeText(time), repeat: repeat.join(), location, description },
    guests: guests
      .map(({ email }) => email)
      .sort()
      .join(),
  }
}

const timeText = (time: EventTime): string =>
  time.kind === 'day'
    ? `${time.start} to ${time.end}`
    : `${instantOf(time.start, time.zone)} to ${instantOf(time.end, time.zone)} ${time.zone}`

interface Row {
  readonly id: string
  readonly seriesId: string | null
  readonly originalStart: string | null
  readonly isDeleted: boolean
  readonly value: CalendarEvent
}

export async function eventsHere({ ask }: KillWorld, calendarId: string): Promise<readonly Held[]> {
  const rows = await ask<Row & Record<string, unknown>>(
    `select e.id, e."seriesId", e."originalStart", e."deletedAt" is not null as "isDeleted", e.value
     from "CalendarEvent" e left join "CalendarEvent" s on s.id = e."seriesId"
     where e."calendarId" = $1 and case when e.shape = 'occurrence' then s."deletedAt" is null else e."deletedAt" is null end`,
    [calendarId],
  )
  return rows
    .filter(({ seriesId }) => seriesId === null)
    .flatMap(({ id, value }) => heldOf({ event: value, occurrences: ofSeries(rows, id) }))
}

const ofSeries = (rows: readonly Row[], id: string): Whole['occurrences'] =>
  new Map(
    rows
      .filter(({ seriesId }) => seriesId === id)
      .map(({ originalStart, isDeleted, value }) => [
        originalStart ?? '',
        isDeleted ? { ...value, status: 'cancelled' } : value,
      ]),
  )

/** As Google's JSON shows it. */
export function eventsThere(google: Emulator, account: string): readonly Held[] {
  const all = google.events({ account }) as readonly Json[]
  return all
    .filter(({ recurringEventId }) => recurringEventId === undefined)
    .flatMap((json) => {
      const title = String(json.summary)
      const whole = { key: title, fields: fieldsThere(json) }
      if (!Array.isArray(json.recurrence)) return [whole]
      const stray = all.filter((one) => one.recurringEventId === json.id).map((one) => String(one.id))
      const ids = new Map(slotsThere(json).map((slot) => [idAt(String(json.id), slot), slot]))
      for (const id of stray) if (!ids.has(id)) ids.set(id, id)
      return [
        whole,
        ...[...ids].map(([id, slot]) => ({
          key: keyAt(title, slot),
          fields: fieldsThere(google.event({ account, id }) as Json | null),
        })),
      ]
    })
}

export const idAt = (seriesId: string, slot: Slot) => `${seriesId}_${slot.replace(/[-:]/g, '')}`

interface Point {
  readonly date?: string
  readonly dateTime?: string
  readonly timeZone?: string
}

const pointsOf = ({ start, end }: Json) => [start as Point, end as Point] as const

/** Google's wall time of an event, in the event's own zone. */
function slotsThere(json: Json): readonly Slot[] {
  const [start] = pointsOf(json)
  const zone = start.timeZone ?? 'UTC'
  const wall = (at: string) => new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
  const time: EventTime = start.date
    ? { kind: 'day', start: start.date, end: start.date }
    : {
        kind: 'timed',
        start: wall(start.dateTime ?? ''),
        end: wall(start.dateTime ?? ''),
        zone,
        endZone: null,
      }
  return expand({ time, repeat: json.recurrence as readonly string[] }, RANGE).occurrences.map(
    ({ slot }) => slot,
  )
}

const MISSING: Fields = { status: 'missing' }

function fieldsThere(json: Json | null): Fields {
  if (json === null) return MISSING
  if (json.status === 'cancelled') return CANCELED
  const guests = (json.attendees ?? []) as readonly { readonly email: string }[]
  return {
    time: timeThere(json),
    repeat: ((json.recurrence ?? []) as readonly string[]).join(),
    location: String(json.location ?? ''),
    description: String(json.description ?? ''),
    guests: guests
      .map(({ email }) => email)
      .sort()
      .join(),
  }
}

function timeThere(json: Json): string {
  const [start, end] = pointsOf(json)
  if (start.date) return `${start.date} to ${end.date}`
  const instant = ({ dateTime }: Point) => new Date(dateTime ?? '').toISOString().replace('.000', '')
  return `${instant(start)} to ${instant(end)} ${start.timeZone}`
}
