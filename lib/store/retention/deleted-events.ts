// Erases values, history and search text of events that were deleted and can no longer be restored. The row stays with its ids, so
// that its series and its links still say "deleted here". A deleted calendar goes with all that is in it.
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { toJson } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'

/** Events per transaction; each has a history. */
const BATCH = 500

/** Returns how many events lost their values; 0 if none are left. */
export async function purgeDeletedEvents(tx: Tx, firmId: string, before: Date, now: Date): Promise<number> {
  const due = await tx.$queryRaw<{ id: string }[]>`
    select id from "CalendarEvent"
    where "firmId" = ${firmId}::uuid and "deletedAt" < ${before} and "purgedAt" is null
    order by "deletedAt" limit ${BATCH} for update skip locked`
  const ids = due.map(({ id }) => id)
  if (ids.length === 0) return deleteOldCalendars(tx, firmId, before)
  await tx.calendarEventEdit.deleteMany({ where: { firmId, eventId: { in: ids } } })
  await tx.calendarEvent.updateMany({
    where: { firmId, id: { in: ids } },
    data: { value: toJson(EMPTY_EVENT), search: '', purgedAt: now },
  })
  return ids.length
}

async function deleteOldCalendars(tx: Tx, firmId: string, before: Date): Promise<number> {
  const { count } = await tx.calendar.deleteMany({ where: { firmId, deletedAt: { lt: before } } })
  return count
}
