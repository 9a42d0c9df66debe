// Settings of one calendar: name, color, who may see it, and deleting it.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { changeCalendar, removeCalendar, shareCalendar } from '@/app/calendar/actions'
import { CalendarFields } from '@/components/calendar/calendar-fields'
import { SubmitButton } from '@/components/ui/button'
import { SelectField } from '@/components/ui/form/field'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { requireUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { calendarOf, type ShareRow, sharesOf } from '@/lib/store/calendar/calendars'

export const metadata: Metadata = { title: 'Calendar settings' }

const problems: Readonly<Record<string, string>> = {
  name: 'Enter a name of at most 100 characters.',
  right: 'You can no longer change this calendar.',
}

interface CalendarSettingsProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Query>
}

export default async function CalendarSettings({ params, searchParams }: CalendarSettingsProps) {
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const user = await requireUser(`/calendar/calendars/${id}`)
  const [calendar, shares, query] = await Promise.all([
    calendarOf(user, id),
    sharesOf(user, id),
    searchParams,
  ])
  if (calendar?.access !== 'owner') notFound()
  const problem = lookUp(problems, one(query.problem))
  return (
    <Page title={calendar.name} width="narrow" actions={<ButtonLink href="/calendar">Calendar</ButtonLink>}>
      <Saved words={query.saved && 'Saved.'} answer={query} names={['saved']} />
      {problem && (
        <Notice tone="bad" title="Nothing was changed" alert>
          {problem}
        </Notice>
      )}
      <Panel title="Name and color">
        <form action={changeCalendar} className="grid gap-4">
          <input type="hidden" name="id" value={id} />
          <CalendarFields name={calendar.name} color={calendar.color} />
          <SubmitButton className="justify-self-start">Save</SubmitButton>
        </form>
      </Panel>
      {calendar.kind === 'firm' ? (
        <Notice>Everyone in your firm sees this calendar and can change its events.</Notice>
      ) : (
        <Panel title="Sharing" intro="Who in your firm may see this calendar, and how much of it.">
          <Sharing id={id} shares={shares ?? []} />
        </Panel>
      )}
      {calendar.kind === 'other' && (
        <Panel
          title="Delete calendar"
          intro="This deletes the calendar and all its events. You cannot undo it."
        >
          <form action={removeCalendar}>
            <input type="hidden" name="id" value={id} />
            <SubmitButton look="danger">Delete calendar</SubmitButton>
          </form>
        </Panel>
      )}
    </Page>
  )
}

function Sharing({ id, shares }: { readonly id: string; readonly shares: readonly ShareRow[] }) {
  if (shares.length === 0)
    return (
      <p className="text-soft">
        You are the only person in your firm so far. An administrator can invite colleagues.
      </p>
    )
  return (
    <form action={shareCalendar} className="grid gap-4">
      <input type="hidden" name="id" value={id} />
      <ul className="grid gap-3">
        {shares.map(({ userId, name, email, role }) => (
          <li key={userId}>
            <SelectField
              id={`role.${userId}`}
              name={`role.${userId}`}
              label={name}
              hint={email}
              defaultValue={role ?? 'none'}
            >
              <option value="none">No access</option>
              <option value="busy">Busy only: sees when you are busy</option>
              <option value="viewer">Viewer: reads events, private ones as “Busy”</option>
              <option value="editor">Editor: creates, changes and deletes events</option>
            </SelectField>
          </li>
        ))}
      </ul>
      <SubmitButton className="justify-self-start">Save sharing</SubmitButton>
    </form>
  )
}
