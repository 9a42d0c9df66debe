// An event page and its forms read the same: the event, and which of its occurrences the address names.
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { occursAt, slotOnDay } from '@/lib/domains/events/recurrence/edit/follow'
import { isDate } from '@/lib/domains/events/value/dates'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { isSlot, type Slot } from '@/lib/domains/events/value/time'
import { type FoundEvent, findEvent, inScope } from '@/lib/store/calendar/event-list'
import type { Actor } from '@/lib/store/firm/actor'

export interface LoadedEvent extends FoundEvent {
  /** Of a series: the occurrence that the address names; null: none, the page is about all of it. */
  readonly slot: Slot | null
  /** What the page is about: the occurrence as it is, or the event. */
  readonly shown: CalendarEvent
  /** The occurrence was canceled, or the event deleted. */
  readonly isGone: boolean
}

export async function loadEvent(user: Actor, id: string, on: string | null): Promise<LoadedEvent> {
  if (!z.uuid().safeParse(id).success) notFound()
  const found = await findEvent(user, id)
  if (!found) notFound()
  const slot = slotOf(found, on)
  if (slot === undefined) notFound()
  const occurrence = slot === null ? undefined : found.occurrences.get(slot)
  const isGone = found.row.deletedAt !== null || Boolean(occurrence?.deletedAt)
  return { ...found, slot, shown: inScope(found, slot), isGone }
}

/** undefined: the series has no such occurrence. */
function slotOf({ row, event, occurrences }: FoundEvent, on: string | null): Slot | null | undefined {
  if (on === null || row.shape !== 'series') return null
  if (!isSlot(on)) return undefined
  if (occurrences.has(on) || occursAt(event, on)) return on
  const slot = isDate(on) ? slotOnDay(event, on) : on
  return occurrences.has(slot) || occursAt(event, slot) ? slot : undefined
}
