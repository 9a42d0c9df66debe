// Additions to a calendar run one after the other (lib/store/collections/additions.ts).
import type { Item } from '@/lib/domains/events/types'
import { lockAdditionsTo, unseenSince } from '@/lib/store/collections/additions'
import type { AddingRun } from '@/lib/store/collections/options'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { IS_PRESENT, ITEM_ROWS, itemOfEvent } from './event-item'
import { eventRows } from './event-writes'

/** Additions to the calendar take turns under this name. */
export const additionsName = (calendarId: string): string => `calendar ${calendarId}`

/** Until the transaction ends, no one else adds events to the calendar. Call it before locking events. */
export const lockEventAdditions = (tx: Tx, calendarId: string): Promise<void> =>
  lockAdditionsTo(tx, additionsName(calendarId))

/** Events of the calendar that no plan of the run's sync has seen in their current version. */
export async function concurrentEvents(tx: Tx, calendarId: string, run: AddingRun): Promise<readonly Item[]> {
  const { firmId } = run
  const ids = await unseenSince(
    tx,
    run,
    (since) => Prisma.sql`select id, version from (${ITEM_ROWS}
      where e."firmId" = ${firmId}::uuid and e."calendarId" = ${calendarId}::uuid and e."updatedAt" >= ${since} and ${IS_PRESENT}) one`,
  )
  return (await eventRows(tx, firmId, ids)).map((row) => itemOfEvent(row, calendarId))
}
