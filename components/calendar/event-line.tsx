// One event on one day: when, what, where, and in which calendar.
import Link from 'next/link'
import { eventAddress } from '@/components/calendar/event-address'
import type { Shown } from '@/components/calendar/shown'
import type { DateText, Zone } from '@/lib/domains/events/value/event'
import { agendaWords, titleOf } from '@/lib/domains/events/value/words'
import type { SeenCalendar } from '@/lib/store/calendar/calendars'
import type { Color } from '@/lib/store/calendar/colors'

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

interface CalendarDotProps {
  readonly color?: Color | undefined
  /** Where it stands beside a text of several lines, and where beside one line. */
  readonly className?: string
}

/** The color is never the only sign: the calendar's name stands beside it. */
export const CalendarDot = ({ color = 'gray', className = 'mt-1.5' }: CalendarDotProps) => (
  <span
    aria-hidden
    data-color={color}
    className={`calendar-dot size-2.5 shrink-0 rounded-full ${className}`}
  />
)
