// Items from Google's events. A cancelled occurrence is an item with that status, whether Google holds it as an event of its own or as an
// EXDATE of its series. Every other cancelled event is a deleted item.
import { withoutExdates } from '@/lib/domains/events/recurrence/cancelled'
import { asBusy } from '@/lib/domains/events/value/busy'
import { type CalendarEvent, EMPTY_EVENT, type Zone } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { CollectionItem } from '@/lib/engine/collection'
import type { CalendarRole, PrivateAs } from '@/lib/providers/calendars'
import { type Json, object, text } from '@/lib/providers/google/raw'
import { instanceId, isOurs, keyOfId } from './ids'
import { slotIn, timeAtSlot } from './times'
import { eventValue, exdatesOf, isPrivate, repeats } from './value'

export type EventItem = CollectionItem<CalendarEvent>

/** What is known of the calendar; null where it was not asked yet. */
export interface Reading {
  readonly zone: Zone | null
  readonly role: CalendarRole | null
  readonly privateAs: PrivateAs
}

/** The version of an occurrence that is only an EXDATE of its series. */
export const EXDATE_VERSION = 'exdate'
/** The private property that holds the key of an occurrence's create. A series' own would be inherited by all its occurrences. */
const KEY_PROPERTY = 'concordOccurrence'

export const keyProperty = (key: string): Json => ({
  extendedProperties: { private: { [KEY_PROPERTY]: key } },
})

export const isOccurrence = (event: Json): boolean => text(event.recurringEventId) !== ''
export const isCancelledEvent = ({ status }: Json): boolean => status === 'cancelled'
/** Whether the occurrence is an EXDATE of its series. */
export const isExdate = ({ exdate }: Json): boolean => exdate === true

export function keyOf(event: Json): string | null {
  const own = text(object(object(event.extendedProperties).private)[KEY_PROPERTY])
  return isOccurrence(event) ? own || null : keyOfId(text(event.id))
}

/** Whether the reader may see no more of the event than its time. */
export function isRedacted(event: Json, { role }: Reading): boolean {
  if (role === 'freeBusyReader') return true
  const mayRead = role === 'owner' || role === 'writer'
  return isPrivate(event) && !mayRead && (role !== null || text(event.summary) === '')
}

/** Whether the value of the event leaves out its content. */
export const isMasked = (event: Json, reading: Reading): boolean =>
  isRedacted(event, reading) || (isOthersPrivate(event) && reading.privateAs !== 'details')

const isOthersPrivate = (event: Json): boolean => isPrivate(event) && !isOurs(text(event.id))

/** Google's version, and how the event is read where that can change: then it has another value in the same version of Google's. */
const versionOf = (event: Json, reading: Reading): string =>
  isOthersPrivate(event) && !isMasked(event, reading) ? `${text(event.etag)}${DETAILS}` : text(event.etag)

const DETAILS = ' details'

/** Google's version in the version of an item. */
export const etagOf = (version: string): string =>
  version.endsWith(DETAILS) ? version.slice(0, -DETAILS.length) : version

export function itemOf(event: Json, reading: Reading): EventItem {
  if (isCancelledEvent(event) && !isOccurrence(event)) return deletedItem(text(event.id), changedAt(event))
  const whole = eventValue(event, reading.zone)
  const value = repeats(event) ? withoutExdates(whole).series : whole
  return {
    id: text(event.id),
    version: versionOf(event, reading),
    value: isMasked(event, reading) ? asBusy(value) : value,
    deleted: false,
    key: keyOf(event),
    changedAt: changedAt(event),
    ...(isOccurrence(event)
      ? { parentId: text(event.recurringEventId), slot: slotIn(event) }
      : { parentId: null, slot: null }),
    uid: text(event.iCalUID) || null,
    raw: event,
    previousIds: [],
  }
}

/** The occurrences that a series excludes by EXDATE, as items of their own. */
export function exdateItems(series: Json, reading: Reading): readonly EventItem[] {
  return exdatesOf(series, reading.zone).map((slot) => itemOf(exdateEvent(series, slot), reading))
}

/** The excluded occurrence as Google would give it, were it a cancelled event of its own. */
function exdateEvent(series: Json, slot: Slot): Json {
  const zone = text(object(series.start).timeZone)
  const isDay = timeAtSlot(slot, null).kind === 'day'
  return {
    kind: 'calendar#event',
    etag: EXDATE_VERSION,
    id: instanceId(text(series.id), slot),
    status: 'cancelled',
    recurringEventId: text(series.id),
    originalStartTime: isDay ? { date: slot } : { dateTime: slot, ...(zone ? { timeZone: zone } : {}) },
    exdate: true,
  }
}

export const deletedItem = (id: string, at: Date | null = null): EventItem => ({
  id,
  version: '',
  value: EMPTY_EVENT,
  deleted: true,
  key: keyOfId(id),
  changedAt: at,
  parentId: null,
  slot: null,
  uid: null,
  raw: null,
  previousIds: [],
})

function changedAt({ updated }: Json): Date | null {
  const at = new Date(text(updated))
  return Number.isNaN(at.getTime()) ? null : at
}
