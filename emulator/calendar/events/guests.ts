// Copies of an event in the guests' calendars: the organizer's changes go to all copies, a guest's response goes back to the organizer.

import type { Calendar, EventRow, ExceptionRow, Json, Mail, MainRow } from '@/emulator/calendar/model'
import { type CalendarStore, calendarOfGuest, exceptionsOf, put } from '@/emulator/calendar/store'
import type { SendUpdates } from '@/emulator/calendar/switches'
import { isObject } from './event-times'
import { attendeesOf, effective, emailsOf, type Found, instanceId, locate, rowOf } from './events'

/** With more guests than this, a response stays on the guest's own copy. */
const MOST_RESPONSES = 200

export const PRIVATE_FIELDS = ['reminders', 'colorId', 'transparency', 'visibility'] as const

/** Combines the organizer's shared fields with the private fields of this copy. */
function copied(shared: Json, own: Json): Json {
  const content: Record<string, unknown> = { ...shared }
  for (const name of PRIVATE_FIELDS) {
    delete content[name]
    if (own[name] !== undefined) content[name] = own[name]
  }
  const properties = {
    ...(isObject(shared.extendedProperties) && shared.extendedProperties.shared
      ? { shared: shared.extendedProperties.shared }
      : {}),
    ...(isObject(own.extendedProperties) && own.extendedProperties.private
      ? { private: own.extendedProperties.private }
      : {}),
  }
  delete content.extendedProperties
  return Object.keys(properties).length > 0 ? { ...content, extendedProperties: properties } : content
}

function copyTo(store: CalendarStore, target: Calendar, found: Found): void {
  const row = rowOf(found)
  if (found.kind === 'instance') return
  const own = target.events.get(row.id)
  // A guest of only one occurrence has no copy of the series to take the other fields from.
  const alone = row.kind === 'exception' && !target.events.has(row.seriesId)
  const now = effective(found)
  const shared = alone ? now.content : row.content
  const content = row.status === 'cancelled' ? {} : copied(shared, own?.content ?? {})
  const stub = row.status === 'cancelled' ? { stub: true } : {}
  const { ordinal: _, change: __, etag: ___, updated: ____, stub: _____, ...kept } = row
  if (kept.kind === 'main') put<MainRow>(store, target, { ...kept, content, ...stub })
  else put<ExceptionRow>(store, target, { ...kept, content, ...stub, ...(alone ? { span: now.span } : {}) })
}

function withdraw(store: CalendarStore, target: Calendar, id: string): void {
  const row = target.events.get(id)
  if (!row || row.status === 'cancelled') return
  const { ordinal: _, change: __, etag: ___, updated: ____, ...kept } = row
  const gone = { status: 'cancelled', stub: true, content: {}, deletedAt: store.clock.now() } as const
  if (kept.kind === 'main') put<MainRow>(store, target, { ...kept, ...gone })
  else put<ExceptionRow>(store, target, { ...kept, ...gone })
}

/** Updates the guests' copies from the organizer's event; `before` are the guests before the change. */
export function spread(
  store: CalendarStore,
  calendar: Calendar,
  id: string,
  before: readonly string[],
  except?: Calendar,
): void {
  const found = locate(store, calendar, id)
  if (!found || found.kind === 'instance') return
  const invited = emailsOf(effective(found).content)
  for (const email of new Set([...invited, ...before])) {
    const target = calendarOfGuest(store, email)
    if (!target || target === calendar || target === except) continue
    if (!invited.includes(email)) {
      withdraw(store, target, id)
      continue
    }
    const isNew = !target.events.has(id)
    copyTo(store, target, found)
    if (found.kind === 'main' && isNew)
      for (const row of exceptionsOf(calendar, id))
        copyTo(store, target, { kind: 'exception', row, series: found.row })
  }
}

/** Writes only the attendees of one event. */
function writeAttendees(
  store: CalendarStore,
  calendar: Calendar,
  found: Found,
  attendees: readonly Json[],
): void {
  if (found.kind === 'main')
    put<MainRow>(store, calendar, { ...found.row, content: { ...found.row.content, attendees } })
  else
    put<ExceptionRow>(store, calendar, {
      ...exceptionRow(found),
      content: { ...ownContent(found), attendees },
    })
}

const ownContent = (found: Found): Json => (found.kind === 'exception' ? found.row.content : {})

/** The row of an occurrence: its existing row, or a new one for its first change. */
export function exceptionRow(found: Exclude<Found, { kind: 'main' }>): ExceptionRow {
  if (found.kind === 'exception') return found.row
  const { series, original } = found
  const { span: _, recurrence: __, kind: ___, content: ____, ...kept } = series
  const allDay = series.span.allDay
  return {
    ...kept,
    kind: 'exception',
    id: instanceId(series, original),
    content: {},
    seriesId: series.id,
    original,
    originalAllDay: allDay,
    originalZone: series.span.allDay ? 'UTC' : series.span.zone,
  }
}

/** A guest responded on their own copy: updates the organizer's event and the other copies. */
export function answerBack(store: CalendarStore, copy: Calendar, id: string, answer: Json): void {
  const own = copy.events.get(id) ?? copy.events.get(id.replace(/_[^_]*$/, ''))
  const source = own && store.calendars.byId.get(own.organizer.email)
  const found = source && source !== copy ? locate(store, source, id) : undefined
  if (!source || !found) return
  const attendees = attendeesOf(effective(found).content)
  if (attendees.length > MOST_RESPONSES) return
  const next = attendees.map((one) => (one.email === copy.id ? { ...one, ...answer } : one))
  writeAttendees(store, source, found, next)
  spread(store, source, id, [], copy)
}

/** Records the mails that a write would have sent. */
export function mail(
  store: CalendarStore,
  row: EventRow,
  calendar: Calendar,
  to: readonly string[],
  what: Mail['what'],
  send: SendUpdates,
): void {
  const others = to.filter((email) => email !== calendar.id)
  const outside = others.filter((email) => !calendarOfGuest(store, email))
  const despite = store.switches.mailsDespiteNone ? outside.slice(0, 1) : []
  const receivers = send === 'all' ? others : send === 'externalOnly' ? outside : despite
  const at = store.clock.now()
  for (const one of receivers)
    store.calendars.mails.push({ at, to: one, calendar: calendar.id, event: row.id, what })
}
