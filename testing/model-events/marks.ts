// Each edit of a scenario writes a mark of its own into a text of an event.
import type { CalendarEvent } from '@/lib/domains/events/value/event'

export const MARKED = ['title', 'location', 'description'] as const

export const marksIn = (event: Partial<CalendarEvent>): readonly string[] =>
  MARKED.flatMap((field) => event[field]?.match(/\bmark\d+\b/g) ?? [])
