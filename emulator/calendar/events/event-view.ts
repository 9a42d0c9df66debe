// An event as a response contains it: for the reader's role, in the requested zone.

import { atLeast, type Calendar, type EventRow, type Json, type Role } from '@/emulator/calendar/model'
import { pointOf, spanOf } from './event-times'
import { attendeesOf, effective, type Found, idOfFound, isOrganizer, rowOf } from './events'

export interface Viewer {
  readonly role: Role
  /** Zone of the date-times; by default the calendar's own. */
  readonly zone: string
  readonly maxAttendees?: number | undefined
}

const time = (at: number) => new Date(at).toISOString()
const wholeSecond = (at: number) => time(at - (at % 1000))

const party = (calendar: Calendar, { email, displayName }: EventRow['organizer']): Json => ({
  email,
  ...(displayName ? { displayName } : {}),
  ...(email === calendar.id ? { self: true } : {}),
})

function originalOf(found: Found, zone: string): Json {
  if (found.kind === 'main') return {}
  if (found.kind === 'instance') {
    const { allDay } = found.series.span
    const own = found.series.span.allDay ? '' : found.series.span.zone
    return {
      recurringEventId: found.series.id,
      originalStartTime: pointOf(found.original, allDay, own, zone),
    }
  }
  const { seriesId, original, originalAllDay, originalZone } = found.row
  return {
    recurringEventId: seriesId,
    originalStartTime: pointOf(original, originalAllDay, originalZone, zone),
  }
}

/** The response for a deleted event or a cancelled occurrence. */
export function stubJson(found: Found, viewer: Viewer): Json {
  const { etag } = rowOf(found)
  return {
    kind: 'calendar#event',
    etag,
    id: idOfFound(found),
    status: 'cancelled',
    ...originalOf(found, viewer.zone),
  }
}

function attendeesJson(calendar: Calendar, row: EventRow, content: Json, viewer: Viewer): Json {
  const all = attendeesOf(content).map((one) => ({
    ...one,
    ...(one.email === row.organizer.email ? { organizer: true } : {}),
    ...(one.email === calendar.id ? { self: true } : {}),
  }))
  if (all.length === 0) return {}
  const most = viewer.maxAttendees
  if (most === undefined || all.length <= most) return { attendees: all }
  // The reader's own attendee is included whatever the limit is.
  const first = [...all].sort((a, b) => Number('self' in b) - Number('self' in a))
  return { attendees: first.slice(0, most), attendeesOmitted: true }
}

const isPrivate = (content: Json) => content.visibility === 'private' || content.visibility === 'confidential'

export function eventJson(calendar: Calendar, found: Found, viewer: Viewer): Json {
  const row = rowOf(found)
  const { content, span, recurrence, status, sequence } = effective(found)
  if (row.stub || (found.kind === 'exception' && status === 'cancelled')) return stubJson(found, viewer)
  const id = idOfFound(found)
  const base = { kind: 'calendar#event', etag: row.etag, id, status }
  const times = {
    ...spanOf(span, viewer.zone),
    ...(recurrence ? { recurrence } : {}),
    ...originalOf(found, viewer.zone),
  }
  if (!atLeast(viewer.role, 'reader')) return { ...base, ...times }
  const common = {
    ...base,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${calendar.id}`).toString('base64url')}`,
    created: wholeSecond(row.created),
    updated: time(row.updated),
  }
  const last = { ...times, iCalUID: row.iCalUID, sequence, eventType: row.eventType }
  const parties = { creator: party(calendar, row.creator), organizer: party(calendar, row.organizer) }
  if (!atLeast(viewer.role, 'writer') && isPrivate(content))
    return { ...common, ...parties, visibility: 'private', ...last }
  const { attendees: _, reminders = { useDefault: true }, ...rest } = content
  return {
    ...common,
    ...rest,
    ...parties,
    ...last,
    ...attendeesJson(calendar, row, content, viewer),
    ...(row.privateCopy ? { privateCopy: true } : {}),
    reminders,
  }
}

/** Whether the reader of this calendar may write the fields that all guests share. */
export const mayWriteShared = (calendar: Calendar, row: EventRow, content: Json): boolean =>
  isOrganizer(calendar, row) || content.guestsCanModify === true || row.privateCopy === true
