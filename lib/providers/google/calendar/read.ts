// Reads events by id.
import type { Slot } from '@/lib/domains/events/value/time'
import type { Json } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import type { CalendarReply, EventsClient } from './client'
import { unreadable } from './errors'
import { type Facts, gone } from './facts'
import { placeOfId } from './ids'
import { deletedItem, type EventItem, exdateItems, isCancelledEvent, isOccurrence, itemOf } from './item'
import { isEvent } from './pull'

export interface Reader {
  readonly client: EventsClient
  readonly facts: Facts
}

/** Throws 'gone' if the calendar is: its events are not deleted then. */
export async function readEvents(reader: Reader, ids: readonly string[]): Promise<readonly EventItem[]> {
  const items: EventItem[] = []
  let isCalendarThere = false
  for (const id of ids) {
    const event = await findEvent(reader.client, id)
    if (event === null && !isCalendarThere) {
      // A calendar that is gone answers in the same way.
      await reader.facts.ask()
      isCalendarThere = true
    }
    items.push(await itemFor(reader, id, event))
  }
  return items
}

async function itemFor(reader: Reader, id: string, event: Json | null): Promise<EventItem> {
  if (event !== null) return itemOf(event, await reader.facts.readingOf(event))
  const place = placeOfId(id)
  return (place && (await excluded(reader, place))) ?? deletedItem(id)
}

/** An occurrence that Google does not have may be an EXDATE of its series. */
async function excluded(
  { client, facts }: Reader,
  { parentId, slot }: { readonly parentId: string; readonly slot: Slot },
): Promise<EventItem | null> {
  const series = await findEvent(client, parentId)
  if (series === null || isCancelledEvent(series) || isOccurrence(series)) return null
  return exdateItems(series, await facts.readingOf(series)).find((item) => item.slot === slot) ?? null
}

/** null if there is no such event. Throws if Google does not say. */
export async function findEvent(client: EventsClient, id: string): Promise<Json | null> {
  const reply = await client.get(id)
  if (reply.kind === 'notFound' || reply.kind === 'deleted') return null
  return eventIn(reply, 'events.get')
}

/** The event in the reply to a call that writes nothing. */
export function eventIn(reply: CalendarReply, method: string): Json {
  if (reply.kind === 'reply' && isEvent(reply.body)) return reply.body
  if (reply.kind === 'roleLost') throw gone()
  if (reply.kind === 'noReply') throw new ProviderError('unavailable', `Google did not answer ${method}`)
  throw new ProviderError('unavailable', unreadable(method))
}
