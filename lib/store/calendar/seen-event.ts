// An event as one person may see it. Pure.
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { SeenCalendar } from './calendars'

export const BUSY = 'Busy'

/** A person with the role `busy` sees when, not what. A viewer does not see what a private event is about. */
export function seenEvent(event: CalendarEvent, { access }: Pick<SeenCalendar, 'access'>): CalendarEvent {
  const hidden = access === 'busy' || (access === 'viewer' && event.visibility === 'private')
  if (!hidden) return event
  const { time, repeat, showAs, status, visibility } = event
  return { ...EMPTY_EVENT, title: BUSY, time, repeat, showAs, status, visibility }
}
