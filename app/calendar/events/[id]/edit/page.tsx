// Editing an event. An occurrence asks first which of its series is meant. The form carries the version that it shows.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { saveEventForm } from '@/app/calendar/actions'
import { scopeOf, scopeText } from '@/app/calendar/scope'
import { calendarZone } from '@/app/calendar/zone'
import { eventAddress } from '@/components/calendar/event-address'
import { EventForm } from '@/components/calendar/event-form'
import { ruleMeaning } from '@/components/calendar/rule-meaning'
import { ScopeForm } from '@/components/calendar/scope-form'
import { typedEventOf } from '@/components/calendar/understand-event'
import { Page } from '@/components/ui/page'
import { allZones } from '@/components/ui/time/zones'
import { requireUser } from '@/lib/auth/session'
import { titleOf } from '@/lib/domains/events/value/words'
import { one, type Query } from '@/lib/http/query'
import { calendarsOf, mayWrite } from '@/lib/store/calendar/calendars'
import { eventInScope, occurrenceVersion } from '@/lib/store/calendar/event-list'
import { loadEvent } from '../../load'

export const metadata: Metadata = { title: 'Edit event' }

interface EditEventProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Query>
}

export default async function EditEvent({ params, searchParams }: EditEventProps) {
  const { id } = await params
  const user = await requireUser(`/calendar/events/${id}/edit`)
  const query = await searchParams
  const loaded = await loadEvent(user, id, one(query.on))
  const { row, slot, calendar, shown, isGone } = loaded
  const address = eventAddress({ eventId: id, slot })
  if (isGone || loaded.organizer || !mayWrite(calendar.access)) redirect(address)
  const chosen = one(query.scope)
  if (slot !== null && chosen === null)
    return (
      <Page title={`Edit ${titleOf(shown)}`} width="narrow">
        <ScopeForm
          action={`/calendar/events/${id}/edit`}
          slot={slot}
          cancel={address}
          question="What do you want to edit?"
        />
      </Page>
    )
  const scope = scopeOf(chosen ?? '')
  if (!scope) notFound()
  const event = eventInScope(loaded, scope)
  const [calendars, zone] = await Promise.all([calendarsOf(user), calendarZone()])
  const writable = calendars.filter(
    (one) => mayWrite(one.access) && (scope.kind !== 'this' || one.id === calendar.id),
  )
  const typed = typedEventOf(event, calendar.id, zone)
  return (
    <Page
      title={`Edit ${titleOf(event)}`}
      intro={INTRO[row.shape === 'series' ? scope.kind : 'single']}
      width="narrow"
    >
      <EventForm
        id={id}
        version={row.version}
        occurrence={occurrenceVersion(loaded, scope)}
        scope={scopeText(scope)}
        typed={typed}
        meaning={ruleMeaning(typed)}
        calendars={writable.map(({ id, name }) => ({ id, name }))}
        zones={allZones()}
        mayRepeat={scope.kind !== 'this' && row.shape !== 'occurrence'}
        cancel={address}
        save={saveEventForm}
      />
    </Page>
  )
}

const INTRO = {
  single: undefined,
  this: 'Only this event changes. The others of its series stay as they are.',
  following: 'This event and all following ones change. Earlier ones stay as they are.',
  all: 'All events of the series change. The dates below are those of the first one.',
} as const
