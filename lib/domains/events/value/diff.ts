// Equality of two events, or of two values of one field.

import { canonicalRepeat } from '@/lib/domains/events/recurrence/lines'
import { type CalendarEvent, type EventTime, isCancelled, type Zone } from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { normalGuests, normalReminders } from '@/lib/domains/events/value/normal'
import { sameZone } from '@/lib/domains/events/value/zone'
import { htmlText } from '@/lib/domains/text/html-text'

export const sameEvent = (a: CalendarEvent, b: CalendarEvent): boolean =>
  a === b || FIELD_NAMES.every((field) => sameField(field, a, b))

export const changedFields = (a: CalendarEvent, b: CalendarEvent): readonly EventField[] =>
  FIELD_NAMES.filter((field) => !sameField(field, a, b))

/** The fields that a write from `from` to `to` sets: all of them if the occurrence was canceled, since its former fields mean nothing. */
export const writtenFields = (from: CalendarEvent, to: CalendarEvent): readonly EventField[] =>
  isCancelled(from) && !isCancelled(to) ? FIELD_NAMES : changedFields(from, to)

/** A canceled value differs from any other only in its status. */
export function sameField(field: EventField, a: CalendarEvent, b: CalendarEvent): boolean {
  if (a[field] === b[field]) return true
  if (field !== 'status' && (isCancelled(a) || isCancelled(b))) return true
  switch (field) {
    case 'title':
    case 'location':
      return spelled(a[field]) === spelled(b[field])
    case 'description':
      return descriptionKey(a.description) === descriptionKey(b.description)
    case 'time':
      return sameTime(a.time, b.time)
    case 'repeat':
      return sameRepeat(a, b)
    case 'guests':
      return json(normalGuests(a.guests)) === json(normalGuests(b.guests))
    case 'reminders':
      return (
        json(a.reminders && normalReminders(a.reminders)) ===
        json(b.reminders && normalReminders(b.reminders))
      )
    case 'visibility':
    case 'showAs':
    case 'status':
      return false
  }
}

const json = (value: unknown) => JSON.stringify(value)
const spelled = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

const MARKUP = /<\/?[a-z][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w*);/i

/** Google returns a description as HTML or as plain text without saying which, so both are compared by their visible text. */
export function descriptionKey(text: string): string {
  const seen = MARKUP.test(text) ? htmlText(text.replace(/\r\n?|\n/g, '<br>')) : text
  return seen
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
}

export function sameTime(a: EventTime, b: EventTime): boolean {
  if (a.kind === 'day' || b.kind === 'day') return a.kind === b.kind && a.start === b.start && a.end === b.end
  return (
    a.start === b.start && a.end === b.end && sameZone(a.zone, b.zone) && sameZone(endZoneOf(a), endZoneOf(b))
  )
}

const endZoneOf = ({ zone, endZone }: { readonly zone: Zone; readonly endZone: Zone | null }) =>
  endZone ?? zone

/** Reads each rule with its own event's time: an UNTIL that is a date means the same in both. */
function sameRepeat(a: CalendarEvent, b: CalendarEvent): boolean {
  if (a.repeat.length === 0 || b.repeat.length === 0) return a.repeat.length === b.repeat.length
  return json(canonicalRepeat(a.repeat, a.time)) === json(canonicalRepeat(b.repeat, b.time))
}
