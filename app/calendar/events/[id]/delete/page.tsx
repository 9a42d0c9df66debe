// **Delete** asked back: which of its series is meant, and which accounts delete it, too.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { removeEventForm } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { alsoDeleted } from '@/components/calendar/delete-words'
import { eventAddress } from '@/components/calendar/event-address'
import { ScopeForm } from '@/components/calendar/scope-form'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { titleOf, whenWords } from '@/lib/domains/events/value/words'
import { one, type Query } from '@/lib/http/query'
import { labelOf } from '@/lib/providers/registry'
import { mayWrite } from '@/lib/store/calendar/calendars'
import { occurrenceVersion } from '@/lib/store/calendar/event-list'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'
import { accountsWith } from '@/lib/store/undo/colleagues'
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
  if (isGone || !mayWrite(calendar.access)) redirect(address)
  const accounts = alsoDeleted(await accountsWith(user, [id]), labelOf)
  const fields = { id, version: String(row.version) }
  return (
    <Page
      title={`Delete ${titleOf(shown)}${slot === null ? '?' : ''}`}
      intro={whenWords(shown.time, await calendarZone())}
      width="narrow"
    >
      {slot === null ? (
        <Panel>
          <div className="grid gap-4">
            <p>It can be restored for {RESTORE_DAYS} days under Deleted.</p>
            <Accounts lines={accounts} />
            <div className="flex flex-wrap gap-2">
              <ButtonLink href={address}>Cancel</ButtonLink>
              <form action={removeEventForm}>
                {Object.entries({ ...fields, scope: '' }).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <SubmitButton look="danger">Delete event</SubmitButton>
              </form>
            </div>
          </div>
        </Panel>
      ) : (
        <>
          <Accounts lines={accounts} />
          <ScopeForm
            action={removeEventForm}
            fields={{ ...fields, occurrence: String(occurrenceVersion(loaded, { kind: 'this', on: slot })) }}
            slot={slot}
            cancel={address}
            question="What do you want to delete?"
            note="What you delete can be restored for 30 days under Deleted. Events that a series loses because it ends earlier are not listed there one by one."
          />
        </>
      )}
    </Page>
  )
}

const Accounts = ({ lines }: { readonly lines: readonly string[] }) =>
  lines.map((line) => (
    <p key={line} className="wrap-anywhere">
      {line}
    </p>
  ))
