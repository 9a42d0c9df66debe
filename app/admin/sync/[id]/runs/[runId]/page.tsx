// One run of somebody's sync for an administrator: how it went, and its errors by kind. No contents of contacts or events.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { readerZone } from '@/app/zone'
import { auditOf } from '@/components/admin/audit/audit-filter'
import { ErrorTable } from '@/components/admin/error-table'
import { Refresh } from '@/components/admin/refresh'
import { wordsOf } from '@/components/sync/kinds/words'
import { RunFacts } from '@/components/sync/runs/run-facts'
import { triggerWords } from '@/components/sync/runs/run-words'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Page, Panel } from '@/components/ui/page'
import { requireAdmin } from '@/lib/auth/session'
import { undoOf, watchedRunPage, watchedSyncPage } from '@/lib/http/sync-paths'
import { labelOf } from '@/lib/providers/registry'
import { watchedSync } from '@/lib/store/oversight/connections'
import { errorGroups } from '@/lib/store/oversight/errors'
import { runOf } from '@/lib/store/sync/overview'

export const metadata: Metadata = { title: 'Run of a connection' }

interface RunPageProps {
  readonly params: Promise<{ readonly id: string; readonly runId: string }>
}

export default async function RunOfConnection({ params }: RunPageProps) {
  const user = await requireAdmin('/admin/sync')
  const { id, runId } = await params
  if (!z.guid().safeParse(runId).success) notFound()
  const [watched, run] = await Promise.all([watchedSync(user, id), runOf(user, runId)])
  if (!watched || !run || run.syncId !== watched.sync?.id) notFound()
  const errors = await errorGroups(user, runId)
  const { ownerId, ownerName } = watched
  const audited = auditOf(ownerId, run.createdAt, run.endedAt ?? new Date(), await readerZone())
  return (
    <Page
      title={triggerWords(run)}
      up={{ href: watchedSyncPage(id), label: `${watched.ownerName}, ${watched.accountEmail}` }}
      actions={
        run.endedAt !== null &&
        run.applied > 0 && <ButtonLink href={undoOf(watchedRunPage(id, runId))}>Undo this run</ButtonLink>
      }
    >
      {!run.endedAt && <Refresh />}
      <Panel title="Run">
        <RunFacts run={run} label={labelOf(watched)} kind={run.of} />
        <p className="mt-4 text-soft">
          This page shows no names and values. For what the sync changed in the firm’s {wordsOf(run.of).many},
          see{' '}
          <Link href={`/admin/audit?${new URLSearchParams(audited)}`} className="prose-link">
            the audit of {ownerName} at that time
          </Link>
          .
        </p>
      </Panel>
      {errors.length > 0 && (
        <Panel title="Errors" intro="What this run could not sync, by error" flush>
          <ErrorTable label={labelOf(watched)} lines={errors} />
        </Panel>
      )}
    </Page>
  )
}
