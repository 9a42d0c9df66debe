// What a sync will do, contact by contact, before it does anything; of a running sync, what waits for its owner.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { guardWords } from '@/components/sync/guard-words'
import { Current } from '@/components/sync/review/current'
import { placeFrom } from '@/components/sync/review/model'
import { Review } from '@/components/sync/review/review'
import type { Finish } from '@/components/sync/review/start-bar'
import { OtherAccount } from '@/components/sync/status/other-account'
import { SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/relative-time'
import { keepPace } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import type { ConnectionView } from '@/lib/db/connections'
import { type Overview, overviewOf, type RunView, type SyncView } from '@/lib/db/overview'
import type { Scope } from '@/lib/db/preview'
import { problemOf } from '@/lib/db/problem'
import type { Guard } from '@/lib/sync/guard'
import { rebuildAction } from '../actions'
import { approve, decide, decideAll, exclude, include } from './actions'
import { carryOutAction, discardAction, goOnAction, startAction } from './finish'
import { loadReview } from './load'

export const metadata: Metadata = { title: 'Review changes' }

interface PreviewProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

const actions = { approve, decide, decideAll, exclude, include }

export default async function Preview({ searchParams }: PreviewProps) {
  const user = await requireUser('/settings/sync/google/preview')
  const what = reviewable(await overviewOf(user, 'google'))
  if (!what) redirect('/settings/sync/google')
  const query = await searchParams
  const place = placeFrom({ get: (name) => [query[name]].flat()[0] ?? null })
  if (place.q) await keepPace('search', user)
  const page = await loadReview(user, what.scope, place)
  const { scope, finish, intro, guards, alreadySame, connection } = what
  return (
    <Current scope={scope}>
      <Page title="Review changes" intro={intro}>
        {finish.kind === 'preview' && connection.previous && (
          <OtherAccount email={connection.accountEmail} previous={connection.previous} />
        )}
        {guards.length > 0 && (
          <Notice tone="warn">
            {guards.map((guard) => (
              <p key={guard.kind}>{guardWords(guard)}</p>
            ))}
          </Notice>
        )}
        <Review start={{ scope, place, page, alreadySame }} actions={actions} finish={finish} />
      </Page>
    </Current>
  )
}

interface Reviewable {
  readonly scope: Scope
  readonly finish: Finish
  readonly intro: ReactNode
  readonly guards: readonly Guard[]
  readonly alreadySame: number
  readonly connection: ConnectionView
}

/** A finished preview, a run that a guard holds, else what waits in a running sync, else nothing. */
function reviewable(overview: Overview | null): Reviewable | null {
  const sync = overview?.sync
  if (!sync) return null
  const { connection } = overview
  const { run } = sync
  const problem = problemOf(run?.problem)
  const guards = problem?.kind === 'guard' ? problem.guards : []
  if (run?.state === 'ready') return { ...ofPreview(sync, run, connection), guards, connection }
  if (run?.state === 'comparing' && run.waitKind === 'guard')
    return { ...ofGuarded(sync, run), guards, connection }
  if (sync.state !== 'active') return null
  const finish = { kind: 'waiting', syncId: sync.id, carryOut: carryOutAction } as const
  const scope = { syncId: sync.id, runId: null }
  return { scope, finish, intro: <Waiting />, guards: [], alreadySame: 0, connection }
}

const ofPreview = (sync: SyncView, run: RunView, { accountEmail }: ConnectionView) => ({
  scope: { syncId: sync.id, runId: run.id },
  finish: { kind: 'preview', runId: run.id, start: startAction, discard: discardAction } as const,
  intro: <Intro readyAt={run.readyAt ?? run.createdAt} syncId={sync.id} account={accountEmail} />,
  alreadySame: run.same,
})

const ofGuarded = (sync: SyncView, run: RunView) => ({
  scope: { syncId: sync.id, runId: run.id },
  finish: { kind: 'guarded', runId: run.id, goOn: goOnAction } as const,
  intro: <Nothing />,
  alreadySame: run.same,
})

const Nothing = () => (
  <p>
    <strong className="font-medium text-ink">Nothing has been changed yet.</strong> The sync waits for your
    answer.
  </p>
)

interface IntroProps {
  readonly readyAt: Date
  readonly syncId: string
  readonly account: string
}

function Intro({ readyAt, syncId, account }: IntroProps) {
  return (
    <div className="grid gap-2">
      <p>
        <strong className="font-medium text-ink">Nothing has been changed yet.</strong> This is what Start
        Sync will do; you need not stay while it works. Clio stands for your firm’s contacts, here in Concord;
        Google for those of {account}.
      </p>
      <form action={rebuildAction} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <input type="hidden" name="syncId" value={syncId} />
        <span>
          Compared <RelativeTime at={readyAt} />
        </span>
        <SubmitButton look="secondary">Compare again</SubmitButton>
      </form>
    </div>
  )
}

const Waiting = () => <p>These contacts wait for you. Everything else is kept in step meanwhile.</p>
