// What a person can do with a sync, by its status.
import type { ReactNode } from 'react'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { ConnectForm } from '@/components/sync/status/set-up'
import { OneButton } from '@/components/sync/status/small-forms'
import { StopSync } from '@/components/sync/status/stop-sync'
import { ButtonLink } from '@/components/ui/button'
import type { SyncStatus } from '@/lib/engine/status'
import { reviewPage, stopPage } from '@/lib/http/sync-paths'
import type { SyncView } from '@/lib/store/sync/overview'
import { cancelAction, continueAction, stopAction, syncAction, syncNowAction } from './actions'
import { discardAction } from './preview/finish'

interface ActionsProps {
  readonly provider: string
  readonly label: string
  /** What it syncs. */
  readonly kind: ItemKind
  readonly status: SyncStatus
  readonly sync: SyncView | null
}

export function Actions({ provider, label, kind, status, sync }: ActionsProps) {
  const stop = sync?.state === 'active' && (
    <StopSync
      syncId={sync.id}
      action={stopAction.bind(null, provider)}
      page={stopPage(provider)}
      label={label}
      kind={kind}
      left={status.kind === 'syncing' && status.phase === 'writing' ? left(status) : null}
    />
  )
  const review = (
    <ButtonLink href={reviewPage(provider)} look="primary">
      Review changes
    </ButtonLink>
  )
  switch (status.kind) {
    case 'notConnected':
      return <ConnectForm provider={provider}>Set Up Sync</ConnectForm>
    case 'connected':
    case 'stopped':
      return (
        <OneButton action={syncAction.bind(null, provider)} fields={{}} look="primary">
          Sync
        </OneButton>
      )
    case 'building':
      return <WayOut provider={provider} status={status} />
    case 'ready':
      return (
        <>
          {review}
          <WayOut provider={provider} status={status} />
          {stop}
        </>
      )
    case 'syncing':
      return stop
    case 'upToDate':
      return (
        <>
          {sync && (
            <OneButton action={syncNowAction.bind(null, provider)} fields={{ syncId: sync.id }}>
              Sync now
            </OneButton>
          )}
          {stop}
        </>
      )
    case 'attention':
      return <AttentionActions provider={provider} status={status} sync={sync} stop={stop} review={review} />
  }
}

/** Out of a preview. */
export function WayOut({ provider, status }: { readonly provider: string; readonly status: SyncStatus }) {
  switch (status.kind) {
    case 'building':
      return (
        <OneButton action={cancelAction.bind(null, provider)} fields={{ runId: status.runId }}>
          Cancel
        </OneButton>
      )
    case 'ready':
      return (
        <OneButton action={discardAction.bind(null, provider)} fields={{ runId: status.runId }}>
          Discard
        </OneButton>
      )
    default:
      return null
  }
}

const left = ({ done, total }: { readonly done: number; readonly total: number | null }) =>
  Math.max(0, (total ?? 0) - done)

interface AttentionProps {
  readonly provider: string
  readonly status: SyncStatus & { readonly kind: 'attention' }
  readonly sync: SyncView | null
  readonly stop: ReactNode
  readonly review: ReactNode
}

function AttentionActions({ provider, status, sync, stop, review }: AttentionProps) {
  const [cause] = status.causes
  const now = sync?.state === 'active' && (
    <OneButton action={syncNowAction.bind(null, provider)} fields={{ syncId: sync.id }}>
      Sync now
    </OneButton>
  )
  switch (cause.kind) {
    case 'consent':
      return (
        <>
          <ConnectForm provider={provider}>Reconnect</ConnectForm>
          {stop}
        </>
      )
    case 'asks':
      return (
        <>
          <OneButton
            action={continueAction.bind(null, provider)}
            fields={{ runId: cause.runId, revision: `${sync?.run?.revision ?? 0}` }}
            look="primary"
          >
            {cause.wait === 'others' ? 'Continue anyway' : 'Continue'}
          </OneButton>
          {sync?.state === 'active' ? (
            <>
              <ButtonLink href={reviewPage(provider)}>Look at the changes</ButtonLink>
              {stop}
            </>
          ) : (
            <OneButton action={cancelAction.bind(null, provider)} fields={{ runId: cause.runId }}>
              Cancel
            </OneButton>
          )}
        </>
      )
    case 'waiting':
      return (
        <>
          {cause.waiting.undecided + cause.waiting.outdated > 0 && review}
          {now}
          {stop}
        </>
      )
    case 'failed':
    case 'unavailable':
      return (
        <>
          {now}
          {sync?.state !== 'active' && (
            <OneButton action={syncAction.bind(null, provider)} fields={{}} look="primary">
              Sync
            </OneButton>
          )}
          {stop}
        </>
      )
  }
}
