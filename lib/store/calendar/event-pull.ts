// Reads a calendar page by page: all of it, or the changes since a cursor (lib/store/collections/pull.ts).
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Cursor, Page } from '@/lib/engine/collection'
import { pullRows } from '@/lib/store/collections/pull'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { IS_PRESENT, ITEM_ROWS, type ItemRow, itemOfEvent } from './event-item'

/**
 * When a series is deleted or restored, or stops or begins to repeat, its occurrences get a new version (trigger occurrences_follow), so that they are among the
 * changes. So is an event that has moved to another calendar, as a deleted one.
 */
export function pullEvents(
  firmId: string,
  calendarId: string,
  cursor: Cursor | null,
  page: string | null,
): Promise<Page<CalendarEvent>> {
  const isHere = Prisma.sql`e."firmId" = ${firmId}::uuid and e."calendarId" = ${calendarId}::uuid`
  const wasHere = Prisma.sql`e."firmId" = ${firmId}::uuid
    and (e."calendarId" = ${calendarId}::uuid or ${calendarId}::uuid = any(e."formerCalendarIds"))`
  return pullRows<CalendarEvent, ItemRow>(
    firmId,
    {
      present: (after, most) => db(firmId).$queryRaw<ItemRow[]>`
        ${ITEM_ROWS} where ${isHere} and ${IS_PRESENT} and e.id > ${after}::uuid order by e.id limit ${most}::int`,
      changed: (isNew, after, most) => db(firmId).$queryRaw<ItemRow[]>`
        ${ITEM_ROWS} where ${wasHere} and ${isNew(Prisma.sql`e.stamp`)} and e.id > ${after}::uuid
        order by e.id limit ${most}::int`,
      count: async () => {
        const [row] = await db(firmId).$queryRaw<[{ count: number }]>`
          select count(*)::int as count from (${ITEM_ROWS} where ${isHere} and ${IS_PRESENT}) present`
        return row.count
      },
      item: (row) => itemOfEvent(row, calendarId),
    },
    cursor,
    page,
  )
}
