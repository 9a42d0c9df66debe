// **Stop Sync** without script: the question is a page.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { StopPage } from '@/components/sync/status/stop-page'
import { requireUser } from '@/lib/auth/session'
import { overviewOf } from '@/lib/store/sync/overview'
import { stopAction } from '../actions'

export const metadata: Metadata = { title: 'Stop Sync' }

const HOME = '/settings/sync/google'

export default async function Stop() {
  const overview = await overviewOf(await requireUser(HOME), 'google')
  const sync = overview?.sync
  // Also once it is stopped.
  if (sync?.state !== 'active') redirect(HOME)
  return <StopPage syncId={sync.id} action={stopAction} back={HOME} />
}
