// Where an event is read. Pure.
import type { Slot } from '@/lib/domains/events/value/time'

interface Addressed {
  readonly eventId: string
  readonly slot: Slot | null
}

export const eventAddress = ({ eventId, slot }: Addressed, more = ''): string =>
  `/calendar/events/${eventId}${more}${slot === null ? '' : `?on=${encodeURIComponent(slot)}`}`
