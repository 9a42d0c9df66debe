// The section Clio Calendars: the way to allow access, then a row for each calendar that the person may sync.

import { CalendarDot } from '@/components/calendar/calendar-dot'
import { wordsOf } from '@/components/sync/kinds/words'
import { ConnectForm, Promises } from '@/components/sync/status/set-up'
import { OneButton } from '@/components/sync/status/small-forms'
import { lookOf } from '@/components/sync/status/status-look'
import { StopSync } from '@/components/sync/status/stop-sync'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/page'
import { Status } from '@/components/ui/status'
import { isGranted } from '@/lib/auth/consent/purpose'
import { type Cause, type SyncStatus, statusOf } from '@/lib/engine/status'
import { calendarPage, calendarPlace, reviewPage, stopPage } from '@/lib/http/sync-paths'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { problemOf } from '@/lib/store/runs/problem'
import type { CalendarSync, SyncableCalendar } from '@/lib/store/sync/calendar-sync-views'
import { type ConnectionView, lostAt } from '@/lib/store/sync/connections'
import { stopAction, syncNowAction } from './actions'
import { failedPreview } from './failed-preview'

type Provider = Pick<ProviderDescriptor, 'name' | 'label' | 'account'>

interface CalendarsPanelProps {
  readonly provider: Provider
  /** Null before any access was allowed. */
  readonly connection: ConnectionView | null
  readonly calendars: readonly SyncableCalendar[]
  /** Contacts are in sync with the account. */
  readonly hasContacts: boolean
  readonly now: Date
}

export function CalendarsPanel({ provider, connection, calendars, hasContacts, now }: CalendarsPanelProps) {
  const missing = connection && missingAccess(connection)
  const inSync = calendars.filter(({ sync }) => sync?.state === 'active')
  const shown = missing === 'calendars' ? inSync : calendars
  if (!connection || (missing === 'calendars' && shown.length === 0))
    return (
      <Panel title="Clio Calendars">
        <Allow provider={provider} isConnected={connection !== null} />
      </Panel>
    )
  return (
    <Panel title="Clio Calendars" flush>
      {missing && <Missing provider={provider} missing={missing} />}
      <ul className="divide-y divide-line">
        {shown.map((row) => (
          <Row
            key={row.calendar.id}
            provider={provider}
            connection={connection}
            row={row}
            hasOthers={hasContacts || inSync.length > 1}
            now={now}
          />
        ))}
      </ul>
    </Panel>
  )
}

/** `all`: the account allows nothing any more. `calendars`: of what was allowed, calendars are missing; contacts may go on. */
function missingAccess(connection: ConnectionView): 'all' | 'calendars' | null {
  if (!isGranted(connection, 'calendars')) return 'calendars'
  if (connection.consentLostAt) return 'all'
  return connection.calendarsLostAt ? 'calendars' : null
}

interface MissingProps {
  readonly provider: Provider
  readonly missing: 'all' | 'calendars'
}

/** Above the calendars in sync, which wait for access. */
function Missing({ provider: { name, label }, missing }: MissingProps) {
  const { safe, noAccess } = wordsOf('events').headline
  const isAll = missing === 'all'
  return (
    <div className="border-b border-line p-4">
      <Notice
        tone={isAll ? 'bad' : 'warn'}
        title={isAll ? noAccess(label) : `${label} no longer lets us read your calendars`}
        actions={
          <ConnectForm provider={name} purpose="calendars">
            {isAll ? 'Reconnect' : 'Allow calendar access'}
          </ConnectForm>
        }
      >
        <p>
          {isAll
            ? 'Nothing is synced until you allow access again.'
            : 'Your calendars wait until you allow access again.'}{' '}
          {safe}
        </p>
      </Notice>
    </div>
  )
}

interface AllowProps {
  readonly provider: Provider
  /** If not, the page says of contacts what is read, written and never done: once is enough. */
  readonly isConnected: boolean
}

const Allow = ({ provider, isConnected }: AllowProps) => (
  <div className="grid gap-4">
    <p>
      Concord will see the list of your {provider.label} calendars. It can create calendars and change the
      events in them. It asks again before it changes a calendar you already have.
    </p>
    {isConnected && <Promises label={provider.label} account={provider.account} kind="events" />}
    <div>
      <ConnectForm provider={provider.name} purpose="calendars">
        Allow calendar access
      </ConnectForm>
    </div>
  </div>
)

interface RowProps {
  readonly provider: Provider
  readonly connection: ConnectionView
  readonly row: SyncableCalendar
  /** With other syncs of the account than an active one of this calendar. */
  readonly hasOthers: boolean
  readonly now: Date
}

