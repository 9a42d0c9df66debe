// **Delete** of an occurrence: which of its series is meant.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { removeEventForm } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { eventAddress } from '@/components/calendar/event-address'
import { ScopeForm } from '@/components/calendar/scope-form'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { titleOf, whenWords } from '@/lib/domains/events/value/words'
import { one, type Query } from '@/lib/http/query'
import { mayWrite } from '@/lib/store/calendar/calendars'
import { occurrenceVersion } from '@/lib/store/calendar/event-list'
import { loadEvent } from '../../load'

export const metadata: Metadata = { title: 'Delete event' }

interface DeleteEventProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Query>
}

export default async function DeleteEvent({ params, searchParams }: DeleteEventProps) {
  const { id } = await params
  const user = await requireUser(`/calendar/events/${id}/delete`)
  const loaded = await loadEvent(user, id, one((await searchParams).on))
  const { row, slot, calendar, shown, isGone } = loaded
  const address = eventAddress({ eventId: id, slot })
  if (slot === null || isGone || !mayWrite(calendar.access)) redirect(address)
  const occurrence = occurrenceVersion(loaded, { kind: 'this', on: slot })
  return (
    <Page
      title={`Delete ${titleOf(shown)}`}
      intro={whenWords(shown.time, await calendarZone())}
      width="narrow"
    >
      <ScopeForm
        action={removeEventForm}
        fields={{ id, version: String(row.version), occurrence: String(occurrence) }}
        slot={slot}
        cancel={address}
        question="What do you want to delete?"
        note="What you delete can be restored for 30 days under Deleted. Events that a series loses because it ends earlier are not listed there one by one."
      />
    </Page>
  )
}
