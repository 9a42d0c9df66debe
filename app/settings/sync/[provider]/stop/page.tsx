// **Stop Sync** without script: the question is a page.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { StopPage } from '@/components/sync/status/stop-page'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import { overviewOf } from '@/lib/store/sync/overview'
import { stopAction } from '../actions'
import { KIND } from '../kind'
import { type ProviderParams, providerIn } from '../provider'

export const metadata: Metadata = { title: 'Stop Sync' }

export default async function Stop(props: ProviderParams) {
  const { name, label } = await providerIn(props)
  const home = syncPage(name)
  const overview = await overviewOf(await requireUser(home), name)
  const sync = overview?.sync
  // Also once it is stopped.
  if (sync?.state !== 'active') redirect(home)
  return (
    <StopPage syncId={sync.id} action={stopAction.bind(null, name)} back={home} label={label} kind={KIND} />
  )
}
