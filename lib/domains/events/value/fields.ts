// The fields of an event in the order of the form, defined only here.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { FieldOf } from '@/lib/engine/model'

export type EventField = FieldOf<CalendarEvent>

interface Field {
  /** Its label on pages. */
  readonly label: string
  /** If both sides changed it, a person must decide; no setting does. */
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