function Row({ provider, connection, row, hasOthers, now }: RowProps) {
  const { calendar, sync, syncedBy } = row
  const status = statusIn(row, connection, now)
  const look = lookOf(status)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3">
      <div className="grid min-w-0 gap-0.5">
        <h3 className="flex items-center gap-2 font-medium">
          <CalendarDot color={calendar.color} className="" />
          {sync?.state === 'active' ? (
            <Link href={calendarPage(provider.name, calendar.id)} className="prose-link min-w-0 break-words">
              {calendar.name}
            </Link>
          ) : (
            <span className="min-w-0 break-words">{calendar.name}</span>
          )}
        </h3>
        <p className="break-words text-soft">{withWhat(row, provider.label)}</p>
      </div>
      {!syncedBy && (
        <div className="flex flex-wrap items-center gap-2">
          {sync && status.kind !== 'connected' && <Status tone={look.tone}>{look.word}</Status>}
          <Actions provider={provider} status={status} row={row} hasOthers={hasOthers} />
        </div>
      )}
    </li>
  )
}

/** Access that a later consent left out is missing since then. */
const lostSince = (connection: ConnectionView): Date | null =>
  lostAt(connection, 'events') ?? (isGranted(connection, 'calendars') ? null : connection.connectedAt)

const statusIn = ({ sync }: SyncableCalendar, connection: ConnectionView, now: Date): SyncStatus =>
  statusOf({
    connection: { ...connection, consentLostAt: lostSince(connection), disconnectedAt: null },
    sync,
    run: sync?.run ?? null,
    waiting: sync?.waiting ?? { undecided: 0, outdated: 0, failed: 0 },
    now,
  })

function withWhat({ sync, syncedBy }: SyncableCalendar, label: string): string {
  if (syncedBy) return `${syncedBy} syncs this calendar. One person at a time can sync it.`
  if (sync && isGone(sync))
    return `Not synced: the ${label} calendar “${sync.remoteName}” no longer exists, or is no longer shared with you. Its events stay in Clio.`
  if (!sync || sync.state === 'stopped') return 'Not synced'
  const failed = sync.state === 'idle' && sync.run && failedPreview(sync.run, label)
  if (failed) return failed
  if (sync.remoteId === null) return `New ${label} calendar “${sync.remoteName}”, not started`
  return `${label} calendar “${sync.remoteName}”${sync.state === 'idle' ? ', not started' : ''}`
}

/** The last run found that the calendar is gone from the account, which stopped the sync, or the preview of one. */
const isGone = ({ state, run }: CalendarSync): boolean =>
  state !== 'active' && problemOf(run?.problem)?.kind === 'gone'

interface ActionsProps {
  readonly provider: Provider
  readonly status: SyncStatus
  readonly row: SyncableCalendar
  readonly hasOthers: boolean
}

/** Whether the preview shows what the cause is about. */
const asksToReview = (cause: Cause): boolean =>
  cause.kind === 'asks' || (cause.kind === 'waiting' && cause.waiting.undecided + cause.waiting.outdated > 0)

/** Checking again does not help until the person allows access or answers. */
const isStuck = ({ kind }: Cause): boolean => kind === 'consent' || kind === 'asks'

/** Each button names its calendar, for people who use a screen reader. */
function Actions({
  provider: { name: provider, label },
  status,
  row: { calendar, sync },
  hasOthers,
}: ActionsProps) {
  const { id, name } = calendar
  const place = calendarPlace(provider, id)
  const whose = <span className="sr-only"> {name}</span>
  const review = (
    <ButtonLink href={reviewPage(place)} look="primary">
      Review changes{whose}
    </ButtonLink>
  )
  const begin = (
    <ButtonLink href={calendarPage(provider, id)} look="primary">
      Sync{whose}
    </ButtonLink>
  )
  switch (status.kind) {
    case 'notConnected':
      return null
    case 'connected':
    case 'stopped':
      return begin
    case 'building':
    case 'syncing':
      return <ButtonLink href={calendarPage(provider, id)}>Show progress{whose}</ButtonLink>
    case 'ready':
      return review
    case 'paused':
      return (
        <ButtonLink href={calendarPage(provider, id)} look="primary">
          Show{whose}
        </ButtonLink>
      )
    case 'upToDate':
    case 'attention':
      return (
        <>
          {status.kind === 'attention' && asksToReview(status.causes[0]) && review}
          {sync?.state !== 'active' && begin}
          {sync?.state === 'active' && !(status.kind === 'attention' && isStuck(status.causes[0])) && (
            <OneButton action={syncNowAction.bind(null, place)} fields={{ syncId: sync.id }} whose={name}>
              Sync now
            </OneButton>
          )}
          {sync?.state === 'active' && (
            <StopSync
              syncId={sync.id}
              action={stopAction.bind(null, place)}
              page={stopPage(place)}
              label={label}
              kind="events"
              what={name}
              hasOthers={hasOthers}
              left={null}
            />
          )}
        </>
      )
  }
}
