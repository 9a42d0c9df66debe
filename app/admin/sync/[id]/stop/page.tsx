// **Stop Sync** of one connection, for administrators without script: the question is a page.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { StopPage } from '@/components/sync/status/stop-page'
import { requireAdmin } from '@/lib/auth/session'
import { labelOf } from '@/lib/providers/registry'
import { watchedSync } from '@/lib/store/oversight/connections'
import { stopAction } from '../../actions'

export const metadata: Metadata = { title: 'Stop Sync of a connection' }

const HOME = '/admin/sync'

export default async function Stop({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const user = await requireAdmin(HOME)
  const { id } = await params
  const watched = await watchedSync(user, id)
  // Also once it is stopped.
  if (watched?.sync?.state !== 'active') redirect(HOME)
  return (
    <StopPage
      syncId={watched.sync.id}
      action={stopAction}
      back={`${HOME}/${id}`}
      owner={watched.ownerName}
      label={labelOf(watched)}
      kind={watched.of}
    />
  )
}
