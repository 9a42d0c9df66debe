// What is so and since when, as one sentence per status: a person should be able to read the page aloud and understand.
import type { ReactNode } from 'react'
import { Day, RelativeTime } from '@/components/ui/time/relative-time'
import type { SyncStatus } from '@/lib/engine/status'
import type { WaitingEdits } from '@/lib/store/steering/paused'
import { ClockTime } from '../clock-time'
import { amount } from '../figures'
import type { ItemKind, KindWords } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import { causeHeadline, Remedy } from './cause'
import { waitingWords } from './paused-words'
import { MANY } from './progress-words'

export interface HeadlineFacts {
  /** Changes of the preview. */
  readonly planned: number
  readonly lastSuccessAt: Date | null
  /** Null: no check is planned. */
  readonly nextCheckAt: Date | null
  /** Who stopped it, when it was not the owner. */
  readonly stoppedBy: string | null
  /** Who paused it, when it was not the owner. */
  readonly pausedBy: string | null
  /** Edits here that wait while it is paused. */
  readonly waitingEdits: WaitingEdits | null
  /** A backup made then was loaded, and stopped it. */
  readonly restoredTo: Date | null
  /** It synced before, and was stopped. */
  readonly startedBefore: boolean
}

interface Message {
  readonly headline: ReactNode
  readonly more?: ReactNode
}

interface HeadlineProps {
  readonly status: SyncStatus
  readonly facts: HeadlineFacts
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
}

export function Headline({ status, facts, label, kind }: HeadlineProps) {
  const { headline, more } = messageFor(status, facts, label, wordsOf(kind).headline)
  return (
    <div className="grid gap-1">
      <p className="text-lg font-semibold tracking-tight">{headline}</p>
      {more && <div className="grid gap-1 text-soft">{more}</div>}
    </div>
  )
}

function workWords(phase: Extract<SyncStatus, { kind: 'syncing' }>['phase'], label: string): string {
  switch (phase) {
    case 'reading':
      return `Looking for changes in ${label}`
    case 'comparing':
      return 'Comparing both sides'
    case 'writing':
      return 'Writing changes'
  }
}

type Says = KindWords['headline']

function messageFor(status: SyncStatus, facts: HeadlineFacts, label: string, says: Says): Message {
  switch (status.kind) {
    case 'notConnected':
      return { headline: says.purpose(label) }
    case 'connected':
      return {
        headline: `Connected as ${status.account}`,
        more: (
          <p>
            {facts.startedBefore ? says.recognized : 'Nothing is synced yet.'} {says.compares}
          </p>
        ),
      }
    case 'building':
      return {
        headline: 'Building the preview',
        more: <p>You can leave; we’ll keep working. Nothing has changed yet.</p>,
      }
    case 'ready':
      return {
        headline: `Nothing has changed yet. Review ${amount(facts.planned, 'change')}`,
        more: (
          <p>
            Compared <RelativeTime at={status.since} />
          </p>
        ),
      }
    case 'syncing':
      return {
        headline: workWords(status.phase, label),
        more: (
          <p>
            You can close this page; we’ll keep working.
            {status.phase === 'writing' &&
              (status.total ?? 0) > MANY &&
              ` ${label} limits how fast we can write. The time left will appear when we know it.`}
          </p>
        ),
      }
    case 'upToDate':
      return {
        headline: 'In sync',
        more: <Checked checkedAt={status.checkedAt} nextAt={status.nextCheckAt} />,
      }
    case 'attention':
      return {
        headline: causeHeadline(status.causes[0], label, says),
        more: (
          <>
            <Remedy cause={status.causes[0]} last={facts.lastSuccessAt} says={says} />
            {status.causes[0].kind === 'waiting' && (
              <Checked checkedAt={facts.lastSuccessAt} nextAt={facts.nextCheckAt} />
            )}
          </>
        ),
      }
    case 'paused':
      return {
        headline: (
          <>
            Paused by {facts.pausedBy ?? 'you'} <RelativeTime at={status.at} />
          </>
        ),
        more: <WhilePaused status={status} edits={facts.waitingEdits} label={label} says={says} />,
      }
    case 'stopped':
      if (status.byId === null && facts.restoredTo) return putBack(facts.restoredTo, label)
      return {
        headline: <StoppedSince at={status.at} by={facts.stoppedBy} />,
        more: <p>{says.stopped}</p>,
      }
  }
}

interface WhilePausedProps {
  readonly status: SyncStatus & { readonly kind: 'paused' }
  readonly edits: WaitingEdits | null
  readonly label: string
  readonly says: Says
}

const WhilePaused = ({ status, edits, label, says }: WhilePausedProps) => (
  <>
    <p>
      Concord reads and writes nothing until you resume the sync. {waitingWords(edits, label)}
      {status.midRun && ' The interrupted run will continue where it stopped.'}
    </p>
    {status.consentLost && <p>{says.noAccess(label)}. Reconnect before you resume.</p>}
  </>
)

const putBack = (to: Date, label: string): Message => ({
  headline: (
    <>
      Stopped: Clio was restored to its state of <Day at={to} />. Sync is off.
    </>
  ),
  more: (
    <p>
      Changes made in Clio since then are lost here; {label} still has the ones that were synced. Press Sync
      to see what would come back. There will be no duplicates, and nothing is written or deleted before you
      review it.
    </p>
  ),
})

function Checked({ checkedAt, nextAt }: { readonly checkedAt: Date | null; readonly nextAt: Date | null }) {
  return (
    <p>
      {checkedAt ? (
        <>
          Checked <RelativeTime at={checkedAt} />
        </>
      ) : (
        'Not checked yet'
      )}
      {nextAt && (
        <>
          {' · next check at '}
          <ClockTime at={nextAt} />
        </>
      )}
    </p>
  )
}

const StoppedSince = ({ at, by }: { readonly at: Date | null; readonly by: string | null }) => (
  <>
    Stopped by {by ?? 'you'}
    {at && (
      <>
        {' on '}
        <Day at={at} />
      </>
    )}
    . Sync is off.
  </>
)
