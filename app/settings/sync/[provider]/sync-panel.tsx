// One sync: the status as a sentence, its progress, and the actions that fit it.
import type { ReactNode } from 'react'
import { GuardNotice } from '@/components/sync/guard-notice'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { AccountOwnerNotice } from '@/components/sync/status/account-owner-notice'
import { Headline } from '@/components/sync/status/headline'
import { Numbers } from '@/components/sync/status/numbers'
import { OtherAccount } from '@/components/sync/status/other-account'
import { OthersNotice } from '@/components/sync/status/others-notice'
import { lookOf } from '@/components/sync/status/status-look'
import { Panel } from '@/components/ui/page'
import { Status } from '@/components/ui/status'
import type { SyncStatus } from '@/lib/engine/status'
import { reviewPage, waitingPage } from '@/lib/http/sync-paths'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { labelOf } from '@/lib/providers/registry'
import { type OtherPerson, type Problem, problemOf } from '@/lib/store/runs/problem'
import type { AccountOwner } from '@/lib/store/sync/account-owner'
import type { ConnectionView } from '@/lib/store/sync/connections'
import type { SyncView } from '@/lib/store/sync/overview'
import { Actions, WayOut } from './panel-actions'
import { isGuarded } from './preview/reviewable'

interface SyncPanelProps {
  readonly title: string
  readonly place: string
  /** What it syncs. */
  readonly kind: ItemKind
  readonly provider: Pick<ProviderDescriptor, 'label'>
  readonly status: SyncStatus
  readonly sync: SyncView | null
  readonly others: readonly OtherPerson[]
  readonly connection: ConnectionView
  /** Another person who syncs this account: no sync can be started meanwhile. */
  readonly accountOwner: AccountOwner | null
  readonly progress: ReactNode
}

export function SyncPanel(props: SyncPanelProps) {
  const { title, place, kind, provider, status, sync, others, connection, accountOwner, progress } = props
  const { label } = provider
  const look = lookOf(status)
  const problem = problemOf(sync?.run?.problem)
  const facts = {
    planned: sync?.planned ?? 0,
    lastSuccessAt: sync?.lastSuccessAt ?? null,
    nextCheckAt: sync?.nextCheckAt ?? null,
    stoppedBy: sync?.stoppedBy ?? null,
    pausedBy: sync?.pausedBy ?? null,
    waitingEdits: sync?.waitingEdits ?? null,
    restoredTo: sync?.restoredTo ?? null,
    startedBefore: sync !== null && sync.startedAt !== null,
  }
  return (
    <Panel title={title} actions={<Status tone={look.tone}>{look.word}</Status>}>
      <div className="grid gap-4">
        {accountOwner ? (
          <AccountOwnerNotice accountOwner={accountOwner} account={connection.accountEmail} kind={kind} />
        ) : (
          <Headline status={status} facts={facts} label={label} kind={kind} />
        )}
        {progress}
        <Asked status={status} problem={problem} label={label} kind={kind} />
        {!accountOwner && others.length > 0 && (
          <OthersNotice people={others.map(labelled)} label={label} kind={kind} />
        )}
        {!accountOwner &&
          connection.previous &&
          (status.kind === 'connected' || status.kind === 'stopped') && (
            <OtherAccount
              email={connection.accountEmail}
              previous={connection.previous}
              label={label}
              kind={kind}
            />
          )}
        <div className="flex flex-wrap gap-2">
          {accountOwner ? (
            <WayOut place={place} status={status} />
          ) : (
            <Actions place={place} label={label} kind={kind} status={status} sync={sync} />
          )}
        </div>
        {sync?.state === 'active' && (
          <Numbers figures={figures(place, kind, sync, status.kind === 'syncing')} />
        )}
        <Reference status={status} />
      </div>
    </Panel>
  )
}

/** What is on its way while the sync writes is no news; afterwards it is what the provider did not answer to. */
const figures = (place: string, kind: ItemKind, sync: SyncView, writing: boolean) => {
  const { inSync, undecided, outdated, failed, excluded, leftOut, unanswered } = sync.counts
  const decisions = undecided + outdated
  const waiting = isGuarded(sync) ? waitingPage(place) : reviewPage(place)
  return [
    { n: inSync, words: 'In sync', ...(kind === 'contacts' && { href: '/contacts?show=synced' }) },
    ...(unanswered > 0 && !writing ? [{ n: unanswered, words: 'Sent, not yet confirmed' }] : []),
    { n: decisions, words: `${decisions === 1 ? 'Needs' : 'Need'} your decision`, href: waiting },
    { n: failed, words: 'Failing', href: '#failing' },
    { n: excluded, words: 'Excluded', href: '#excluded' },
    ...(leftOut > 0 ? [{ n: leftOut, words: 'Left out', href: '#left-out' }] : []),
  ]
}

interface AskedProps {
  readonly kind: ItemKind
  readonly status: SyncStatus
  readonly problem: Problem | null
  readonly label: string
}

const labelled = (person: OtherPerson) => ({ ...person, label: labelOf(person) })

/** What a run asks before it goes on, in numbers. */
function Asked({ status, problem, label, kind }: AskedProps) {
  if (status.kind !== 'attention' || status.causes[0].kind !== 'asks' || !problem) return null
  if (problem.kind === 'others')
    return <OthersNotice people={problem.people.map(labelled)} label={label} kind={kind} />
  if (problem.kind !== 'guard') return null
  return <GuardNotice guards={problem.guards} before={problem.before ?? null} label={label} kind={kind} />
}

/** For support: which run it was. */
function Reference({ status }: { readonly status: SyncStatus }) {
  if (status.kind !== 'attention') return null
  const [cause] = status.causes
  if (!('runId' in cause)) return null
  return (
    <details className="text-soft">
      <summary className="min-h-6">Details for support</summary>
      <p className="mt-1">
        Run <code className="select-all">{cause.runId}</code>
      </p>
    </details>
  )
}
