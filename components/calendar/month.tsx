// A month as a table of weeks, from Sunday to Saturday. A day names a few of its events and leads to all of them; on a narrow screen it
// only says how many there are.

import { CalendarDot } from '@/components/calendar/calendar-dot'
import { eventAddress } from '@/components/calendar/event-address'
import type { Period, Place } from '@/components/calendar/period'
import { PlaceLink } from '@/components/calendar/place-link'
import type { Shown, ShownDay } from '@/components/calendar/shown'
import { Link } from '@/components/ui/links/link'
import { ScrollFrame } from '@/components/ui/scroll-frame'
import { addDays, daysBetween } from '@/lib/domains/events/value/dates'
import type { DateText, Zone } from '@/lib/domains/events/value/event'
import { agendaWords, dayWords, titleOf } from '@/lib/domains/events/value/words'
import type { SeenCalendar } from '@/lib/store/calendar/calendars'

/** Events that a day names. */
const MOST = 4
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

interface MonthProps {
  readonly days: readonly ShownDay[]
  readonly period: Period
  readonly today: DateText
  readonly zone: Zone
  readonly calendars: ReadonlyMap<string, SeenCalendar>
  readonly place: Place
}

export function Month(props: MonthProps) {
  const { days, period } = props
  const shownOn = new Map(days.map(({ day, shown }) => [day, shown]))
  const weeks = Array.from({ length: daysBetween(period.from, period.to) / 7 }, (_, week) =>
    WEEKDAYS.map((_, weekday) => addDays(period.from, week * 7 + weekday)),
  )
  return (
    <ScrollFrame label="Month">
      <table className="w-full table-fixed border-collapse sm:min-w-[44rem]">
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th
                key={name}
                scope="col"
                className="border-b border-line px-1 py-2 text-left text-xs font-medium text-soft sm:px-2"
              >
                {name.slice(0, 3)}
                <span className="max-sm:sr-only">{name.slice(3)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day key={day} {...props} day={day} shown={shownOn.get(day) ?? []} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

interface DayProps extends Omit<MonthProps, 'days'> {
  readonly day: DateText
  readonly shown: readonly Shown[]
}

function Day({ day, shown, period, today, zone, calendars, place }: DayProps) {
  const isToday = day === today
  const isOutside = day.slice(0, 7) !== period.anchor.slice(0, 7)
  const agenda = { place, today, move: { view: 'agenda', on: day } } as const
  return (
    <td
      aria-current={isToday ? 'date' : undefined}
      className={`h-16 border border-line p-1 align-top sm:h-28 ${isOutside ? 'bg-surface' : ''}`}
    >
      <PlaceLink
        {...agenda}
        aria-label={dayWords(day)}
        className={`inline-flex size-6 items-center justify-center rounded-full text-xs hover:bg-sunken ${dayLook(isToday, isOutside)}`}
      >
        {Number(day.slice(8))}
      </PlaceLink>
      {shown.length > 0 && (
        <PlaceLink
          {...agenda}
          className="mt-1 inline-flex size-6 items-center justify-center rounded-full bg-accent-soft text-xs font-medium text-accent sm:hidden"
        >
          <span data-number>{shown.length}</span>
          <span className="sr-only">
            {shown.length === 1 ? ' event' : ' events'} on {dayWords(day)}
          </span>
        </PlaceLink>
      )}
      {shown.length > 0 && (
        <ul className="mt-1 grid gap-0.5 max-sm:hidden">
          {shown.slice(0, MOST).map((one) => (
            <li key={`${one.eventId} ${one.slot}`}>
              <Line shown={one} day={day} zone={zone} calendar={calendars.get(one.calendarId)} />
            </li>
          ))}
        </ul>
      )}
      {shown.length > MOST && (
        <PlaceLink
          {...agenda}
          className="block rounded-sm px-1 py-0.5 text-xs text-soft hover:bg-sunken max-sm:hidden"
        >
          {shown.length - MOST} more<span className="sr-only"> on {dayWords(day)}</span>
        </PlaceLink>
      )}
    </td>
  )
}

interface LineProps {
  readonly shown: Shown
  readonly day: DateText
  readonly zone: Zone
  readonly calendar: SeenCalendar | undefined
}

function Line({ shown, day, zone, calendar }: LineProps) {
  const { event } = shown
  const when = agendaWords(event.time, zone, day)
  return (
    <Link
      href={eventAddress(shown)}
      title={`${when} ${titleOf(event)}`}
      className="flex gap-1.5 rounded-sm px-1 py-0.5 text-xs hover:bg-sunken"
    >
      <CalendarDot color={calendar?.color} className="mt-1" />
      <span className="line-clamp-2 min-w-0">
        {event.time.kind === 'timed' && (
          <span data-number className="text-soft">
            {when.split(' – ')[0]}{' '}
          </span>
        )}
        {titleOf(event)}
        <span className="sr-only">, {calendar?.name}</span>
      </span>
    </Link>
  )
}

const dayLook = (isToday: boolean, isOutside: boolean) =>
  isToday ? 'bg-accent font-medium text-on-accent hover:text-ink' : isOutside ? 'text-soft' : ''
