// Events that entries of the audit are about, as far as they still exist and this administrator may see them.
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import { calendarsOf } from '@/lib/store/calendar/calendars'
import { eventFromRow } from '@/lib/store/calendar/event-row'
import { seenEvent } from '@/lib/store/calendar/seen-event'
import { db } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'

export interface AboutEvent {
  readonly id: string
  /** Its title as it is now. */
  readonly name: string
  readonly deleted: boolean
  /** As the administrator may see a value of it; null for none. */
  readonly seen: (value: unknown) => CalendarEvent | null
}

export async function eventsById(
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AboutEvent>> {
  if (ids.length === 0) return new Map()
  const calendars = new Map((await calendarsOf(actor)).map((one) => [one.id, one]))
  const rows = await db(actor.firmId).calendarEvent.findMany({
    where: { firmId: actor.firmId, id: { in: [...ids] }, purgedAt: null },
    select: { id: true, calendarId: true, value: true, deletedAt: true },
  })
  return new Map(
    rows.flatMap(({ id, calendarId, value, deletedAt }) => {
      const calendar = calendars.get(calendarId)
      if (!calendar) return []
      const see = (json: Prisma.JsonValue) => seenEvent(eventFromRow({ value: json }), calendar)
      const seen = (json: unknown) => (json ? see(json as Prisma.JsonValue) : null)
      const event = see(value)
      const deleted = deletedAt !== null || isCancelled(event)
      return [[id, { id, name: event.title || 'No title', deleted, seen }] as const]
    }),
  )
}

/** The values of these rows of CalendarEventEdit that are still kept. */
export async function eventEditsOf(firmId: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await db(firmId).calendarEventEdit.findMany({
    where: { firmId, id: { in: [...ids] }, salt: { not: null } },
    select: { id: true, from: true, to: true },
  })
  return new Map(rows.map(({ id, from, to }) => [id, { from, to }]))
}
