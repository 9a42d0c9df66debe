// **Import** of a calendar, first step: choosing a calendar and a file.
import type { Metadata } from 'next'
import { SelectField } from '@/components/ui/form/field'
import { ImportPage } from '@/components/ui/form/import-page'
import { UploadForm } from '@/components/ui/form/upload-form'
import { requireUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { calendarsOf, mayWrite } from '@/lib/store/calendar/calendars'

export const metadata: Metadata = { title: 'Import events' }

const problems: Readonly<Record<string, string>> = {
  tooLarge: 'The file is larger than 25 MB. Export it in parts.',
  noFile: 'No file was chosen, or it is empty. Choose a file first.',
  lost: 'That file is no longer available. Choose it again.',
  readOnly: 'You cannot add events to that calendar. Choose another one.',
}

export default async function ImportEvents({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser('/calendar/import')
  const writable = (await calendarsOf(user)).filter(({ access }) => mayWrite(access))
  const own = writable.find(({ kind, ownerId }) => kind === 'person' && ownerId === user.userId)
  const sentence = lookUp(problems, one((await searchParams).problem))
  return (
    <ImportPage
      title="Import events"
      problem={sentence}
      refused="Nothing was imported"
      form={
        <UploadForm
          action="/calendar/import/upload"
          hint="iCalendar (.ics), up to 25 MB"
          accept=".ics,text/calendar"
        >
          <SelectField id="calendarId" name="calendarId" label="Calendar" defaultValue={own?.id}>
            {writable.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </UploadForm>
      }
    >
      <p className="text-soft">
        Concord reads iCalendar files of Google Calendar, Outlook, Apple Calendar and others: single events
        and series, with changed and canceled occurrences. Importing sends no invitations and no email.
      </p>
    </ImportPage>
  )
}
