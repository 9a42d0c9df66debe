// An event of a calendar as an item of a collection. A canceled occurrence is a live item: its value says that it is canceled. An
// occurrence is deleted when its series is, and while the series does not repeat.

import { withContent } from '@/lib/domains/events/recurrence/bare'
import type { Item } from '@/lib/domains/events/types'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { CollectionItem } from '@/lib/engine/collection'
import { type CalendarEvent as EventRow, Prisma } from '@/lib/store/database/generated/client'
import { eventFromRow } from './event-row'

/** What an item is made of. */
export interface ItemRow
  extends Pick<
    EventRow,
    | 'id'
    | 'calendarId'
    | 'shape'
    | 'seriesId'
    | 'originalStart'
    | 'value'
    | 'iCalUid'
    | 'version'
    | 'updatedAt'
    | 'deletedAt'
  > {
  /** Of an occurrence: its series is in the same calendar, repeats, and is not deleted. */
  readonly hasSeries: boolean
  /** Of an occurrence whose own value was erased: its series' value. */
  readonly seriesValue: Prisma.JsonValue
}

/** No join: without statistics, as after a first sync, Postgres would compare every event with every other. */
const hasSeries = (
  e: Prisma.Sql,
) => Prisma.sql`(${e}."seriesId" is not null and exists (select from "CalendarEvent" s
  where s.id = ${e}."seriesId" and s."firmId" = ${e}."firmId" and s."calendarId" = ${e}."calendarId" and s."deletedAt" is null
    and s.shape = 'series'))`

/** Rows of events `e` as ItemRow; conditions follow. */
export const ITEM_ROWS = Prisma.sql`
  select e.id, e."calendarId", e.shape, e."seriesId", e."originalStart", e.value, e."iCalUid", e.version, e."updatedAt", e."deletedAt",
    ${hasSeries(Prisma.raw('e'))} as "hasSeries",
    case when e."purgedAt" is not null then (select s.value from "CalendarEvent" s
      where s.id = e."seriesId" and s."firmId" = e."firmId") end as "seriesValue"
  from "CalendarEvent" e`

/** True of rows that are not deleted items. `row`: their name in the statement. */
export function isPresent(row: 'e' | 'c'): Prisma.Sql {
  const e = Prisma.raw(row)
  return Prisma.sql`(case ${e}.shape when 'occurrence' then ${hasSeries(e)} else ${e}."deletedAt" is null end)`
}

export const IS_PRESENT = isPresent('e')

export type EventItem = CollectionItem<CalendarEvent>

/** `calendarId`: of the collection. An event that has moved to another calendar is deleted in this one. */
export function itemOfEvent(row: ItemRow, calendarId: string): EventItem {
  if (row.calendarId !== calendarId) return goneItem(row.id)
  const { id, version, seriesId, originalStart, iCalUid, updatedAt } = row
  const item: Item = {
    ...{ id, version: String(version), value: eventOf(row), deleted: isDeleted(row), key: null },
    ...{ changedAt: updatedAt, parentId: seriesId, slot: originalStart, uid: iCalUid },
  }
  return { ...item, raw: null, previousIds: [] }
}

const isDeleted = ({ shape, hasSeries, deletedAt }: ItemRow): boolean =>
  shape === 'occurrence' ? !hasSeries : deletedAt !== null

/** The value of a canceled occurrence may have been erased since: it stays canceled, and has the content of its series. */
function eventOf(row: ItemRow): CalendarEvent {
  const event = eventFromRow(row)
  if (row.shape !== 'occurrence' || row.deletedAt === null) return event
  const canceled = { ...event, status: 'cancelled' } as const
  return row.seriesValue && row.originalStart
    ? withContent(canceled, eventFromRow({ value: row.seriesValue }), row.originalStart)
    : canceled
}

/** No such event in this calendar. */
export const goneItem = (id: string): EventItem => ({
  ...{ id, version: '', value: EMPTY_EVENT, deleted: true, key: null, changedAt: null },
  ...{ parentId: null, slot: null, uid: null, raw: null, previousIds: [] },
})
