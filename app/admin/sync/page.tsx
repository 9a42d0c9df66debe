// Sync Status: errors, whose they are, why, since when, and what to do. For administrators; no contents of contacts or events.
import type { Metadata } from 'next'
import { ConnectionTable } from '@/components/admin/connection-table'
import { ErrorTable } from '@/components/admin/error-table'
import { healthWords } from '@/components/admin/overview-words'
import { Refresh } from '@/components/admin/refresh'
import { isKind, StatusFilter } from '@/components/admin/status-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { Announce } from '@/components/ui/live-region'
import { Page, Panel } from '@/components/ui/page'
import { requireAdmin } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { ANY_PROVIDER, labelOf } from '@/lib/providers/registry'
import { errorGroups, watchedSyncs } from '@/lib/store/sync/oversight'
import { Steer } from './steer'
import { type Watched, worstFirst } from './watched'

export const metadata: Metadata = { title: 'Sync Status' }

interface SyncStatusProps {
  readonly searchParams: Promise<Query>
}

export default async function SyncStatusPage({ searchParams }: SyncStatusProps) {
  const user = await requireAdmin('/admin/sync')
  const [found, errors, query] = await Promise.all([watchedSyncs(user), errorGroups(user), searchParams])
  const asked = one(query.status)
  const kind = isKind(asked) ? asked : null
  const all = worstFirst(found, new Date())
  const statuses = all.map(({ status }) => status)
  const health = healthWords(statuses)
  return (
    <Page title="Sync Status" intro={<p className="text-base text-ink">{health}.</p>}>
      <Refresh />
      <Announce text={health} />
      {all.length === 0 ? (
        <EmptyState title="No connections yet">
          <p>People connect their own {ANY_PROVIDER} account under Settings, Contact and Calendar Sync.</p>
        </EmptyState>
      ) : (
        <div className="grid min-w-0 gap-4">
          <StatusFilter statuses={statuses} current={kind} />
          <Panel title="Connections" flush>
            <ConnectionTable lines={all.filter(({ status }) => !kind || status.kind === kind).map(lineOf)} />
          </Panel>
        </div>
      )}
      {errors.length > 0 && (
        <Panel title="Errors" intro="What could not be synced, by error" flush>
          <ErrorTable label={ANY_PROVIDER} lines={errors} />
        </Panel>
      )}
    </Page>
  )
}

const lineOf = (watched: Watched) => ({
  ...watched,
  lastSuccessAt: watched.sync?.lastSuccessAt ?? null,
  nextCheckAt: watched.sync?.state === 'active' ? watched.sync.nextCheckAt : null,
  failed: watched.waiting.failed,
  label: labelOf(watched),
  actions: <Steer look="quiet" watched={watched} />,
})
