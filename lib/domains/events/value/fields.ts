// The fields of an event: the one place that names each of them, in the order of the form.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { FieldOf } from '@/lib/engine/model'

export type EventField = FieldOf<CalendarEvent>

interface Field {
  /** What pages call it. */
  readonly label: string
  /** Nobody may answer for a person where both sides changed it. */
  readonly alwaysAsk: boolean
}

const field = (label: string, alwaysAsk = false): Field => ({ label, alwaysAsk })

export const FIELDS: Readonly<Record<EventField, Field>> = {
  title: field('Title'),
  time: field('Time', true),
  repeat: field('Repeats', true),
  location: field('Location'),
  description: field('Description'),
  guests: field('Guests', true),
  showAs: field('Show as'),
  visibility: field('Private'),
  status: field('Status'),
  reminders: field('Reminders'),
}

export const FIELD_NAMES = Object.keys(FIELDS) as readonly EventField[]
