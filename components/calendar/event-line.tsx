// One event on one day: when, what, where, and in which calendar.

import { CalendarDot } from '@/components/calendar/calendar-dot'
import { eventAddress } from '@/components/calendar/event-address'
import type { Shown } from '@/components/calendar/shown'
import { Link } from '@/components/ui/links/link'
import type { DateText, Zone } from '@/lib/domains/events/value/event'
import { agendaWords, titleOf } from '@/lib/domains/events/value/words'
import type { SeenCalendar } from '@/lib/store/calendar/calendars'

interface EventLineProps {
  readonly shown: Shown
  readonly day: DateText
  readonly zone: Zone
  readonly calendar: SeenCalendar | undefined
}

export function EventLine({ shown, day, zone, calendar }: EventLineProps) {
  const { event } = shown
  return (
    <Link
      href={eventAddress(shown)}
      className="grid grid-cols-[auto_1fr] gap-x-3 rounded-md px-2 py-1 hover:bg-sunken sm:grid-cols-[auto_11rem_1fr]"
    >
      <CalendarDot color={calendar?.color} />
      <span data-number className="text-soft">
        {agendaWords(event.time, zone, day)}
      </span>
      <span className="col-start-2 min-w-0 sm:col-start-3">
        <span className={event.status === 'tentative' ? 'italic' : 'font-medium'}>{titleOf(event)}</span>
        <span className="text-soft">
          {event.location && ` · ${event.location}`}
          {calendar && ` · ${calendar.name}`}
        </span>
      </span>
    </Link>
  )
}
