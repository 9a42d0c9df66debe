// Writes many events at once, each with its history (lib/store/collections/writes.ts), and locks the rows that a push depends on.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { By } from '@/lib/store/address-book/contacts'
import {
  BATCH,
  deleteRows,
  type ItemTable,
  insertRows,
  type RowDeletion,
  updateRows,
  type WrittenRow,
} from '@/lib/store/collections/writes'
import type { Tx } from '@/lib/store/database/client'
import {
  type CalendarEvent as EventRow,
  type EventShape,
  Prisma,
} from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
import { ITEM_ROWS, type ItemRow } from './event-item'
import { eventColumns } from './event-row'

const EVENTS: ItemTable = {
  items: 'CalendarEvent',
  edits: 'CalendarEventEdit',
  editOf: 'eventId',
  ofActions: false,
  created: {
    ...{
      calendarId: 'uuid',
      shape: '"EventShape"',
      seriesId: 'uuid',
      originalStart: 'text',
      iCalUid: 'text',
    },
    ...{
      createdById: 'uuid',
      value: 'jsonb',
      startsAt: 'timestamptz',
      endsAt: 'timestamptz',
      search: 'text',
    },
  },
  updated: ['shape', 'value', 'startsAt', 'endsAt', 'search'],
  mayCreate: (firmId) =>
    Prisma.sql`exists (select from "Calendar" k where k.id = given."calendarId" and k."firmId" = ${firmId}::uuid)`,
}

/** Values must come from `asKept`. */
export interface NewEventRow extends Pick<EventRow, 'seriesId' | 'originalStart' | 'iCalUid'> {
  readonly id: string
  readonly shape: EventShape
  readonly event: CalendarEvent
  readonly by: By
}

export interface EventUpdate {
  readonly id: string
  readonly version: number
  readonly shape: EventShape
  /** Null: the event was deleted, or the occurrence canceled, and comes back. */
  readonly from: CalendarEvent | null
  readonly to: CalendarEvent
  readonly by: By
}

/** Skips events of an id that exists already, and occurrences whose place is taken. Returns the inserted rows. */
export const insertEvents = (tx: Tx, firmId: string, calendarId: string, events: readonly NewEventRow[]) =>
  insertRows(
    tx,
    firmId,
    EVENTS,
    events.map(({ id, event, by, ...columns }) => ({
      ...{ id, by },
      columns: { calendarId, createdById: by.userId, ...columns, ...eventColumns(event) },
    })),
  )

/** Skips events with another version, and those whose value already is `to`. Returns the updated rows. */
export const updateEvents = (
  tx: Tx,
  firmId: string,
  updates: readonly EventUpdate[],
): Promise<readonly WrittenRow[]> =>
  updateRows(
    tx,
    firmId,
    EVENTS,
    updates.map(({ shape, to, ...one }) => ({ ...one, columns: { shape, ...eventColumns(to) } })),
  )

/** To the bin; occurrences are thereby canceled. Skips events with another version. Returns the rows. */
export const deleteEvents = (tx: Tx, firmId: string, deletions: readonly RowDeletion[]) =>
  deleteRows(tx, firmId, EVENTS, deletions)

/** Where occurrences are: of which series, and when the series has them. */
export interface Slots {
  readonly seriesId: string
  readonly originalStart: string
}

/** The firm's events with these ids, in any calendar. With `lock`, no one else changes them until the transaction ends. */
export async function eventRows(
  tx: Pick<Tx, '$queryRaw'>,
  firmId: string,
  ids: readonly string[],
  lock: 'lock' | 'read' = 'read',
): Promise<readonly ItemRow[]> {
  const found: ItemRow[] = []
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH)
    found.push(
      ...(await tx.$queryRaw<ItemRow[]>`
        ${ITEM_ROWS} where e."firmId" = ${firmId}::uuid and e.id = any(${some}::uuid[])
        order by e.id ${lock === 'lock' ? Prisma.sql`for update of e` : Prisma.empty}`),
    )
  }
  return found
}

/** The occurrences that are already in these places. */
export async function occurrencesIn(
  tx: Tx,
  firmId: string,
  slots: readonly Slots[],
): Promise<readonly ItemRow[]> {
  const found: ItemRow[] = []
  for (let at = 0; at < slots.length; at += BATCH) {
    found.push(
      ...(await withRows(
        slots.slice(at, at + BATCH),
        (some) => tx.$queryRaw<ItemRow[]>`
          ${ITEM_ROWS} where e."firmId" = ${firmId}::uuid and (e."seriesId", e."originalStart") in (
            select "seriesId", "originalStart" from jsonb_to_recordset(${some}) as place("seriesId" uuid, "originalStart" text))`,
      )),
    )
  }
  return found
}
