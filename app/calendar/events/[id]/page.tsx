// One event, or one occurrence of a series: what it says, and what was done to it.
import type { Metadata } from 'next'
import { removeEventForm } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { alsoDeleted } from '@/components/calendar/delete-words'
import { eventAddress } from '@/components/calendar/event-address'
import { EventCard } from '@/components/calendar/event-card'
import { EventHistory } from '@/components/calendar/event-history'
import { organizedWords } from '@/components/calendar/organized-words'
import { errorWords } from '@/components/sync/error-words'
import { viewOf } from '@/components/sync/kinds'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { requireUser } from '@/lib/auth/session'
import { titleOf, whenWords } from '@/lib/domains/events/value/words'
import { lookUp, one, type Query } from '@/lib/http/query'
import { labelOf } from '@/lib/providers/registry'
import { mayWrite } from '@/lib/store/calendar/calendars'
import { eventHistory } from '@/lib/store/calendar/event-list'
import { type EventFailure, failureOfEvent } from '@/lib/store/calendar/organized'
import { accountsWith } from '@/lib/store/undo/colleagues'
import { type LoadedEvent, loadEvent } from '../load'

export const metadata: Metadata = { title: 'Event' }

/** Steps of history that a page shows. */
const MOST = 100

const problems: Readonly<Record<string, string>> = {
  stale: 'Someone changed this event in the meantime. You see the current version. Nothing was deleted.',
  organized: 'Someone else organizes this event. You can only delete all of it from this calendar.',
  readOnly: 'You can view this calendar but not change it.',
  missing: 'This event no longer exists.',
  refused: 'The series cannot be split at this event. You can delete this event only, or all events.',
}

const SAVED: Readonly<Record<string, string>> = {
  new: 'The event was added.',
  edited: 'Your changes were saved.',
}

interface EventPageProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Query>
}

export default async function EventPage({ params, searchParams }: EventPageProps) {
  const { id } = await params
  const user = await requireUser(`/calendar/events/${id}`)
  const query = await searchParams
  const [loaded, zone] = await Promise.all([loadEvent(user, id, one(query.on)), calendarZone()])
  const { row, slot, calendar, shown, occurrences, isGone } = loaded
  const of = slot === null ? row : occurrences.get(slot)
  const edits = of && calendar.access !== 'busy' ? await eventHistory(user.firmId, of.id, calendar, MOST) : []
  const problem = lookUp(problems, one(query.problem))
  const isOpen = mayWrite(calendar.access) && !isGone
  const organizer = isOpen ? loaded.organizer : null
  const failure = isOpen ? await failureOfEvent(user, of?.id ?? row.id) : null
  const asks = isOpen && slot === null && alsoDeleted(await accountsWith(user, [row.id]), labelOf).length > 0
  return (
    <Page
      title={titleOf(shown)}
      up={{ href: '/calendar', label: 'Back to the calendar' }}
      intro={whenWords(shown.time, zone)}
      actions={isOpen && <Actions loaded={loaded} asks={asks} isOrganized={organizer !== null} />}
    >
      <Saved words={lookUp(SAVED, one(query.saved))} answer={query} names={['saved']} />
      {problem && (
        <Notice tone="warn" alert>
          {problem}
        </Notice>
      )}
      {organizer && <Notice title="Read only">{organizedWords(organizer.name)}</Notice>}
      {failure && <Failing failure={failure} />}
      {isGone && <Gone isOccurrence={slot !== null} />}
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel title="Details" flush>
          <EventCard
            event={shown}
            series={slot === null ? null : loaded.event}
            calendar={calendar}
            zone={zone}
          />
        </Panel>
        {edits.length > 0 && (
          <Panel title="History" flush>
            <EventHistory edits={edits} zone={zone} />
          </Panel>
        )}
      </div>
    </Page>
  )
}

/** As on the page of its sync. */
function Failing({ failure }: { readonly failure: EventFailure }) {
  const { cause, remedy } = errorWords(failure.error, labelOf(failure), viewOf('events'))
  return (
    <Notice tone="warn" title={`Could not be synced: ${cause}`}>
      {remedy}
    </Notice>
  )
}

const Gone = ({ isOccurrence }: { readonly isOccurrence: boolean }) => (
  <Notice tone="warn" actions={<ButtonLink href="/calendar/deleted">Deleted</ButtonLink>}>
    {isOccurrence ? 'This occurrence was canceled.' : 'This event was deleted.'} It can be restored for 30
    days under Deleted.
  </Notice>
)

interface ActionsProps {
  readonly loaded: LoadedEvent
  /** An account deletes it, too: the person is asked first. */
  readonly asks: boolean
  /** Someone else organizes it: it can only be deleted from this calendar as a whole. */
  readonly isOrganized: boolean
}

/** An occurrence asks first which of its series is meant. */
function Actions({ loaded: { row, slot }, asks, isOrganized }: ActionsProps) {
  const eventId = row.id
  const on = slot === null ? {} : { on: slot }
  if (isOrganized && slot !== null) return null
  return (
    <>
      {slot === null && !asks ? (
        <form action={removeEventForm}>
          <input type="hidden" name="id" value={eventId} />
          <input type="hidden" name="version" value={row.version} />
          <input type="hidden" name="scope" value="" />
          <SubmitButton look="secondary">Delete</SubmitButton>
        </form>
      ) : (
        <GoButton to={eventAddress({ eventId, slot: null }, '/delete')} params={on}>
          Delete
        </GoButton>
      )}
      {!isOrganized && (
        <GoButton to={eventAddress({ eventId, slot: null }, '/edit')} params={on} look="primary">
          Edit
        </GoButton>
      )}
    </>
  )
}
