// An event as a row of the database and back. The value is one column, kept as it is; what lists and searches need is derived from it.
import { extentOf } from '@/lib/domains/events/recurrence/extent'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { storedEvent } from '@/lib/domains/events/value/stored-event'
import { toJson } from '@/lib/store/address-book/values'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'

export const eventFromRow = ({ value }: Pick<EventRow, 'value'>): CalendarEvent => storedEvent(value)

/** An event as it is kept: the database can hold every text of it, and what means the same is spelled the same. */
export const asKept = normalEvent

/** The columns of an event: its value, and those derived from it. Pass it through `asKept` first. */
export function eventColumns(event: CalendarEvent) {
  const { from, to } = extentOf(event)
  return { value: toJson(event), startsAt: from, endsAt: to, search: searchText(event) }
}

const searchText = ({ title, location, description }: CalendarEvent): string =>
  [title, location, description].join('\n').toLowerCase()

/** The iCalendar UID of an event that was made here. */
export const uidOf = (id: string): string => `${id}@concord`
