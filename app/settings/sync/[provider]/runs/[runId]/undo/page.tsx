// What undoing a run of the person's own sync would do, and **Undo**.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readerZone } from '@/app/zone'
import { wordsOf } from '@/components/sync/kinds/words'
import { UndoView } from '@/components/sync/undo/undo-view'
import { requireUser } from '@/lib/auth/session'
import type { Query } from '@/lib/http/query'
import { calendarPlace, runPage, syncPage, undoPage } from '@/lib/http/sync-paths'
import { undoAsked } from '@/lib/http/undo-asked'
import { labelOf } from '@/lib/providers/registry'
import { undoPreview } from '@/lib/store/undo/undo'
import { providerNamed } from '../../../provider'
import { undoAction } from './actions'

export const metadata: Metadata = { title: 'Undo this run' }

const MOST = 50

interface UndoPageProps {
  readonly params: Promise<{ readonly provider: string; readonly runId: string }>
  readonly searchParams: Promise<Query>
}

export default async function Undo({ params, searchParams }: UndoPageProps) {
  const { provider: name, runId } = await params
  const provider = providerNamed(name)
  const asked = undoAsked(runId, await searchParams)
  if (!asked) notFound()
  const user = await requireUser(undoPage(name, runId))
  // As a member: administrators undo runs of colleagues on Sync Status.
  const preview = await undoPreview({ ...user, role: 'member' }, asked.scope, asked.after, MOST)
  if (!preview || preview.provider !== provider.name) notFound()
  const { calendarId, kind } = preview
  const home = syncPage(calendarId === null ? provider.name : calendarPlace(provider.name, calendarId))
  return (
    <UndoView
      preview={preview}
      scope={asked.scope}
      zone={await readerZone()}
      up={{ href: home, label: `Back to ${provider.label} ${wordsOf(kind.sync.kind).many}` }}
      pageOf={(id) => runPage(provider.name, id)}
      action={undoAction.bind(null, provider.name, calendarId)}
      labelOf={labelOf}
    />
  )
}
