// Creates events. We choose the id, so that a create that is sent twice makes one event. Guests are never sent with a create.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { eventIdOf, MOST_GENERATIONS } from '@/lib/providers/google/calendar/ids'
import { isCancelledEvent } from '@/lib/providers/google/calendar/item'
import { findEvent, type Reader } from '@/lib/providers/google/calendar/read'
import { createBody } from './body'
import { createOccurrence } from './occurrence'
import { done, type EventOutcome, outcomeOf, type PushOf, rejected, unknown, withKnownZones } from './outcome'
import { valueReason } from './refusal'

export async function createEvent(reader: Reader, push: PushOf<'create'>): Promise<EventOutcome> {
  const { place = null, to } = push
  const refusal = valueReason(to, FIELD_NAMES, place !== null)
  if (refusal) return rejected(push, refusal)
  return place === null ? insert(reader, push, to) : createOccurrence(reader, push, place)
}

/** The id of a deleted event stays taken; the next generation of the id is free. */
async function insert(reader: Reader, push: PushOf<'create'>, to: CalendarEvent): Promise<EventOutcome> {
  const { client } = reader
  const body = createBody(to)
  for (let generation = 0; generation < MOST_GENERATIONS; generation++) {
    const id = eventIdOf(push.key, generation)
    const reply = await withKnownZones({ id, ...body }, client.insert)
    if (reply.kind !== 'duplicate') return outcomeOf(reader, push, reply)
    const known = await findEvent(client, id)
    // An earlier create of ours arrived, although its reply did not.
    if (known !== null && !isCancelledEvent(known)) return done(reader, push, known)
  }
  return unknown(push)
}
