// The value of one field of an event, in words. Pure.
import { repeatWords } from '@/lib/domains/events/recurrence/words'
import type { CalendarEvent, Zone } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import { whenWords } from '@/lib/domains/events/value/words'

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
      return event.repeat.length > 0 ? (repeatWords(event) ?? event.repeat.join(' ')) : 'Does not repeat'
    case 'guests':
      return event.guests.map(({ name, email }) => name || email).join(', ')
    case 'showAs':
      return event.showAs === 'free' ? 'Free' : 'Busy'
    case 'visibility':
      return event.visibility === 'private' ? 'Yes' : 'No'
    case 'status':
      return event.status === 'tentative' ? 'Tentative' : 'Confirmed'
    case 'reminders':
      return event.reminders === null ? 'As the calendar says' : event.reminders.map(reminder).join(', ')
  }
}

const reminder = ({ method, minutes }: { readonly method: string; readonly minutes: number }) =>
  `${minutes} minutes before (${method})`
