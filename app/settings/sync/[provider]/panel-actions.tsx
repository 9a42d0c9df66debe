// What a person can do with a sync, by its status.
import type { ReactNode } from 'react'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { wordsOf } from '@/components/sync/kinds/words'
import { ConnectForm } from '@/components/sync/status/set-up'
import { OneButton } from '@/components/sync/status/small-forms'
import { StopSync } from '@/components/sync/status/stop-sync'
import { ButtonLink } from '@/components/ui/links/button-link'
import type { SyncStatus } from '@/lib/engine/status'
import { findPlace, reviewPage, stopPage } from '@/lib/http/sync-paths'
import type { SyncView } from '@/lib/store/sync/overview'
import { cancelAction, continueAction, stopAction, syncAction, syncNowAction } from './actions'
import { discardAction } from './preview/finish'
import { pauseAction, resumeAction } from './steering-actions'

interface ActionsProps {
  readonly place: string
  readonly label: string
  /** What it syncs. */
  readonly kind: ItemKind
  readonly status: SyncStatus
  readonly sync: SyncView | null
}

export function Actions({ place, label, kind, status, sync }: ActionsProps) {
  const stop = sync?.state === 'active' && (
    <StopSync
      syncId={sync.id}
      action={stopAction.bind(null, place)}
      page={stopPage(place)}
      label={label}
      kind={kind}
      hasOthers={sync.hasOthers}
      left={status.kind === 'syncing' && status.phase === 'writing' ? left(status) : null}
    />
  )
  const pause = sync?.state === 'active' && (
    <OneButton action={pauseAction.bind(null, place)} fields={{ syncId: sync.id }}>
      Pause
    </OneButton>
  )
  const review = (
    <ButtonLink href={reviewPage(place)} look="primary">
      Review changes
    </ButtonLink>
  )
  switch (status.kind) {
    case 'notConnected':
      return <ConnectForm provider={providerOf(place)}>Set Up Sync</ConnectForm>
    case 'connected':
    case 'stopped':
      return (
        <OneButton action={syncAction.bind(null, place)} fields={{}} look="primary">
          Sync
        </OneButton>
      )
    case 'building':
      return <WayOut place={place} status={status} />
    case 'ready':
      return (
        <>
          {review}
          <WayOut place={place} status={status} />
          {stop}
        </>
      )
    case 'syncing':
      return (
        <>
          {pause}
          {stop}
        </>
      )
    case 'paused':
      return (
        <>
          {status.consentLost && <Reconnect place={place} kind={kind} />}
          {sync && (
            <OneButton action={resumeAction.bind(null, place)} fields={{ syncId: sync.id }} look="primary">
              Resume
            </OneButton>
          )}
          {sync && sync.counts.undecided + sync.counts.outdated > 0 && review}
          {stop}
        </>
      )
    case 'upToDate':
      return (
        <>
          {sync && (
            <OneButton action={syncNowAction.bind(null, place)} fields={{ syncId: sync.id }}>
              Sync now
            </OneButton>
          )}
          {pause}
          {stop}
        </>
      )
    case 'attention':
      return (
        <AttentionActions
          place={place}
          kind={kind}
          status={status}
          sync={sync}
          stop={
            <>
              {pause}
              {stop}
            </>
          }
          review={review}
        />
      )
  }
}

const providerOf = (place: string) => findPlace(place)?.provider ?? place

const Reconnect = ({ place, kind }: { readonly place: string; readonly kind: ItemKind }) => (
  <ConnectForm provider={providerOf(place)} {...(kind === 'events' ? { purpose: 'calendars' } : {})}>
    Reconnect
  </ConnectForm>
)

/** Out of a preview. */
export function WayOut({ place, status }: { readonly place: string; readonly status: SyncStatus }) {
  switch (status.kind) {
    case 'building':
      return (
        <OneButton action={cancelAction.bind(null, place)} fields={{ runId: status.runId }}>
          Cancel
        </OneButton>
      )
    case 'ready':
      return (
        <OneButton action={discardAction.bind(null, place)} fields={{ runId: status.runId }}>
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
  readonly place: string
  readonly kind: ItemKind
  readonly status: SyncStatus & { readonly kind: 'attention' }
  readonly sync: SyncView | null
  readonly stop: ReactNode
  readonly review: ReactNode
}

function AttentionActions({ place, kind, status, sync, stop, review }: AttentionProps) {
  const [cause] = status.causes
  const now = sync?.state === 'active' && (
    <OneButton action={syncNowAction.bind(null, place)} fields={{ syncId: sync.id }}>
      Sync now
    </OneButton>
  )
  switch (cause.kind) {
    case 'consent':
      return (
        <>
          <Reconnect place={place} kind={kind} />
          {stop}
        </>
      )
    case 'asks':
      return (
        <>
          <OneButton
            action={continueAction.bind(null, place)}
            fields={{ runId: cause.runId, revision: `${sync?.run?.revision ?? 0}` }}
            look="primary"
          >
            {cause.wait === 'others' ? wordsOf(kind).headline.syncToo : 'Continue'}
          </OneButton>
          {sync?.state === 'active' ? (
            <>
              <ButtonLink href={reviewPage(place)}>Look at the changes</ButtonLink>
              {stop}
            </>
          ) : (
            <OneButton action={cancelAction.bind(null, place)} fields={{ runId: cause.runId }}>
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
            <OneButton action={syncAction.bind(null, place)} fields={{}} look="primary">
              Sync
            </OneButton>
          )}
          {stop}
        </>
      )
  }
}
