// One connection for an administrator: how it is, and the timeline of its runs.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActivityPanel } from '@/components/admin/activity/activity-panel'
import { ReasonWords } from '@/components/admin/reason-words'
import { reasonsOf } from '@/components/admin/reasons'
import { Refresh } from '@/components/admin/refresh'
import { RunTable } from '@/components/sync/runs/run-table'
import { Numbers } from '@/components/sync/status/numbers'
import { lookOf } from '@/components/sync/status/status-look'
import { Page, Panel } from '@/components/ui/page'
import { Status } from '@/components/ui/status'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireAdmin } from '@/lib/auth/session'
import { undoOf, watchedRunPage } from '@/lib/http/sync-paths'
import { labelOf } from '@/lib/providers/registry'
import { watchedSync } from '@/lib/store/oversight/connections'
import { activityDays } from '@/lib/store/oversight/days'
import { runsOf } from '@/lib/store/sync/overview'
import { Steer } from '../steer'
import { type Watched, withStatus } from '../watched'

export const metadata: Metadata = { title: 'Sync Status of a connection' }

const RUNS = 100

export default async function ConnectionPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>
}) {
  const user = await requireAdmin('/admin/sync')
  const { id } = await params
  const found = await watchedSync(user, id)
  if (!found) notFound()
  const watched = withStatus(found, new Date())
  const [runs, days] = watched.sync
    ? await Promise.all([
        runsOf(user, watched.sync.id, RUNS),
        activityDays(user, new Date(), watched.sync.id),
      ])
    : [[], []]
  return (
    <Page title={watched.ownerName} up={{ href: '/admin/sync', label: 'Sync Status' }}>
      <Refresh />
      <Standing watched={watched} />
      <Panel title="Runs" flush>
        {runs.length > 0 ? (
          <RunTable
            runs={runs}
            label={labelOf(watched)}
            kind={watched.of}
            pageOf={(runId) => watchedRunPage(id, runId)}
            undoHref={(runId) => undoOf(watchedRunPage(id, runId))}
          />
        ) : (
          <p className="p-4 text-soft">No run yet.</p>
        )}
      </Panel>
      {days.length > 0 && <ActivityPanel days={days} label={labelOf(watched)} />}
    </Page>
  )
}

function Standing({ watched }: { readonly watched: Watched }) {
  const { status, accountEmail, calendar, sync, items, waiting } = watched
  const decisions = waiting.undecided + waiting.outdated
  const look = lookOf(status)
  const reasons = reasonsOf(watched, labelOf(watched))
  return (
    <Panel
      title={calendar === null ? accountEmail : `${accountEmail}, calendar “${calendar}”`}
      actions={<Status tone={look.tone}>{look.word}</Status>}
    >
      <div className="grid gap-4">
        {(reasons.length > 0 || sync?.lastSuccessAt) && (
          <div className="grid gap-1">
            {reasons.map((reason) => (
              <p key={reason.what}>
                <ReasonWords reason={reason} />
              </p>
            ))}
            {sync?.lastSuccessAt && (
              <p className="text-soft">
                Last success <RelativeTime at={sync.lastSuccessAt} />.
              </p>
            )}
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Steer watched={watched} look="secondary" />
        </div>
        {status.kind !== 'stopped' && (
          <Numbers
            figures={[
              { n: items, words: 'In sync' },
              { n: decisions, words: `${decisions === 1 ? 'Needs' : 'Need'} the owner’s decision` },
              { n: waiting.failed, words: 'Failing' },
            ]}
          />
        )}
      </div>
    </Panel>
  )
}
