// Sync Status: whether something is wrong, who is affected, why, since when, and what to do. For administrators; no contents of contacts
// or events.
import type { Metadata } from 'next'
import { ActivityPanel } from '@/components/admin/activity/activity-panel'
import { ConnectionTable } from '@/components/admin/connection-table'
import { ErrorTable } from '@/components/admin/error-table'
import { FirstSteps } from '@/components/admin/first-steps'
import { firstSteps } from '@/components/admin/first-steps-words'
import { MailNotice } from '@/components/admin/mail-notice'
import { healthWords, inAll } from '@/components/admin/overview-words'
import { nextCheckOf, reasonsOf } from '@/components/admin/reasons'
import { Refresh } from '@/components/admin/refresh'
import { isKind, StatusFilter } from '@/components/admin/status-filter'
import { listLinks, queryOf, SIZE, startOf } from '@/components/list/list-address'
import { SearchBox } from '@/components/list/search-box'
import { range } from '@/components/sync/figures'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Announce } from '@/components/ui/live-region'
import { Page, Panel } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { one, type Query } from '@/lib/http/query'
import { ANY_PROVIDER, labelOf } from '@/lib/providers/registry'
import { firstStepFacts } from '@/lib/store/firm/first-steps'
import { mailTrouble } from '@/lib/store/notify/mail'
import { type WatchedPage, watchedPage } from '@/lib/store/oversight/connections'
import { activityDays } from '@/lib/store/oversight/days'
import { errorGroups } from '@/lib/store/oversight/errors'
import { markStepAction } from './actions'
import { Steer } from './steer'
import { type Watched, withStatus } from './watched'

export const metadata: Metadata = { title: 'Sync Status' }

const HERE = '/admin/sync'

interface SyncStatusProps {
  readonly searchParams: Promise<Query>
}

export default async function SyncStatusPage({ searchParams }: SyncStatusProps) {
  const user = await requireAdmin(HERE)
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const asked = one(params.status)
  const status = isKind(asked) ? asked : null
  const now = new Date()
  const [page, errors, days, facts, trouble] = await Promise.all([
    watchedPage(user, { query, status }, startOf(params), SIZE),
    errorGroups(user),
    activityDays(user, now),
    firstStepFacts(user),
    mailTrouble(user),
  ])
  const health = healthWords(page.all)
  const { NEXTAUTH_URL: address, NODE_ENV } = env()
  const steps = firstSteps(facts, { address, isDevelopment: NODE_ENV !== 'production' })
  const showsSteps = !facts.marked.includes('hidden')
  return (
    <Page title="Sync Status" intro={<p className="text-base text-ink">{health}.</p>}>
      <Refresh />
      <Announce text={health} />
      {trouble && <MailNotice trouble={trouble} />}
      {showsSteps && <FirstSteps steps={steps} mark={markStepAction} />}
      {inAll(page.all) === 0 ? (
        <EmptyState title="No connections yet">
          <p>People connect their own {ANY_PROVIDER} account under Settings, Contact and Calendar Sync.</p>
        </EmptyState>
      ) : (
        <>
          <Connections page={page} query={query} status={status} now={now} />
          {errors.length > 0 && (
            <Panel title="Errors" intro="What could not be synced, by error" flush>
              <ErrorTable label={ANY_PROVIDER} lines={errors} />
            </Panel>
          )}
          <ActivityPanel days={days} label={ANY_PROVIDER} />
        </>
      )}
    </Page>
  )
}

interface ConnectionsProps {
  readonly page: WatchedPage
  readonly query: string
  readonly status: Watched['status']['kind'] | null
  readonly now: Date
}

function Connections({ page, query, status, now }: ConnectionsProps) {
  const total = status ? (page.found[status] ?? 0) : inAll(page.found)
  const others: Record<string, string> = status ? { status } : {}
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <StatusFilter tally={page.found} query={query} current={status} />
        <SearchBox query={query} path={HERE} label="Search connections" others={others} />
      </div>
      <Panel title="Connections" flush>
        {page.rows.length > 0 ? (
          <ConnectionTable lines={page.rows.map((row) => lineOf(withStatus(row, now)))} />
        ) : (
          <EmptyState
            title="No connection matches"
            actions={<ButtonLink href={HERE}>Show all connections</ButtonLink>}
          >
            Search covers names, email addresses and calendars.
          </EmptyState>
        )}
      </Panel>
      <Pagination label="Connections" {...listLinks(HERE, query, page.rows, page.more, others)}>
        {range(page.first, page.rows.length, total)}
      </Pagination>
    </div>
  )
}

const lineOf = (watched: Watched) => ({
  ...watched,
  lastSuccessAt: watched.sync?.lastSuccessAt ?? null,
  nextCheckAt: nextCheckOf(watched),
  failed: watched.waiting.failed,
  reasons: reasonsOf(watched, labelOf(watched)),
  actions: <Steer look="quiet" watched={watched} />,
})
