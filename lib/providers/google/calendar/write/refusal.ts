// Which writes are not sent: those that would reach guests, destroy what the account may not see, or that Google refuses anyway.

import { sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { problemsOf } from '@/lib/domains/events/value/validity'
import { refusalOf } from '@/lib/providers/google/calendar/errors'
import {
  isCancelledEvent,
  isMasked,
  isOccurrence,
  isRedacted,
  type Reading,
} from '@/lib/providers/google/calendar/item'
import { isOrganizer } from '@/lib/providers/google/calendar/organizer'
import { type Json, text } from '@/lib/providers/google/raw'

export interface Refusal {
  readonly field: EventField | null
  readonly message: string
}

const because = (message: string, field: EventField | null = null): Refusal => ({ field, message })

/** Why the event is never written; null if it may be. */
export function readOnlyReason(event: Json, reading: Reading): Refusal | null {
  // Of a cancelled occurrence no more than its place is known.
  if (isCancelledEvent(event) && isOccurrence(event)) return null
  const type = text(event.eventType)
  if (type === 'fromGmail') return because('Google made this event from a mail, and only Google changes it')
  if (type !== '' && type !== 'default')
    return because('Google changes this kind of event only in its own pages')
  if (isRedacted(event, reading)) return because('The account may not see the content of this event')
  if (isMasked(event, reading))
    return because('This event is private and is read as busy, so it is changed only in Google')
  if (!isOrganizer(event)) return because('Only its organizer may change this event')
  return event.locked === true ? because('This event is locked in Google') : null
}

/** Why these guests are not written; null if they may be. */
export function guestsReason(event: Json, from: CalendarEvent, to: CalendarEvent): Refusal | null {
  if (sameField('guests', from, to) || event.attendeesOmitted !== true) return null
  return because(
    'Google gave only some of the guests of this event, so they cannot be changed here',
    'guests',
  )
}

/** Why Google would not accept these fields of the value; null if it would. Contains none of the event's values. */
export function valueReason(
  to: CalendarEvent,
  fields: readonly EventField[],
  isOfSeries: boolean,
): Refusal | null {
  // An UNTIL of another type is sent as one of the event's.
  const problem = problemsOf(normalEvent(to)).find(({ field }) => fields.includes(field))
  if (problem) return because(refusalOf(problem.field), problem.field)
  if (isOfSeries || !isCancelled(to)) return null
  return because('Only an occurrence of a series can be canceled', 'status')
}
