// All events of calendars, as an iCalendar file wants them: a series together with its changed and canceled occurrences.
import type { EventToWrite } from '@/lib/domains/events/icalendar/write'
import { db } from '@/lib/store/database/client'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { SeenCalendar } from './calendars'
import { eventFromRow } from './event-row'
import { seenEvent } from './seen-event'

/** As the person may see them, in the order of their starts. */
export async function eventsToWrite(
  { firmId }: Actor,
  calendars: readonly SeenCalendar[],
): Promise<readonly EventToWrite[]> {
  const seen = new Map(calendars.map((one) => [one.id, one]))
  const calendarId = { in: [...seen.keys()] }
  const rows = await db(firmId).calendarEvent.findMany({
    where: { firmId, calendarId, deletedAt: null, shape: { not: 'occurrence' } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  })
  const occurrences = await db(firmId).calendarEvent.findMany({
    where: { firmId, calendarId, shape: 'occurrence', series: { deletedAt: null, shape: 'series' } },
    orderBy: { originalStart: 'asc' },
  })
  const bySeries = new Map<string | null, EventRow[]>()
  for (const one of occurrences) bySeries.set(one.seriesId, [...(bySeries.get(one.seriesId) ?? []), one])
  return rows.flatMap((row) => {
    const calendar = seen.get(row.calendarId)
    return calendar ? [toWrite(row, bySeries.get(row.id) ?? [], calendar)] : []
  })
}

function toWrite(row: EventRow, occurrences: readonly EventRow[], calendar: SeenCalendar): EventToWrite {
  const slotOf = ({ originalStart }: EventRow) => originalStart ?? ''
  return {
    uid: row.iCalUid,
    calendar: calendar.name,
    event: seenEvent(eventFromRow(row), calendar),
    changed: occurrences
      .filter(({ deletedAt }) => deletedAt === null)
      .map((one) => ({ slot: slotOf(one), event: seenEvent(eventFromRow(one), calendar) })),
    cancelled: occurrences.filter(({ deletedAt }) => deletedAt !== null).map(slotOf),
    updatedAt: row.updatedAt,
  }
}
