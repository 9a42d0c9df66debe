// What undoing a run of a colleague's sync would do, and **Undo** on their behalf, for administrators.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readerZone } from '@/app/zone'
import { UndoView } from '@/components/sync/undo/undo-view'
import { requireAdmin } from '@/lib/auth/session'
import type { Query } from '@/lib/http/query'
import { watchedRunPage, watchedSyncPage } from '@/lib/http/sync-paths'
import { undoAsked } from '@/lib/http/undo-asked'
import { labelOf } from '@/lib/providers/registry'
import { watchedSync } from '@/lib/store/oversight/connections'
import { undoPreview } from '@/lib/store/undo/undo'
import { undoAction } from './actions'

export const metadata: Metadata = { title: 'Undo a run of a connection' }

const MOST = 50

interface UndoPageProps {
  readonly params: Promise<{ readonly id: string; readonly runId: string }>
  readonly searchParams: Promise<Query>
}

export default async function UndoOfConnection({ params, searchParams }: UndoPageProps) {
  const user = await requireAdmin('/admin/sync')
  const { id, runId } = await params
  const asked = undoAsked(runId, await searchParams)
  if (!asked) notFound()
  const [watched, preview] = await Promise.all([
    watchedSync(user, id),
    undoPreview(user, asked.scope, asked.after, MOST),
  ])
  if (!watched || !preview || preview.run.syncId !== watched.sync?.id) notFound()
  return (
    <UndoView
      preview={preview}
      scope={asked.scope}
      zone={await readerZone()}
      up={{ href: watchedSyncPage(id), label: `${watched.ownerName}, ${watched.accountEmail}` }}
      pageOf={(one) => watchedRunPage(id, one)}
      action={undoAction.bind(null, id)}
      labelOf={labelOf}
    />
  )
}
