// Writing events of a calendar, below the question who may. Every write also writes the event's history and moves its version by one.
// The caller has a transaction, and has the rows that it changes locked (`lockedEvent`).
import { isDeepStrictEqual } from 'node:util'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { By } from '@/lib/store/address-book/contacts'
import { toJson } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import type {
  EditKind,
  CalendarEvent as EventRow,
  EventShape,
  Prisma,
} from '@/lib/store/database/generated/client'
import { asKept, eventColumns, eventFromRow, uidOf } from './event-row'

export interface NewEvent {
  readonly id: string
  readonly firmId: string
  readonly calendarId: string
  readonly shape: EventShape
  /** Of an occurrence. */
  readonly seriesId?: string
  readonly originalStart?: string
  readonly tailOfId?: string
  readonly iCalUid: string
  readonly event: CalendarEvent
}

/** The new row; null where an event of this id is there already: nothing is written. */
export async function insertEvent(
  tx: Tx,
  { event: given, ...columns }: NewEvent,
  by: By,
): Promise<EventRow | null> {
  const event = asKept(given)
  const [made] = await tx.calendarEvent.createManyAndReturn({
    data: { ...columns, createdById: by.userId, ...eventColumns(event) },
    skipDuplicates: true,
  })
  if (!made) return null
  const { firmId, id: eventId } = columns
  await remember(tx, { firmId, eventId, version: 1, kind: 'create', from: null, to: event, by })
  return made
}

/** As `insertEvent`, of an id that was made just now. */
export async function insertNewEvent(tx: Tx, event: NewEvent, by: By): Promise<EventRow> {
  const made = await insertEvent(tx, event, by)
  if (!made) throw new Error('an event of a new id was there already')
  return made
}

export async function lockedEvent(tx: Tx, firmId: string, id: string): Promise<EventRow | null> {
  await tx.$queryRaw`select id from "CalendarEvent" where "firmId" = ${firmId}::uuid and id = ${id}::uuid for update`
  return tx.calendarEvent.findFirst({ where: { firmId, id } })
}

interface Places {
  readonly calendarId?: string
  readonly shape?: EventShape
  readonly seriesId?: string
  readonly originalStart?: string
}

/** The row as it is now. Nothing is written where the event already says so and stays in its place. */
export async function updateEvent(
  tx: Tx,
  row: EventRow,
  given: CalendarEvent,
  by: By,
  places: Places = {},
): Promise<EventRow> {
  const event = asKept(given)
  const from = eventFromRow(row)
  const columns = { ...eventColumns(event), ...places }
  if (isDeepStrictEqual(from, event) && isDeepStrictEqual({ ...row, ...places }, row)) return row
  return write(tx, row, { kind: 'edit', columns, from, to: event, by })
}

/** To the bin. An occurrence is thereby canceled. */
export async function removeEvent(tx: Tx, row: EventRow, by: By): Promise<EventRow> {
  if (row.deletedAt) return row
  const columns = { deletedAt: new Date(), deletedById: by.userId }
  return write(tx, row, { kind: 'delete', columns, from: eventFromRow(row), to: null, by })
}

/** To the bin as a single event: its series no longer has a place for it. */
export async function removeFromSeries(tx: Tx, row: EventRow, by: By): Promise<EventRow> {
  const own = { shape: 'single', seriesId: null, originalStart: null, iCalUid: uidOf(row.id) } as const
  const bin = row.deletedAt ? {} : { deletedAt: new Date(), deletedById: by.userId }
  return write(tx, row, {
    kind: 'delete',
    columns: { ...own, ...bin },
    from: eventFromRow(row),
    to: null,
    by,
  })
}

export async function bringBackEvent(tx: Tx, row: EventRow, by: By): Promise<EventRow> {
  if (!row.deletedAt) return row
  const columns = { deletedAt: null, deletedById: null }
  return write(tx, row, { kind: 'restore', columns, from: null, to: eventFromRow(row), by })
}

interface Step {
  readonly kind: EditKind
  readonly columns: Prisma.CalendarEventUncheckedUpdateInput
  readonly from: CalendarEvent | null
  readonly to: CalendarEvent | null
  readonly by: By
}

async function write(tx: Tx, row: EventRow, { kind, columns, from, to, by }: Step): Promise<EventRow> {
  const { firmId, id: eventId } = row
  const version = row.version + 1
  const data = { ...columns, version, updatedAt: new Date() }
  const written = await tx.calendarEvent.update({ where: { id: eventId }, data })
  await remember(tx, { firmId, eventId, version, kind, from, to, by })
  return written
}

interface Remembered extends Omit<Step, 'columns'> {
  readonly firmId: string
  readonly eventId: string
  readonly version: number
}

async function remember(tx: Tx, { from, to, by, ...edit }: Remembered): Promise<void> {
  const { userId, changeId = null, importId = null } = by
  await tx.calendarEventEdit.create({
    data: {
      id: crypto.randomUUID(),
      ...edit,
      userId,
      changeId,
      importId,
      ...(from && { from: toJson(from) }),
      ...(to && { to: toJson(to) }),
    },
  })
}
