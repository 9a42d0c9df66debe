// The question of **Stop Sync** as a page: for browsers without script.
import { redirect } from 'next/navigation'
import { StopPage } from '@/components/sync/status/stop-page'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import { overviewOf } from '@/lib/store/sync/overview'
import { stopAction } from '../actions'
import { type PlaceParams, placeIn } from '../provider'

export async function StopQuestion(props: PlaceParams) {
  const { place, provider, calendarId, kind } = await placeIn(props)
  const home = syncPage(place)
  const overview = await overviewOf(await requireUser(home), provider.name, calendarId)
  const sync = overview?.sync
  // Also once it is stopped.
  if (sync?.state !== 'active') redirect(home)
  return (
    <StopPage
      syncId={sync.id}
      action={stopAction.bind(null, place)}
      back={home}
      label={provider.label}
      kind={kind}
      hasOthers={sync.hasOthers}
    />
  )
}
