// What there is to review, with its heading: a finished preview, a run that a guard stopped, or waiting decisions of an active sync.

import type { ReactNode } from 'react'
import { amount } from '@/components/sync/figures'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { wordsOf } from '@/components/sync/kinds/words'
import type { Finish } from '@/components/sync/review/start-forms'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { isAwaitingApproval } from '@/lib/engine/run-state'
import { reviewPage, waitingPage } from '@/lib/http/sync-paths'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import type { Scope } from '@/lib/store/review/preview'
import type { LeftOut } from '@/lib/store/runs/left-out'
import type { ConnectionView } from '@/lib/store/sync/connections'
import type { Overview, RunView, SyncView } from '@/lib/store/sync/overview'
import { rebuildAction } from '../actions'
import type { SyncPlace } from '../provider'
import { carryOutAction, discardAction, goOnAction, startAction } from './finish'

export interface Reviewable {
  readonly scope: Scope
  readonly finish: Finish
  readonly intro: ReactNode
  readonly alreadySame: number
  readonly leftOut: LeftOut | null
  readonly connection: ConnectionView
}

/** A finished preview, a run that a guard holds, else what waits in a running sync, else nothing. */
export function reviewable(overview: Overview | null, at: SyncPlace): Reviewable | null {
  const sync = overview?.sync
  if (!sync) return null
  const { connection } = overview
  const { run } = sync
  if (run?.state === 'ready') return { ...ofPreview(sync, run, connection, at), connection }
  if (run && isGuarded(sync)) return { ...ofGuarded(sync, run, at), connection }
  return waitingIn(overview, at)
}

export const isGuarded = ({ run }: SyncView): boolean =>
  run !== null && run.state !== 'ready' && isAwaitingApproval(run)

/** What waits in a running sync, whether or not a guard holds its newest run; a preview shows it among everything else. */
export function waitingIn(overview: Overview | null, { place, kind }: SyncPlace): Reviewable | null {
  if (overview?.sync?.state !== 'active' || overview.sync.run?.state === 'ready') return null
  const { sync, connection } = overview
  const finish = {
    kind: 'waiting',
    syncId: sync.id,
    carryOut: carryOutAction.bind(null, place),
  } as const
  const scope = { syncId: sync.id, runId: null }
  const intro = <Waiting place={place} held={isGuarded(sync)} kind={kind} />
  return { scope, finish, intro, alreadySame: 0, leftOut: null, connection }
}

const ofPreview = (
  sync: SyncView,
  run: RunView,
  { accountEmail }: ConnectionView,
  { place, provider, kind }: SyncPlace,
) => ({
  scope: { syncId: sync.id, runId: run.id },
  finish: {
    kind: 'preview',
    runId: run.id,
    start: startAction.bind(null, place),
    discard: discardAction.bind(null, place),
  } as const,
  intro: (
    <Intro
      readyAt={run.readyAt ?? run.createdAt}
      syncId={sync.id}
      account={accountEmail}
      calendar={sync.calendar}
      place={place}
      provider={provider}
      kind={kind}
    />
  ),
  alreadySame: run.same,
  leftOut: run.leftOut,
})

const ofGuarded = (sync: SyncView, run: RunView, { place, kind }: SyncPlace) => ({
  scope: { syncId: sync.id, runId: run.id },
  finish: { kind: 'guarded', runId: run.id, goOn: goOnAction.bind(null, place) } as const,
  intro: <Nothing place={place} waiting={sync.counts.undecided + sync.counts.outdated} kind={kind} />,
  alreadySame: run.same,
  leftOut: run.leftOut,
})

interface NothingProps {
  readonly place: string
  readonly waiting: number
  readonly kind: ItemKind
}

function Nothing({ place, waiting, kind }: NothingProps) {
  const { one, many } = wordsOf(kind)
  return (
    <div className="grid gap-2">
      <p>
        <strong className="font-medium text-ink">Nothing has changed yet.</strong> The sync is waiting for
        your answer.
      </p>
      {waiting > 0 && (
        <p>
          {amount(waiting, one, many)} from earlier checks also {waiting === 1 ? 'needs' : 'need'} your
          decision.{' '}
          <Link href={waitingPage(place)} className="prose-link">
            See them
          </Link>
        </p>
      )}
    </div>
  )
}

interface IntroProps {
  readonly calendar: SyncView['calendar']
  readonly place: string
  readonly readyAt: Date
  readonly syncId: string
  readonly account: string
  readonly provider: Pick<ProviderDescriptor, 'name' | 'label'>
  readonly kind: ItemKind
}

function Intro({ calendar, place, readyAt, syncId, account, provider, kind }: IntroProps) {
  return (
    <div className="grid gap-1 sm:gap-2">
      <p>
        <strong className="font-medium text-ink">Nothing has changed yet.</strong>{' '}
        <span className="max-sm:hidden">You can leave while the sync runs.</span>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p>
          Compared <RelativeTime at={readyAt} />
        </p>
        {/* On a narrow screen beside the time, so that the first change is on the first screen. */}
        <details className="open:order-1 open:basis-full sm:order-1 sm:basis-full">
          <summary className="min-h-6">
            About <span className="max-sm:sr-only">this preview</span>
          </summary>
          <p className="mt-1">
            {wordsOf(kind).review.sides(provider.label, account, calendar)} Start Sync makes exactly the
            changes listed here. You can leave while it runs. Discard erases this preview from Concord; if the
            account was never synced, it also erases the data read from it.
          </p>
        </details>
        <form action={rebuildAction.bind(null, place)}>
          <input type="hidden" name="syncId" value={syncId} />
          <SubmitButton look="secondary">Compare again</SubmitButton>
        </form>
        {kind === 'contacts' && (
          <ButtonLink href={`/contacts/companies?${new URLSearchParams({ from: reviewPage(place) })}`}>
            Company suggestions
          </ButtonLink>
        )}
      </div>
    </div>
  )
}

interface WaitingProps {
  readonly place: string
  readonly held: boolean
  readonly kind: ItemKind
}

function Waiting({ place, held, kind }: WaitingProps) {
  const { many } = wordsOf(kind)
  if (!held) return <p>These {many} need your decision. Everything else keeps syncing.</p>
  return (
    <p>
      These {many} from earlier checks need your decision. The latest check is waiting for your answer, too.
      Your decisions here are applied after it.{' '}
      <Link href={reviewPage(place)} className="prose-link">
        See what it would do
      </Link>
    </p>
  )
}
