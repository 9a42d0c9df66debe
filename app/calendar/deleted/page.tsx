// The bin: events that were deleted in the last 30 days, and occurrences that were canceled.
import type { Metadata } from 'next'
import { restoreEventForm } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { CalendarDot } from '@/components/calendar/calendar-dot'
import { SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireUser } from '@/lib/auth/session'
import { titleOf, whenWords } from '@/lib/domains/events/value/words'
import { one, type Query } from '@/lib/http/query'
import { calendarsOf, mayWrite } from '@/lib/store/calendar/calendars'
import { type DeletedEvent, deletedEvents } from '@/lib/store/calendar/event-list'
import { RESTORE_DAYS, restorableSince } from '@/lib/store/retention/rules'

export const metadata: Metadata = { title: 'Deleted events' }

/** Rows of the page. */
const MOST = 500

export default async function DeletedEvents({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser('/calendar/deleted')
  const [calendars, zone, params] = await Promise.all([calendarsOf(user), calendarZone(), searchParams])
  const writable = calendars.filter(({ access }) => mayWrite(access))
  const deleted = await deletedEvents(user, writable, restorableSince(new Date()), MOST)
  const restored = one(params.restored)
  return (
    <Page
      title="Deleted events"
      intro={`A deleted event can be restored for ${RESTORE_DAYS} days, with its history.`}
      actions={<ButtonLink href="/calendar">Calendar</ButtonLink>}
    >
      <Saved
        words={restored === 'yes' ? 'The event was restored.' : null}
        answer={params}
        names={['restored']}
      />
      {restored === 'no' && (
        <Notice tone="warn" alert>
          The event cannot be restored. It was restored already, or it was deleted more than {RESTORE_DAYS}{' '}
          days ago.
        </Notice>
      )}
      <div className="panel overflow-hidden">
        {deleted.length === 0 ? (
          <EmptyState title="No deleted events" />
        ) : (
          <ul className="divide-y divide-line">
            {deleted.map((one) => (
              <Row key={one.row.id} deleted={one} zone={zone} />
            ))}
          </ul>
        )}
      </div>
    </Page>
  )
}

function Row({ deleted, zone }: { readonly deleted: DeletedEvent; readonly zone: string }) {
  const { row, event, calendar, by } = deleted
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium">{titleOf(event)}</p>
        <p>{whenWords(event.time, zone)}</p>
        <p className="flex flex-wrap items-start gap-x-2 text-soft">
          <CalendarDot color={calendar.color} />
          {calendar.name} · {KINDS[row.shape]} by {by ?? 'the sync'}{' '}
          {row.deletedAt && <RelativeTime at={row.deletedAt} />}
        </p>
      </div>
      <form action={restoreEventForm}>
        <input type="hidden" name="id" value={row.id} />
        <SubmitButton look="secondary">Restore</SubmitButton>
      </form>
    </li>
  )
}

const KINDS = {
  single: 'Deleted',
  series: 'Whole series deleted',
  occurrence: 'One event of a series, canceled',
} as const
