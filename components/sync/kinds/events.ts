// How pages show an event: its time in the reader's zone, its recurrence in words, each guest as one line.
import { fieldWords, RESPONSES, reminderWords, repeatText } from '@/components/calendar/field-words'
import type { Zone } from '@/components/ui/time/moment'
import { isDate } from '@/lib/domains/events/value/dates'
import { descriptionKey, sameField } from '@/lib/domains/events/value/diff'
import {
  type CalendarEvent,
  EMPTY_EVENT,
  type EventTime,
  type Guest,
  isCancelled,
} from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES, FIELDS } from '@/lib/domains/events/value/fields'
import { isWallTime } from '@/lib/domains/events/value/time'
import { STATUS_WORDS, titleOf, whenWords } from '@/lib/domains/events/value/words'
import { knownZone } from '@/lib/domains/events/value/zone'
import { EVENT_WORDS } from './event-words'
import type { AnyConflict, KindView, Sides } from './view'

const isField = (name: string): name is EventField => Object.hasOwn(FIELDS, name)

/** Where a label of the form reads badly in a sentence. */
const IN_SENTENCE: Readonly<Partial<Record<EventField, string>>> = {
  repeat: 'recurrence',
  showAs: 'availability',
  visibility: 'privacy',
}

const FIELDS_OF_EVENTS = FIELD_NAMES.map((name) => {
  const { label } = FIELDS[name]
  return { name, label, many: name === 'guests', inSentence: IN_SENTENCE[name] ?? label.toLowerCase() }
})

export const EVENTS: KindView<CalendarEvent> = {
  kind: 'events',
  words: EVENT_WORDS,
  fields: FIELDS_OF_EVENTS,
  compared: (known) => FIELDS_OF_EVENTS.filter(({ name }) => isCompared(name, known)),
  lines: (event, field, zone) => (isField(field) ? linesOf(event, field, zone) : []),
  keys: (event, field, _, zone) => (isField(field) ? keysOf(event, field, zone) : new Map()),
  conflictTexts,
  conflictNote: (field, label) =>
    field === 'guests'
      ? `Your answer sends no email: Concord asks ${label} not to notify guests about anything it writes.`
      : '',
  title: titleOf,
  secondary,
  rowLine(event, reasons, zone) {
    if (event) return secondary(event, zone)
    const [time] = reasons.flatMap((reason) =>
      reason.kind === 'agrees' && reason.field === 'time' ? [timeText(reason.value, zone)] : [],
    )
    return time ?? ''
  },
  avatar: () => null,
  reasonText: (field, text, zone) => (field === 'time' ? timeText(text, zone) : text),
  isCanceled: isCancelled,
  href: (localId) => `/calendar/events/${localId}`,
}

/** A canceled occurrence may have lost all else that it said, so nothing else is compared with it. */
function isCompared(field: EventField, known: readonly CalendarEvent[]): boolean {
  if (field !== 'status' && field !== 'title' && field !== 'time' && known.some(isCancelled)) return false
  return known.some(
    (event) =>
      !sameField(field, { ...event, status: 'confirmed' }, EMPTY_EVENT) ||
      (field === 'status' && event.status !== 'confirmed'),
  )
}

/** "Tuesday, March 3, 2026, 9:00 AM – 10:00 AM"; where the reader's zone is not known, in UTC, and it says so. */
function when(time: EventTime, zone: Zone): string {
  if (time.start === '') return ''
  if (!isReal(time)) return timeAsWritten(time)
  if (zone !== null || time.kind === 'day') return whenWords(time, zone ?? 'UTC')
  const words = whenWords(time, 'UTC')
  const place = words.lastIndexOf(' (')
  return place < 0 ? `${words} UTC` : `${words.slice(0, place)} UTC${words.slice(place)}`
}

const isReal = (time: EventTime) =>
  time.kind === 'day'
    ? isDate(time.start) && isDate(time.end)
    : isWallTime(time.start) && isWallTime(time.end) && knownZone(time.zone) !== null

/** A time that cannot be computed with, such as one in a zone that this program does not know. */
const timeAsWritten = (time: EventTime) =>
  `${time.start.replace('T', ' ')}${time.kind === 'timed' ? ` (${time.zone})` : ''}`

function secondary(event: CalendarEvent, zone: Zone): string {
  const parts = [isCancelled(event) && STATUS_WORDS.cancelled, when(event.time, zone), repeatText(event)]
  return parts.filter(Boolean).join(' · ')
}

/** The value of one field except the guests. */
function textOf(event: CalendarEvent, field: EventField, zone: Zone): string {
  if (field === 'time') return when(event.time, zone)
  return fieldWords(field, event, zone ?? 'UTC')
}

function linesOf(event: CalendarEvent, field: EventField, zone: Zone): readonly string[] {
  if (field === 'guests') return event.guests.map(guestText)
  if (field === 'reminders' && event.reminders?.length) return event.reminders.map(reminderWords)
  return [textOf(event, field, zone)].filter(Boolean)
}

/** "Ben Ode (ben@example.com), accepted" */
function guestText({ name, email, response, optional }: Guest): string {
  const who = name ? `${name} (${email})` : email
  return [who, RESPONSES[response], optional && 'optional'].filter(Boolean).join(', ')
}

function keysOf(event: CalendarEvent, field: EventField, zone: Zone): ReadonlyMap<string, string> {
  if (field === 'guests') return new Map(event.guests.map((guest) => [guestText(guest), guest.email]))
  const keyOf = field === 'description' ? descriptionKey : spaced
  return new Map(linesOf(event, field, zone).map((text) => [text, keyOf(text)]))
}

const spaced = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** A part of a conflict is one guest, the lines of a recurrence as one text, or the value of the field. */
function conflictTexts({ field, local, remote }: AnyConflict, sides: Sides<CalendarEvent>, zone: Zone) {
  if (field === 'guests') {
    const [ours, theirs] = [local, remote] as [Guest | null, Guest | null]
    const who = ours ?? theirs
    const text = (guest: Guest | null) =>
      guest ? guestText(guest) : `${who?.name || who?.email || 'This person'} is not a guest`
    return { local: text(ours), remote: text(theirs) }
  }
  const text = (part: unknown, side: CalendarEvent | null) => {
    if (!isField(field)) return 'nothing'
    if (field === 'status' && side && part !== 'cancelled' && [local, remote].includes('cancelled'))
      return `Takes place: ${when(side.time, zone)}`
    const value = field === 'repeat' && typeof part === 'string' ? part.split('\n').filter(Boolean) : part
    return textOf({ ...(side ?? EMPTY_EVENT), [field]: value }, field, zone) || 'nothing'
  }
  return { local: text(local, sides.local), remote: text(remote, sides.remote) }
}

/** As lib/domains/events/match writes a start that two events share: "2026-03-03 09:00:00 America/New_York", "2026-03-03". */
const START = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}) (\S+))?$/

function timeText(text: string, zone: Zone): string {
  const [, date, clock, named] = START.exec(text) ?? []
  if (date === undefined) return text
  if (clock === undefined || named === undefined) return when({ kind: 'day', start: date, end: date }, zone)
  const wall = `${date}T${clock}`
  return when({ kind: 'timed', start: wall, end: wall, zone: named, endZone: null }, zone)
}
