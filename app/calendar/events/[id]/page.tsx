// One event, or one occurrence of a series: what it says, and what was done to it.
import type { Metadata } from 'next'
import { removeEventForm } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { eventAddress } from '@/components/calendar/event-address'
import { EventCard } from '@/components/calendar/event-card'
import { EventHistory } from '@/components/calendar/event-history'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { requireUser } from '@/lib/auth/session'
import { titleOf, whenWords } from '@/lib/domains/events/value/words'
import { lookUp, one, type Query } from '@/lib/http/query'
import { mayWrite } from '@/lib/store/calendar/calendars'
import { eventHistory } from '@/lib/store/calendar/event-list'
import { type LoadedEvent, loadEvent } from '../load'

export const metadata: Metadata = { title: 'Event' }

/** Steps of history that a page shows. */
const MOST = 100

const problems: Readonly<Record<string, string>> = {
  stale: 'Someone changed this event in the meantime. You see the current version. Nothing was deleted.',
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
  return (
    <Page
      title={titleOf(shown)}
      intro={whenWords(shown.time, zone)}
      actions={mayWrite(calendar.access) && !isGone && <Actions loaded={loaded} />}
    >
      <Saved words={lookUp(SAVED, one(query.saved))} answer={query} names={['saved']} />
      {problem && (
        <Notice tone="warn" alert>
          {problem}
        </Notice>
      )}
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

const Gone = ({ isOccurrence }: { readonly isOccurrence: boolean }) => (
  <Notice tone="warn" actions={<ButtonLink href="/calendar/deleted">Deleted</ButtonLink>}>
    {isOccurrence ? 'This occurrence was canceled.' : 'This event was deleted.'} It can be restored for 30
    days under Deleted.
  </Notice>
)

/** An occurrence asks first which of its series is meant. */
function Actions({ loaded: { row, slot } }: { readonly loaded: LoadedEvent }) {
  const eventId = row.id
  const on = slot === null ? {} : { on: slot }
  return (
    <>
      {slot === null ? (
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
      <GoButton to={eventAddress({ eventId, slot: null }, '/edit')} params={on} look="primary">
        Edit
      </GoButton>
    </>
  )
}
