// **New Event**. Its id is made here, with the form: sending it twice makes one event.
import type { Metadata } from 'next'
import { saveEventForm } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { EventForm } from '@/components/calendar/event-form'
import { ruleMeaning } from '@/components/calendar/rule-meaning'
import { typedEventOf } from '@/components/calendar/understand-event'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { allZones } from '@/components/ui/time/zones'
import { requireUser } from '@/lib/auth/session'
import { isDate } from '@/lib/domains/events/value/dates'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { addSeconds, wallAt } from '@/lib/domains/events/value/time'
import { one, type Query } from '@/lib/http/query'
import { calendarsOf, mayWrite } from '@/lib/store/calendar/calendars'

export const metadata: Metadata = { title: 'New event' }

export default async function NewEvent({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser('/calendar/events/new')
  const [calendars, zone, params] = await Promise.all([calendarsOf(user), calendarZone(), searchParams])
  const writable = calendars.filter(({ access }) => mayWrite(access))
  const own =
    writable.find(({ kind, ownerId }) => kind === 'person' && ownerId === user.userId) ?? writable[0]
  const typed = own && typedEventOf(suggested(new Date(), one(params.on), zone), own.id, zone)
  return (
    <Page title="New event" width="narrow">
      {typed ? (
        <EventForm
          id={crypto.randomUUID()}
          version={0}
          occurrence={0}
          scope=""
          typed={typed}
          meaning={ruleMeaning(typed)}
          calendars={writable.map(({ id, name }) => ({ id, name }))}
          zones={allZones()}
          mayRepeat
          cancel="/calendar"
          save={saveEventForm}
        />
      ) : (
        <Notice tone="warn">You cannot add events to any calendar.</Notice>
      )}
    </Page>
  )
}

/** An hour from the next full hour on, today or on the day that was chosen. */
function suggested(now: Date, on: string | null, zone: string): CalendarEvent {
  const wall = wallAt(`${now.toISOString().slice(0, 19)}Z`, zone)
  const day = on && isDate(on) ? on : wall.slice(0, 10)
  const start = addSeconds(`${day}T${wall.slice(11, 13)}:00:00`, 3600)
  return { ...EMPTY_EVENT, time: { kind: 'timed', start, end: addSeconds(start, 3600), zone, endZone: null } }
}
