// A month as a table of weeks, from Sunday to Saturday. A day names a few of its events and leads to all of them.
import Link from 'next/link'
import { eventAddress } from '@/components/calendar/event-address'
import { CalendarDot } from '@/components/calendar/event-line'
import { addressOf, type Period, type Place } from '@/components/calendar/period'
import type { Shown, ShownDay } from '@/components/calendar/shown'
import { ScrollFrame } from '@/components/ui/scroll-frame'
import type { DateText, Zone } from '@/lib/domains/events/value/event'
import { addDays, daysBetween } from '@/lib/domains/events/value/time'
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

export function Month({ days, period, today, zone, calendars, place }: MonthProps) {
  const shownOn = new Map(days.map(({ day, shown }) => [day, shown]))
  const weeks = daysBetween(period.from, period.to) / 7
  const dayAt = (week: number, weekday: number) => addDays(period.from, week * 7 + weekday)
  const lineOf = (one: Shown, day: DateText) => (
    <li key={`${one.eventId} ${one.slot}`}>
      <Link
        href={eventAddress(one)}
        title={`${agendaWords(one.event.time, zone, day)} ${titleOf(one.event)}`}
        className="flex gap-1.5 rounded-sm px-1 py-0.5 text-xs hover:bg-sunken"
      >
        <CalendarDot color={calendars.get(one.calendarId)?.color} />
        <span className="line-clamp-2 min-w-0">
          {one.event.time.kind === 'timed' && (
            <span data-number className="text-soft">
              {agendaWords(one.event.time, zone, day).split(' – ')[0]}{' '}
            </span>
          )}
          {titleOf(one.event)}
          <span className="sr-only">, {calendars.get(one.calendarId)?.name}</span>
        </span>
      </Link>
    </li>
  )
  return (
    <ScrollFrame label="Month">
      <table className="w-full min-w-[44rem] table-fixed border-collapse">
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th
                key={name}
                scope="col"
                className="border-b border-line px-2 py-2 text-left text-xs font-medium text-soft"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: weeks }, (_, week) => (
            <tr key={dayAt(week, 0)}>
              {WEEKDAYS.map((name, weekday) => {
                const day = dayAt(week, weekday)
                const shown = shownOn.get(day) ?? []
                const isOutside = day.slice(0, 7) !== period.anchor.slice(0, 7)
                return (
                  <td
                    key={name}
                    aria-current={day === today ? 'date' : undefined}
                    className={`h-28 border border-line p-1 align-top ${isOutside ? 'bg-surface' : ''}`}
                  >
                    <Link
                      href={addressOf({ ...place, view: 'agenda', on: day })}
                      aria-label={dayWords(day)}
                      className={`inline-flex size-6 items-center justify-center rounded-full text-xs hover:bg-sunken ${dayLook(day === today, isOutside)}`}
                    >
                      {Number(day.slice(8))}
                    </Link>
                    {shown.length > 0 && (
                      <ul className="mt-1 grid gap-0.5">
                        {shown.slice(0, MOST).map((one) => lineOf(one, day))}
                      </ul>
                    )}
                    {shown.length > MOST && (
                      <Link
                        href={addressOf({ ...place, view: 'agenda', on: day })}
                        className="block rounded-sm px-1 py-0.5 text-xs text-soft hover:bg-sunken"
                      >
                        {shown.length - MOST} more<span className="sr-only"> on {dayWords(day)}</span>
                      </Link>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

const dayLook = (isToday: boolean, isOutside: boolean) =>
  isToday ? 'bg-accent font-medium text-on-accent hover:text-ink' : isOutside ? 'text-soft' : ''
