// The agenda: a list of days, each with the list of what happens.
import { EventLine } from '@/components/calendar/event-line'
import type { ShownDay } from '@/components/calendar/shown'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import type { DateText, Zone } from '@/lib/domains/events/value/event'
import { dayWords } from '@/lib/domains/events/value/words'
import type { SeenCalendar } from '@/lib/store/calendar/calendars'

interface AgendaProps {
  readonly days: readonly ShownDay[]
  readonly today: DateText
  readonly zone: Zone
  readonly calendars: ReadonlyMap<string, SeenCalendar>
}

export function Agenda({ days, today, zone, calendars }: AgendaProps) {
  if (days.length === 0)
    return (
      <div className="panel">
        <EmptyState
          title="Nothing is planned on these days"
          actions={<ButtonLink href="/calendar/events/new">Add an event</ButtonLink>}
        >
          Choose Previous or Next to see other days.
        </EmptyState>
      </div>
    )
  return (
    <ol className="panel divide-y divide-line">
      {days.map(({ day, shown }) => (
        <li key={day} className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[15rem_1fr]">
          <h3 className={`py-1 font-medium ${day === today ? 'text-accent' : ''}`}>
            <time dateTime={day}>{dayWords(day)}</time>
            {day === today && <span className="text-soft"> (today)</span>}
          </h3>
          <ul className="grid gap-1">
            {shown.map((one) => (
              <li key={`${one.eventId} ${one.slot}`}>
                <EventLine shown={one} day={day} zone={zone} calendar={calendars.get(one.calendarId)} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
