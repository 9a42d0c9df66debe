// Occurrences of a series that has changed: they take over what changed in it, and belong where it has them now.
import { movedWithSeries, slotAfter } from '@/lib/domains/events/recurrence/edit/follow'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { By } from '@/lib/store/address-book/contacts'
import type { Tx } from '@/lib/store/database/client'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import { eventFromRow } from './event-row'
import { removeFromSeries, updateEvent } from './events'

export interface Following {
  readonly occurrences: readonly EventRow[]
  readonly from: CalendarEvent
  readonly to: CalendarEvent
  /** The series they belong to from now on. */
  readonly series: Pick<EventRow, 'id' | 'calendarId'>
  readonly by: By
}

/**
 * Occurrences take over what changed in their series. One that the series no longer has goes to the bin as an event of its own: its place
 * may be taken again later, and by then it is another occurrence.
 */
export async function follow(tx: Tx, { occurrences, from, to, series, by }: Following): Promise<void> {
  const { id: seriesId, calendarId } = series
  for (const { row, was, now } of inSafeOrder(occurrences, from, to)) {
    if (now === null) {
      await removeFromSeries(tx, row, by)
      continue
    }
    const event = movedWithSeries(eventFromRow(row), { from: was, to: now }, from, to)
    await updateEvent(tx, row, event, by, { seriesId, originalStart: now, calendarId })
  }
}

interface Move {
  readonly row: EventRow
  readonly was: Slot
  readonly now: Slot | null
}

/** No occurrence moves to a place that another has not left yet: where they move later, the last one moves first. */
function inSafeOrder(rows: readonly EventRow[], from: CalendarEvent, to: CalendarEvent): readonly Move[] {
  const moves = rows.map((row): Move => {
    const was = row.originalStart ?? ''
    return { row, was, now: slotAfter(was, from, to) }
  })
  return moves.some(({ was, now }) => now !== null && now > was) ? moves.toReversed() : moves
}

/** Changed and canceled occurrences of these series, from an original start on, in the order of time. */
export async function occurrencesFrom(
  tx: Tx,
  firmId: string,
  seriesIds: readonly string[],
  from = '',
): Promise<readonly EventRow[]> {
  if (seriesIds.length === 0) return []
  return tx.calendarEvent.findMany({
    where: { firmId, seriesId: { in: [...seriesIds] }, originalStart: { gte: from } },
    orderBy: { originalStart: 'asc' },
  })
}
