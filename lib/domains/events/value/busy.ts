// The part of an event that readers may see who may only know that the time is busy.
import { sameEvent } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT, isCancelled } from '@/lib/domains/events/value/event'

/** Removes content and names. The time, and whether it counts as busy, stay. */
export const asBusy = ({ time, repeat, showAs, status }: CalendarEvent): CalendarEvent => ({
  ...EMPTY_EVENT,
  title: 'Busy',
  ...{ time, repeat, showAs, status },
  visibility: 'private',
})

/** Whether nothing of the event is known but what `asBusy` leaves. */
export const isAsBusy = (event: CalendarEvent): boolean =>
  !isCancelled(event) && sameEvent(event, asBusy(event))
