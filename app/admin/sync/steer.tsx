// Sync now, Pause, Resume and Stop Sync for one connection; nothing where there is nothing to steer.
import { OneButton } from '@/components/sync/status/small-forms'
import { StopSync } from '@/components/sync/status/stop-sync'
import { labelOf } from '@/lib/providers/registry'
import { pauseAction, resumeAction, stopAction, syncNowAction } from './actions'
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
  const isPaused = status.kind === 'paused'
  const button = {
    fields: { syncId: sync.id },
    whose: `for ${ownerName}${watched.calendar ? `, ${watched.calendar}` : ''}`,
    look,
  }
  return (
    <>
      {status.kind !== 'syncing' && !stuck && !isPaused && (
        <OneButton action={syncNowAction} {...button}>
          Sync now
        </OneButton>
      )}
      <OneButton action={isPaused ? resumeAction : pauseAction} {...button}>
        {isPaused ? 'Resume' : 'Pause'}
      </OneButton>
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
