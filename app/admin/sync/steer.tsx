// Sync now and Stop Sync for one connection; nothing where there is nothing to steer.
import { OneButton } from '@/components/sync/status/small-forms'
import { StopSync } from '@/components/sync/status/stop-sync'
import { labelOf } from '@/lib/providers/registry'
import { stopAction, syncNowAction } from './actions'
import type { Watched } from './watched'

interface SteerProps {
  readonly watched: Watched
  readonly look: 'secondary' | 'quiet'
}

export function Steer({ watched, look }: SteerProps) {
  const { sync, status, ownerName } = watched
  if (sync?.state !== 'active') return null
  const writing = status.kind === 'syncing' && status.phase === 'writing'
  // Checking again does not help if only the owner can answer or reconnect.
  const stuck = status.kind === 'attention' && ['consent', 'asks'].includes(status.causes[0].kind)
  return (
    <>
      {status.kind !== 'syncing' && !stuck && (
        <OneButton
          action={syncNowAction}
          fields={{ syncId: sync.id }}
          look={look}
          whose={`for ${ownerName}${watched.calendar ? `, ${watched.calendar}` : ''}`}
        >
          Sync now
        </OneButton>
      )}
      <StopSync
        syncId={sync.id}
        action={stopAction}
        page={`/admin/sync/${watched.id}/stop`}
        left={writing ? Math.max(0, (status.total ?? 0) - status.done) : null}
        owner={ownerName}
        label={labelOf(watched)}
        kind={watched.of}
        {...(watched.calendar ? { what: watched.calendar } : {})}
        look={look}
      />
    </>
  )
}
