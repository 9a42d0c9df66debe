// What the sync of a calendar will do.
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { ButtonLink } from '@/components/ui/button'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { calendarPage, calendarPreviewPage, syncPage } from '@/lib/http/sync-paths'
import { calendarSyncOf } from '@/lib/store/sync/calendar-sync-views'
import { connectionOf } from '@/lib/store/sync/connections'
import { providerIn } from '../../../provider'

export const metadata: Metadata = { title: 'Review changes' }

interface PreviewProps {
  readonly params: Promise<{ readonly provider: string; readonly calendarId: string }>
}

export default async function CalendarPreview({ params }: PreviewProps) {
  const provider = await providerIn({ params })
  const { calendarId } = await params
  if (!z.guid().safeParse(calendarId).success) notFound()
  const user = await requireUser(calendarPreviewPage(provider.name, calendarId))
  const connection = await connectionOf(user, provider.name)
  if (!connection) redirect(syncPage(provider.name))
  const row = await calendarSyncOf(user, connection.id, calendarId)
  if (!row) notFound()
  const { calendar, sync } = row
  if (!sync || sync.state === 'stopped') redirect(calendarPage(provider.name, calendarId))
  return (
    <Page
      title={`Sync ${calendar.name}`}
      intro={
        <Link href={syncPage(provider.name)} className="prose-link">
          {provider.label} contacts and calendars
        </Link>
      }
      width="narrow"
    >
      <Panel>
        <div className="grid gap-3">
          <p>
            “{calendar.name}” and {sync.remoteId === null ? 'the new' : 'the'} {provider.label} calendar “
            {sync.remoteName}” are ready to be compared. Nothing has changed yet.
          </p>
          <div>
            <ButtonLink href={calendarPage(provider.name, calendarId)}>Change</ButtonLink>
          </div>
        </div>
      </Panel>
    </Page>
  )
}
