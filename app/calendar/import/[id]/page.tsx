// **Import** of a calendar, second step: what was read, what was not, and **Import**.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { importEvents } from '@/app/calendar/actions'
import { calendarZone } from '@/app/calendar/zone'
import { repeatText } from '@/components/calendar/field-words'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import type { FileEvent, FileProblem } from '@/lib/domains/events/icalendar/read'
import { titleOf, whenWords } from '@/lib/domains/events/value/words'
import { calendarOf } from '@/lib/store/calendar/calendars'
import { getEventImport } from '@/lib/store/calendar/event-import'

export const metadata: Metadata = { title: 'Import events' }

/** Rows that the page shows of each list. */
const MOST = 200

export default async function ImportPreview({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>
}) {
  const { id } = await params
  const user = await requireUser('/calendar/import')
  const read = z.uuid().safeParse(id).success ? await getEventImport(user, id) : null
  if (!read) redirect('/calendar/import?problem=lost')
  const [calendar, zone] = await Promise.all([calendarOf(user, read.calendarId), calendarZone()])
  if (read.confirmedAt)
    return (
      <Page title="Import events" width="narrow">
        <Notice tone="good" actions={<ButtonLink href="/calendar">Calendar</ButtonLink>}>
          This file was imported into {calendar?.name ?? 'a calendar'}.
        </Notice>
      </Page>
    )
  const { events, problems, known, fileName } = read
  const fresh = events.length - known
  return (
    <Page
      title="Import events"
      intro={`${fileName} contains ${amount(events.length, 'event')}. Nothing is imported yet.`}
      actions={
        <>
          <ButtonLink href="/calendar/import">Choose another file</ButtonLink>
          {fresh > 0 && (
            <form action={importEvents}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton>Import</SubmitButton>
            </form>
          )}
        </>
      }
    >
      {known > 0 && (
        <Notice>
          {known === events.length ? 'All of them are' : `${amount(known, 'event is', 'events are')}`} in{' '}
          {calendar?.name} already and will be left as they are.
        </Notice>
      )}
      {problems.length > 0 && (
        <Panel title={`${amount(problems.length, 'line')} with a problem`} flush>
          <Problems problems={problems.slice(0, MOST)} />
          <More count={problems.length - MOST} of="problem" />
        </Panel>
      )}
      <Panel title={`${amount(fresh, 'event')} to import into ${calendar?.name ?? 'the calendar'}`} flush>
        {events.length === 0 ? (
          <EmptyState title="No events were found in this file">
            Choose a file that a calendar exported as iCalendar (.ics).
          </EmptyState>
        ) : (
          <Events events={events.slice(0, MOST)} zone={zone} />
        )}
        <More count={events.length - MOST} of="event" />
      </Panel>
    </Page>
  )
}

const More = ({ count, of }: { readonly count: number; readonly of: string }) =>
  count > 0 && <p className="border-t border-line px-4 py-3 text-soft">And {amount(count, `more ${of}`)}.</p>

function Problems({ problems }: { readonly problems: readonly FileProblem[] }) {
  return (
    <ul className="divide-y divide-line">
      {problems.map(({ line, reason }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never reordered
        <li key={at} className="px-4 py-2">
          <span data-number className="text-soft">
            Line {line}:
          </span>{' '}
          {reason}
        </li>
      ))}
    </ul>
  )
}

function Events({ events, zone }: { readonly events: readonly FileEvent[]; readonly zone: string }) {
  return (
    <ul className="divide-y divide-line">
      {events.map(({ event, line, changed, cancelled }) => (
        <li key={line} className="grid gap-0.5 px-4 py-2">
          <p className="font-medium">{titleOf(event)}</p>
          <p className="text-soft">
            {[
              whenWords(event.time, zone),
              repeatText(event),
              changed.length > 0 && amount(changed.length, 'changed occurrence'),
              cancelled.length > 0 && amount(cancelled.length, 'canceled occurrence'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
