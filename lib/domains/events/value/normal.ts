// The normal form of an event, which is stored and compared. Idempotent.

import { canonicalRepeat } from '@/lib/domains/events/recurrence/lines'
import type { CalendarEvent, EventTime, Guest, Reminder } from '@/lib/domains/events/value/event'
import { sameZone } from '@/lib/domains/events/value/zone'
import { oneLine, severalLines } from '@/lib/domains/text/plain-text'

/**
 * Removes characters that the database or a page cannot store, keeps one guest per email address, sorts reminders, and writes recurrence
 * lines in canonical form if they can be read.
 */
export function normalEvent(event: CalendarEvent): CalendarEvent {
  const time = normalTime(event.time)
  return {
    ...event,
    title: oneLine(event.title.normalize('NFC')),
    description: severalLines(event.description.normalize('NFC')),
    location: severalLines(event.location.normalize('NFC')),
    time,
    repeat: canonicalRepeat(event.repeat, time),
    guests: normalGuests(event.guests),
    reminders: event.reminders && normalReminders(event.reminders),
  }
}

/** Removes an end zone that equals the start zone. */
export const normalTime = (time: EventTime): EventTime =>
  time.kind === 'timed' && time.endZone !== null && sameZone(time.endZone, time.zone)
    ? { ...time, endZone: null }
    : time

export const guestKey = ({ email }: Pick<Guest, 'email'>): string => email.trim().toLowerCase()

/** Guests by email address; of two guests with one address, the last one stays. Guests without an address are removed. */
export function normalGuests(guests: readonly Guest[]): readonly Guest[] {
  const byEmail = new Map(
    guests
      .map((guest) => ({ ...guest, email: guestKey(guest), name: oneLine(guest.name.normalize('NFC')) }))
      .filter(({ email }) => email !== '')
      .map((guest) => [guest.email, guest]),
  )
  return [...byEmail.values()].sort((a, b) => (a.email < b.email ? -1 : 1))
}

export function normalReminders(reminders: readonly Reminder[]): readonly Reminder[] {
  const distinct = new Map(reminders.map((one) => [`${one.method} ${one.minutes}`, one]))
  return [...distinct.values()].sort((a, b) => a.minutes - b.minutes || (a.method < b.method ? -1 : 1))
}
