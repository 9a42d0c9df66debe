// The outcome of a write from Google's reply.
import type { CalendarEvent, Zone } from '@/lib/domains/events/value/event'
import { otherName } from '@/lib/domains/events/value/zone'
import type * as collection from '@/lib/engine/collection'
import type { CalendarReply } from '@/lib/providers/google/calendar/client'
import { refusalOf } from '@/lib/providers/google/calendar/errors'
import { mayWrite, roleLost } from '@/lib/providers/google/calendar/facts'
import { itemOf } from '@/lib/providers/google/calendar/item'
import { isEvent } from '@/lib/providers/google/calendar/pull'
import type { Reader } from '@/lib/providers/google/calendar/read'
import { isObject, type Json, text } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import type { Refusal } from './refusal'

export type EventPush = collection.Push<CalendarEvent>
export type EventOutcome = collection.Outcome<CalendarEvent>
export type PushOf<K extends EventPush['kind']> = Extract<EventPush, { kind: K }>

type Ref = Pick<EventPush, 'ref'>

export const rejected = ({ ref }: Ref, { field, message }: Refusal): EventOutcome => ({
  kind: 'rejected',
  ref,
  field,
  message,
})
export const stale = ({ ref }: Ref): EventOutcome => ({ kind: 'stale', ref })
export const gone = ({ ref }: Ref): EventOutcome => ({ kind: 'gone', ref })
export const unknown = ({ ref }: Ref): EventOutcome => ({ kind: 'unknown', ref })
export const untried = ({ ref }: Ref): EventOutcome => ({ kind: 'untried', ref })

/** The item as Google has it now; what Google made of the value is the base of the next comparison. */
export async function done({ facts }: Reader, { ref }: Ref, event: Json): Promise<EventOutcome> {
  return { kind: 'done', ref, item: itemOf(event, await facts.readingOf(event)) }
}

/** The outcome of a write whose reply contains the event. */
export async function outcomeOf(
  reader: Reader,
  push: EventPush,
  reply: CalendarReply,
): Promise<EventOutcome> {
  if (reply.kind !== 'reply') return failed(reader, push, reply)
  const { body } = reply
  return isEvent(body) ? afterWrite(push, () => done(reader, push, body)) : unknown(push)
}

/** After a write nothing may be thrown: what Google holds is looked for later. */
export async function afterWrite(push: EventPush, look: () => Promise<EventOutcome>): Promise<EventOutcome> {
  try {
    return await look()
  } catch (thrown) {
    if (thrown instanceof ProviderError) return unknown(push)
    throw thrown
  }
}

/** Throws only if the failure concerns the whole calendar: nothing was written then. */
export async function failed(
  reader: Reader,
  push: EventPush,
  failure: Exclude<CalendarReply, { kind: 'reply' }>,
): Promise<EventOutcome> {
  switch (failure.kind) {
    case 'stale':
    case 'duplicate':
      return stale(push)
    case 'notFound':
    case 'deleted':
    case 'cursorExpired':
      // What a create needs is not there: the calendar, or the series.
      if (push.kind !== 'create') return gone(push)
      await reader.facts.ask()
      return stale(push)
    case 'refused':
      return rejected(push, failure)
    case 'unknownZone':
      return rejected(push, { field: 'time', message: 'Google does not know the time zone of this event' })
    case 'roleLost':
      return forbidden(reader, push)
    default:
      return unknown(push)
  }
}

/** Google forbids one event, or all of the calendar since the account's role there was lowered. */
async function forbidden({ facts }: Reader, push: EventPush): Promise<EventOutcome> {
  const { role } = await facts.ask()
  if (!mayWrite(role)) throw roleLost()
  return rejected(push, { field: null, message: refusalOf(null) })
}

/** Sends a body; if Google does not know a zone in it, once more with the other names of its zones. */
export async function withKnownZones(
  body: Json,
  send: (body: Json) => Promise<CalendarReply>,
): Promise<CalendarReply> {
  const reply = await send(body)
  if (reply.kind !== 'unknownZone') return reply
  const other = { ...body, ...renamed(body, 'start'), ...renamed(body, 'end') }
  return JSON.stringify(other) === JSON.stringify(body) ? reply : send(other)
}

function renamed(body: Json, side: 'start' | 'end'): Json {
  const point = body[side]
  if (!isObject(point)) return {}
  const timeZone: Zone | null = otherName(text(point.timeZone))
  return timeZone === null ? {} : { [side]: { ...point, timeZone } }
}
