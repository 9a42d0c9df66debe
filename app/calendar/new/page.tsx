// **New Calendar**. Its id is made here, with the form: sending it twice makes one calendar.
import type { Metadata } from 'next'
import { addCalendar } from '@/app/calendar/actions'
import { CalendarFields } from '@/components/calendar/calendar-fields'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { calendarsOf, nextColor } from '@/lib/store/calendar/calendars'
import { asColor } from '@/lib/store/calendar/colors'

export const metadata: Metadata = { title: 'New calendar' }

export default async function NewCalendar({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser('/calendar/new')
  const calendars = await calendarsOf(user)
  const query = await searchParams
  const isNameless = one(query.problem) === 'name'
  const chosen = one(query.color)
  return (
    <Page title="New calendar" intro="Only you see it until you share it." width="narrow">
      <Panel>
        <form action={addCalendar} className="grid gap-4">
          <input type="hidden" name="id" value={crypto.randomUUID()} />
          <CalendarFields
            name=""
            color={chosen ? asColor(chosen) : nextColor(calendars)}
            error={isNameless ? 'Enter a name of at most 100 characters.' : undefined}
          />
          <div className="flex gap-2">
            <SubmitButton>Save</SubmitButton>
            <ButtonLink href="/calendar">Cancel</ButtonLink>
          </div>
        </form>
      </Panel>
    </Page>
  )
}
