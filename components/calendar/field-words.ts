// The value of one field of an event, in words. Pure.
import { amount } from '@/components/sync/figures'
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import { repeatWords } from '@/lib/domains/events/recurrence/words'
import type { CalendarEvent, Guest, Reminder, Zone } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import { STATUS_WORDS, whenWords } from '@/lib/domains/events/value/words'

/** '' where the field says nothing. */
export function fieldWords(field: EventField, event: CalendarEvent, zone: Zone): string {
  switch (field) {
    case 'title':
    case 'location':
    case 'description':
      return event[field]
    case 'time':
      return whenWords(event.time, zone)
    case 'repeat':
      return repeatText(event) ?? 'Does not repeat'
    case 'guests':
      return event.guests.map(({ name, email }) => name || email).join(', ')
    case 'showAs':
      return event.showAs === 'free' ? 'Free' : 'Busy'
    case 'visibility':
      return event.visibility === 'private' ? 'Yes' : 'No'
    case 'status':
      return STATUS_WORDS[event.status]
    case 'reminders':
      return event.reminders === null ? 'As the calendar says' : event.reminders.map(reminderWords).join(', ')
  }
}

/** "10 minutes before (popup)", "1 day before (email)" */
export function reminderWords({ method, minutes }: Reminder): string {
  const [unit, size] = UNITS.find(([, of]) => minutes > 0 && minutes % of === 0) ?? (['minute', 1] as const)
  return `${amount(minutes / size, unit)} before (${method})`
}

const UNITS = [
  ['week', 10_080],
  ['day', 1_440],
  ['hour', 60],
] as const

export const RESPONSES: Readonly<Record<Guest['response'], string>> = {
  needsAction: 'has not answered',
  declined: 'declined',
  tentative: 'may come',
  accepted: 'accepted',
}

/** A rule without words is shown as it is written, and one that cannot be read says so; null: it does not repeat. */
export function repeatText(event: Pick<CalendarEvent, 'time' | 'repeat'>): string | null {
  const { repeat, time } = event
  if (repeat.length === 0) return null
  const written = repeat.join(' ')
  if (readRepeat(repeat, time).unread.length > 0)
    return `Repeats in a way that Concord cannot show: ${written}`
  return repeatWords(event) ?? written
}
