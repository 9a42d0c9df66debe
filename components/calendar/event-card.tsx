// What an event says, field by field.
import type { ReactNode } from 'react'
import { CalendarDot } from '@/components/calendar/calendar-dot'
import { RESPONSES, repeatText } from '@/components/calendar/field-words'
import type { CalendarEvent, Zone } from '@/lib/domains/events/value/event'
import { STATUS_WORDS, whenWords } from '@/lib/domains/events/value/words'
import type { SeenCalendar } from '@/lib/store/calendar/calendars'

interface EventCardProps {
  readonly event: CalendarEvent
  /** Of an occurrence. */
  readonly series: CalendarEvent | null
  readonly calendar: SeenCalendar
  readonly zone: Zone
}

export function EventCard({ event, series, calendar, zone }: EventCardProps) {
  const { location, description, guests, showAs, visibility, status } = event
  const repeat = repeatText(series ?? event)
  return (
    <dl>
      <Line name="When">{whenWords(event.time, zone)}</Line>
      {repeat && <Line name="Repeats">{repeat}</Line>}
      <Line name="Calendar">
        <span className="flex items-start gap-2">
          <CalendarDot color={calendar.color} />
          {calendar.name}
        </span>
      </Line>
      {location && <Line name="Location">{location}</Line>}
      {description && (
        <Line name="Description">
          <span className="whitespace-pre-line">{description}</span>
        </Line>
      )}
      {guests.length > 0 && (
        <Line name="Guests">
          <ul className="grid gap-1">
            {guests.map((guest) => (
              <li key={guest.email}>
                {guest.name || guest.email} <span className="text-soft">{RESPONSES[guest.response]}</span>
              </li>
            ))}
          </ul>
        </Line>
      )}
      <Line name="Show as">{showAs === 'free' ? 'Free' : 'Busy'}</Line>
      {visibility === 'private' && (
        <Line name="Private">Only people who can change this calendar can read it.</Line>
      )}
      {status !== 'confirmed' && <Line name="Status">{STATUS_WORDS[status]}</Line>}
    </dl>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-[8rem_1fr]">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
