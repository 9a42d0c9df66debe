// An event as one person may see it. Pure.
import { asBusy } from '@/lib/domains/events/value/busy'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { SeenCalendar } from './calendars'

/** A person with the role `busy` sees when, not what. A viewer does not see what a private event is about. */
export function seenEvent(event: CalendarEvent, { access }: Pick<SeenCalendar, 'access'>): CalendarEvent {
  const { visibility } = event
  const isHidden = access === 'busy' || (access === 'viewer' && visibility === 'private')
  return isHidden ? { ...asBusy(event), visibility } : event
}
