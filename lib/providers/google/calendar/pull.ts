// Reads a page of the calendar's events: series and the occurrences that differ from them, never single occurrences.
import { createHash } from 'node:crypto'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Cursor, Page } from '@/lib/engine/collection'
import type { PrivateAs } from '@/lib/providers/calendars'
import { google } from '@/lib/providers/google/descriptor'
import { isObject, type Json, text } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import type { EventsClient } from './client'
import { unreadable } from './errors'
import { type Facts, listBody } from './facts'
import {
  deletedItem,
  type EventItem,
  exdateItems,
  isCancelledEvent,
  isOccurrence,
  itemOf,
  type Reading,
} from './item'

/** No bound of time: what is synced of the calendar is decided by the sync, alike for full and for incremental pulls. */
const QUERY = {
  singleEvents: false,
  showDeleted: true,
  maxResults: google.collections.events.can.limits.pageSize,
} as const

/** Google binds a sync token to the parameters of the call that returned it; the way of reading binds ours. */
export const shapeOf = (privateAs: PrivateAs): string =>
  createHash('sha256')
    .update(JSON.stringify([QUERY, privateAs]))
    .digest('hex')
    .slice(0, 12)

interface Pulling {
  readonly client: EventsClient
  readonly facts: Facts
  readonly shape: string
}

export async function pullEvents(
  { client, facts, shape }: Pulling,
  cursor: Cursor | null,
  page: string | null,
): Promise<Page<CalendarEvent>> {
  if (cursor && cursor.shape !== shape)
    throw new ProviderError('cursorExpired', 'The cursor belongs to another request')
  const asked = {
    ...QUERY,
    ...(cursor ? { syncToken: cursor.token } : {}),
    ...(page ? { pageToken: page } : {}),
  }
  const body = listBody(await client.list(asked), cursor !== null || page !== null)
  const reading = facts.learn(body)
  const items = pageItems(eventsIn(body.items), reading)
  const token = text(body.nextSyncToken)
  const nextPage = text(body.nextPageToken) || null
  return {
    items: cursor === null ? items.filter(({ deleted }) => !deleted) : items,
    nextPage,
    cursor: nextPage === null && token ? { token, shape } : null,
    total: null,
  }
}

/** A broken reply must not count as an empty calendar. */
function eventsIn(items: unknown): readonly Json[] {
  const events = Array.isArray(items) ? items.filter(isEvent) : null
  if (!Array.isArray(items) || events?.length !== items.length)
    throw new ProviderError('unavailable', unreadable('events.list'))
  return events
}

export const isEvent = (value: unknown): value is Json => isObject(value) && text(value.id) !== ''

/** Series come before their occurrences, an event's own row before the EXDATE of its series, and each id once. */
export function pageItems(events: readonly Json[], reading: Reading): readonly EventItem[] {
  const newest = new Map<string, Json>()
  for (const event of events) {
    const known = newest.get(text(event.id))
    if (!known || updatedAt(event) >= updatedAt(known)) newest.set(text(event.id), event)
  }
  const all = [...newest.values()].filter((event) => !isLeftOut(event))
  const mains = all.filter((event) => !isOccurrence(event))
  const excluded = mains
    .filter((event) => !isCancelledEvent(event))
    .flatMap((series) => exdateItems(series, reading))
    .filter(({ id }) => !newest.has(id))
  // With its series an occurrence is deleted too, whatever Google says of it.
  const deleted = new Set(mains.filter(isCancelledEvent).map(({ id }) => id))
  const occurrences = all.filter(isOccurrence)
  return [
    ...mains.map((event) => itemOf(event, reading)),
    ...occurrences.map((event) =>
      deleted.has(event.recurringEventId) ? deletedItem(text(event.id)) : itemOf(event, reading),
    ),
    ...excluded,
  ]
}

/** What no one attends, and only Google changes. */
const LEFT_OUT: ReadonlySet<unknown> = new Set(['birthday', 'workingLocation'])

const isLeftOut = (event: Json): boolean => LEFT_OUT.has(event.eventType) && !isCancelledEvent(event)

const updatedAt = ({ updated }: Json): number => Date.parse(text(updated)) || 0
