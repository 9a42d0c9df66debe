// What is left of an event for those who may only know that its time is taken.
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'

/** No word of what it is about, and nobody's name. When it is, and whether that time is taken, stays. */
export const asBusy = ({ time, repeat, showAs, status }: CalendarEvent): CalendarEvent => ({
  ...EMPTY_EVENT,
  title: 'Busy',
  ...{ time, repeat, showAs, status },
  visibility: 'private',
})
