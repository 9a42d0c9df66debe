// The sync of one calendar of the firm: its status once it runs; before, with which calendar of the account, and from when.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { LivePulse } from '@/components/sync/status/live-progress'
import { ConnectForm } from '@/components/sync/status/set-up'
import { Link } from '@/components/ui/links/link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { accountCalendars } from '@/lib/auth/consent/account-calendars'
import { isGranted, purposeSchema } from '@/lib/auth/consent/purpose'
import { requireUser } from '@/lib/auth/session'
import { isOpen } from '@/lib/engine/run-state'
import { lookUp, one, type Query } from '@/lib/http/query'
import { syncPage } from '@/lib/http/sync-paths'
import type { Actor } from '@/lib/store/firm/actor'
import { calendarSyncOf } from '@/lib/store/sync/calendar-sync-views'
import { SCOPES } from '@/lib/store/sync/calendar-syncs'
import { type Overview, overviewOf } from '@/lib/store/sync/overview'
import { failedPreview } from '../../failed-preview'
import { Notes } from '../../notes'
import { placeIn, type SyncPlace } from '../../provider'
import { RestOfSync } from '../../rest-of-sync'
import { pulseFrom, statusFrom } from '../../status'
import { SyncPanel } from '../../sync-panel'
import { SetUpForm } from './set-up-form'

export const metadata: Metadata = { title: 'Sync a calendar' }

interface CalendarPageProps {
  readonly params: Promise<{ readonly provider: string; readonly calendarId: string }>
  readonly searchParams: Promise<Query>
}

export default async function SyncOfCalendar({ params, searchParams }: CalendarPageProps) {
  const at = await placeIn({ params })
  const { provider, calendarId } = at
  if (calendarId === null) notFound()
  const user = await requireUser(syncPage(at.place))
  const [overview, query] = await Promise.all([overviewOf(user, provider.name, calendarId), searchParams])
  const connection = overview?.connection
  if (!connection) redirect(syncPage(provider.name))
  // One in sync says what it waits for, and can be stopped.
  const hasAccess = connection.consentLostAt === null && isGranted(connection, 'calendars')
  if (!hasAccess && overview.sync?.state !== 'active') redirect(syncPage(provider.name))
  const row = await calendarSyncOf(user, connection.id, calendarId)
  if (!row) notFound()
  const { calendar, sync, syncedBy } = row
  const ask = purposeSchema.safeParse(one(query.ask)).data
  const from = z.enum(SCOPES).safeParse(one(query.from)).data ?? sync?.from ?? 'days30'
  const remote = one(query.remote) ?? sync?.remoteId ?? null
  const choice = { ...(remote ? { remote } : {}), from }
  return (
    <Page
      title={`Sync calendar “${calendar.name}”`}
      intro={
        <Link href={syncPage(provider.name)} className="prose-link">
          {provider.label} contacts and calendars
        </Link>
      }
      width="narrow"
    >
      <Notes
        provider={provider}
        problem={one(query.problem)}
        purpose={purposeSchema.safeParse(one(query.for)).data}
        fields={{ calendar: calendarId, ...choice }}
        note={one(query.note)}
        connected
        excluded={overview.sync?.counts.excluded ?? 0}
      />
      <Refused reason={one(query.refused)} />
      {sync?.state === 'idle' && sync.run && (
        <FailedPreview words={failedPreview(sync.run, provider.label)} />
      )}
      {ask && !isGranted(connection, ask) && (
        <Notice
          alert
          title={`${provider.label} has to allow this first`}
          actions={
            <ConnectForm provider={provider.name} purpose={ask} fields={{ calendar: calendarId, ...choice }}>
              {`Ask ${provider.label}`}
            </ConnectForm>
          }
        >
          <p>{NEEDS[ask === 'otherCalendars' ? 'otherCalendars' : 'ownCalendars']}</p>
          <p>Your choice is kept. Press Sync Calendar when you are back.</p>
        </Notice>
      )}
      {syncedBy ? (
        <Notice title={`${syncedBy} syncs this calendar`}>
          <p>One person at a time can sync it. Its events are in sync for everyone who can see it.</p>
        </Notice>
      ) : isBegun(overview) && sync ? (
        <Begun at={at} user={user} overview={overview} remoteName={sync.remoteName} />
      ) : (
        <Panel>
          <SetUpForm
            provider={provider}
            calendar={calendar}
            account={await accountCalendars(user, connection)}
            chosen={{
              remote,
              from,
              name: sync?.remoteId === null ? sync.remoteName : calendar.name,
            }}
          />
        </Panel>
      )}
    </Page>
  )
}

/** It is active, or its preview is being built or waits. */
const isBegun = ({ sync }: Overview): boolean =>
  sync?.state === 'active' || (sync?.run !== null && sync?.run !== undefined && isOpen(sync.run.state))

interface BegunProps {
  readonly at: SyncPlace
  readonly user: Actor
  readonly overview: Overview
  readonly remoteName: string
}

function Begun({ at: { place, provider, kind }, user, overview, remoteName }: BegunProps) {
  const now = new Date()
  const status = statusFrom(overview, now)
  const { sync, connection } = overview
  if (!sync) return null
  return (
    <>
      <SyncPanel
        title={`${provider.label} calendar “${remoteName}”`}
        place={place}
        kind={kind}
        provider={provider}
        status={status}
        sync={sync}
        others={[]}
        connection={connection}
        accountOwner={null}
        progress={
          <LivePulse place={place} label={provider.label} kind={kind} first={pulseFrom(overview, now)} />
        }
      />
      <RestOfSync place={place} provider={provider} user={user} status={status} sync={sync} kind={kind} />
    </>
  )
}

const NEEDS = {
  ownCalendars: 'Concord needs access to the events of the calendars that you own, to keep this one in sync.',
  otherCalendars:
    'The chosen calendar belongs to someone else. Concord needs access to the events of all calendars that you can change.',
} as const

const REASONS: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  choice: {
    title: 'Nothing was set up yet',
    text: 'Choose a calendar from the list, or enter a name of at most 100 characters for a new one.',
  },
  closed: {
    title: 'This calendar cannot be synced',
    text: 'You can no longer change its events. Choose another one.',
  },
  list: {
    title: 'Nothing was set up yet',
    text: 'Your calendars could not be listed. Try again in a moment.',
  },
  both: {
    title: 'Which calendar do you mean?',
    text: 'You chose a calendar in the list, but also New calendar. Existing calendar is chosen now. Check it, then press Sync Calendar again.',
  },
  missing: {
    title: 'Nothing was set up',
    text: 'The account or the calendar is no longer there. Start again.',
  },
  active: { title: 'Nothing was set up', text: 'This calendar is syncing already.' },
  taken: {
    title: 'Another calendar of your firm is in sync with that one',
    text: 'Two calendars would mix their events. Choose another one.',
  },
}

const FailedPreview = ({ words }: { readonly words: string | null }) =>
  words && (
    <Notice tone="warn" title="Nothing is synced yet">
      <p>{words}</p>
    </Notice>
  )

/** Why **Sync Calendar** or **Start Sync** did nothing. */
function Refused({ reason }: { readonly reason: string | null }) {
  const found = lookUp(REASONS, reason)
  if (!found) return null
  return (
    <Notice tone="warn" title={found.title} alert>
      <p>{found.text}</p>
    </Notice>
  )
}
