// An event's value from Google's JSON.
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import type { CalendarEvent, Guest, Reminder, Zone } from '@/lib/domains/events/value/event'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { isObject, type Json, list, object, text } from '@/lib/providers/google/raw'
import { plainDescription } from './description'
import { slotIn, timeAtSlot, timeOf } from './times'

/** `calendarZone`: of an event without a zone of its own. EXDATE lines are among `repeat`. Values that are not known are left out. */
export function eventValue(event: Json, calendarZone: Zone | null): CalendarEvent {
  return normalEvent({
    title: text(event.summary),
    description: plainDescription(text(event.description)),
    location: text(event.location),
    time: timeIn(event, calendarZone),
    repeat: linesOf(event),
    guests: guestsOf(event),
    visibility: visibilityOf(event),
    showAs: event.transparency === 'transparent' ? 'free' : 'busy',
    status:
      event.status === 'cancelled' ? 'cancelled' : event.status === 'tentative' ? 'tentative' : 'confirmed',
    reminders: remindersOf(event),
  })
}

/** Of a cancelled occurrence Google may give no more than the original start. */
function timeIn(event: Json, calendarZone: Zone | null) {
  const slot = slotIn(event)
  if (isObject(event.start) || slot === null) return timeOf(event, calendarZone)
  return timeAtSlot(slot, text(object(event.originalStartTime).timeZone) || calendarZone)
}

export const linesOf = ({ recurrence }: Json): readonly string[] =>
  Array.isArray(recurrence) ? recurrence.filter((line): line is string => typeof line === 'string') : []

/** Whether Google's lines say that the event repeats. */
export const repeats = (event: Json): boolean => linesOf(event).length > 0

const RESPONSES = ['needsAction', 'declined', 'tentative', 'accepted'] as const

const guestsOf = ({ attendees }: Json): readonly Guest[] =>
  list(attendees).map(({ email, displayName, responseStatus, optional }) => ({
    email: text(email),
    name: text(displayName),
    response: RESPONSES.find((one) => one === responseStatus) ?? 'needsAction',
    optional: optional === true,
  }))

/** `confidential` is a former name of `private`. */
export const isPrivate = ({ visibility }: Json): boolean =>
  visibility === 'private' || visibility === 'confidential'

const visibilityOf = (event: Json): CalendarEvent['visibility'] =>
  isPrivate(event) ? 'private' : event.visibility === 'public' ? 'public' : 'default'

/** The calendar's own reminders are no reminders of the event: copied, they would come twice. */
function remindersOf({ reminders }: Json): CalendarEvent['reminders'] {
  const { useDefault, overrides } = object(reminders)
  if (useDefault !== false) return null
  return list(overrides).flatMap(({ method, minutes }): Reminder[] =>
    (method === 'email' || method === 'popup') && typeof minutes === 'number' ? [{ method, minutes }] : [],
  )
}

/** The slots of a series' EXDATE lines. */
export const exdatesOf = (event: Json, calendarZone: Zone | null): readonly string[] =>
  repeats(event) ? readRepeat(linesOf(event), timeOf(event, calendarZone)).withoutDates : []
