// One spelling of each event: what is stored, and what comparing goes by. Idempotent.
import { oneLine, severalLines } from '@/lib/domains/contacts/text/plain-text'
import { canonicalRepeat } from '@/lib/domains/events/recurrence/lines'
import type { CalendarEvent, EventTime, Guest, Reminder } from '@/lib/domains/events/value/event'
import { sameZone } from '@/lib/domains/events/value/zone'

/** Text without what a database or a page cannot hold, guests by e-mail, reminders in order, lines canonical where they can be read. */
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

/** An end zone that is the start's says nothing. */
export const normalTime = (time: EventTime): EventTime =>
  time.kind === 'timed' && time.endZone !== null && sameZone(time.endZone, time.zone)
    ? { ...time, endZone: null }
    : time

export const guestKey = ({ email }: Pick<Guest, 'email'>): string => email.trim().toLowerCase()

/** By e-mail; the last of two with one address counts. Without an address nobody is a guest. */
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
