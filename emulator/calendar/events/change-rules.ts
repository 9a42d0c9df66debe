// Which fields a change of an event touches, and whether its writer may change them.
import * as errors from '@/emulator/calendar/errors'
import type { Calendar, Json } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import type { CalendarStore } from '@/emulator/calendar/store'
import { isObject, sameSpan } from './event-times'
import { attendeesOf, type Effective, type Found, isOrganizer, rowOf, same } from './events'
import { PRIVATE_FIELDS } from './guests'

export const fieldsThatDiffer = (a: Json, b: Json): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !same(a[name], b[name]))

const withoutOwn = (content: Json, email: string) => attendeesOf(content).filter((one) => one.email !== email)
export const ownAnswer = (content: Json, email: string): Json | undefined =>
  attendeesOf(content).find((one) => one.email === email)
const sharedPart = (value: unknown) => (isObject(value) ? (value.shared ?? {}) : {})
const privatePart = (value: unknown) => (isObject(value) ? (value.private ?? {}) : {})

/** Whether a guest's write touches fields that all guests share. */
export function touchesShared(
  store: CalendarStore,
  calendar: Calendar,
  before: Effective,
  next: Effective,
): boolean {
  if (!sameSpan(before.span, next.span) || !same(before.recurrence, next.recurrence)) return true
  return fieldsThatDiffer(before.content, next.content).some((name) => {
    if (PRIVATE_FIELDS.some((one) => one === name)) return false
    if (name === 'attendees')
      return !same(withoutOwn(before.content, calendar.id), withoutOwn(next.content, calendar.id))
    if (name !== 'extendedProperties') return true
    const [old, now] = [before.content.extendedProperties, next.content.extendedProperties]
    const onlyPrivate = same(sharedPart(old), sharedPart(now)) && !same(privatePart(old), privatePart(now))
    return !onlyPrivate || !store.switches.guestPrivateProperties
  })
}

export function checkSequence(body: Json, current: number): void {
  if (typeof body.sequence === 'number' && body.sequence < current)
    throw refuse(
      errors.invalid(
        'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. ' +
          'Re-fetch the resource and use its sequence number on the following request.',
      ),
    )
}

const STRICTNESS = ['public', 'default', 'private', 'confidential']
export const strictness = (content: Json) => STRICTNESS.indexOf(String(content.visibility ?? 'default'))

/**
 * The new sequence of an event. It grows only if the organizer's copy gets a new time or recurrence, or if the request sends a higher
 * number.
 */
export function sequenceOf(
  calendar: Calendar,
  found: Found,
  body: Json,
  before: Effective,
  next: Effective,
): number {
  const sent = typeof body.sequence === 'number' ? body.sequence : 0
  const retimed = !sameSpan(before.span, next.span) || !same(before.recurrence, next.recurrence)
  const own = before.sequence + (retimed && isOrganizer(calendar, rowOf(found)) ? 1 : 0)
  return Math.max(sent, own)
}

/** A patch that only removes INTERVAL=1 is answered as if it were saved, but is not saved. */
export function isUnsaved(
  body: Json,
  before: Effective,
  next: Effective,
  changed: readonly string[],
  retimed: boolean,
) {
  const sentOther = Array.isArray(body.recurrence) && !same(body.recurrence, before.recurrence)
  return sentOther && changed.length === 0 && !retimed && next.status === before.status
}
