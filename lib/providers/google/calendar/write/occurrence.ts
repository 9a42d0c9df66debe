// Writes one occurrence of a series: Google knows it by its original start, whatever became of it.
import { sameEvent, sameTime } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, type EventTime, isCancelled } from '@/lib/domains/events/value/event'
import { movedTo, type Slot, slotOf, spanOf } from '@/lib/domains/events/value/time'
import { timeProblem } from '@/lib/domains/events/value/validity'
import type { Place } from '@/lib/engine/collection'
import { isCancelledEvent, isOccurrence, keyOf, keyProperty } from '@/lib/providers/google/calendar/item'
import { eventIn, findEvent, type Reader } from '@/lib/providers/google/calendar/read'
import { eventValue } from '@/lib/providers/google/calendar/value'
import { type Json, list, text } from '@/lib/providers/google/raw'
import { occurrenceBody } from './body'
import {
  afterWrite,
  done,
  type EventOutcome,
  type EventPush,
  failed,
  outcomeOf,
  type PushOf,
  rejected,
  stale,
  unknown,
  withKnownZones,
} from './outcome'
import { readOnlyReason } from './refusal'

const NO_OCCURRENCE = {
  field: 'time',
  message: 'The series in Google has no occurrence at this time',
} as const

export async function createOccurrence(
  reader: Reader,
  push: PushOf<'create'>,
  place: Place,
): Promise<EventOutcome> {
  const series = await liveSeries(reader, place.parentId)
  // The next pull says what became of the series.
  if (series === null) return stale(push)
  const reading = await reader.facts.readingOf(series)
  const refusal = readOnlyReason(series, reading)
  if (refusal) return rejected(push, refusal)
  const found = await findInstance(reader, place)
  if (found === null) return rejected(push, NO_OCCURRENCE)
  const isMade = keyOf(found) === push.key
  if (isCancelledEvent(found)) return isCancelled(push.to) ? done(reader, push, found) : stale(push)
  const now = eventValue(found, reading.zone)
  // Somebody has changed it since the last pull.
  if (!isMade && !isPlain(now, eventValue(series, reading.zone), place.slot)) return stale(push)
  if (isCancelled(push.to)) return cancelOccurrence(reader, push, found)
  const body = { ...occurrenceBody(now, push.to, found), ...keyProperty(push.key) }
  return writeOccurrence(reader, push, found, body)
}

export async function liveSeries({ client }: Reader, id: string): Promise<Json | null> {
  const series = await findEvent(client, id)
  return series === null || isCancelledEvent(series) || isOccurrence(series) ? null : series
}

/** null if the series has no such occurrence, or excludes it. */
export async function findInstance({ client }: Reader, { parentId, slot }: Place): Promise<Json | null> {
  const reply = await client.instance(parentId, slot)
  if (reply.kind === 'notFound' || reply.kind === 'deleted') return null
  if (reply.kind !== 'reply') return eventIn(reply, 'events.instances')
  return list(reply.body.items).find((one) => text(one.id) !== '') ?? null
}

/** Whether the occurrence is what its series alone makes of it. */
function isPlain(now: CalendarEvent, series: CalendarEvent, slot: Slot): boolean {
  if (now.time.kind !== series.time.kind || timeProblem(now.time) !== null) return false
  const moved = movedTo(series.time, slot)
  // On a day when clocks change, either the time on the clock or the length may be kept.
  const isInTime =
    sameTime(now.time, moved) || (slotOf(now.time) === slot && lengthOf(now.time) === lengthOf(series.time))
  return isInTime && sameEvent({ ...now, time: moved }, { ...series, time: moved, repeat: [] })
}

/** In milliseconds. */
function lengthOf(time: EventTime): number {
  const { start, end } = spanOf(time, 'UTC')
  return Date.parse(end) - Date.parse(start)
}

export async function writeOccurrence(
  reader: Reader,
  push: EventPush,
  found: Json,
  body: Json,
): Promise<EventOutcome> {
  const send = (sent: Json) => reader.client.patch(text(found.id), text(found.etag), sent)
  return outcomeOf(reader, push, await withKnownZones(body, send))
}

/** Google cancels an occurrence by its deletion, and tells it as a cancelled event of its own. */
export async function cancelOccurrence(reader: Reader, push: EventPush, event: Json): Promise<EventOutcome> {
  const reply = await reader.client.delete(text(event.id), text(event.etag))
  if (reply.kind !== 'reply') return failed(reader, push, reply)
  return afterWrite(push, async () => {
    const now = await findEvent(reader.client, text(event.id))
    return now === null ? unknown(push) : done(reader, push, now)
  })
}
