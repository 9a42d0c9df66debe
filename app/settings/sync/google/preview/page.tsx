// What a sync will do, contact by contact, before it does anything; of a running sync, what waits for its owner.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { placeFrom } from '@/components/sync/review/model'
import { Review } from '@/components/sync/review/review'
import { SubmitButton } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/relative-time'
import { requireUser } from '@/lib/auth/session'
import { type Overview, overviewOf } from '@/lib/db/overview'
import { rebuildAction } from '../actions'
import { decide, decideAll, exclude, include } from './actions'
import { carryOutAction, discardAction, startAction } from './finish'
import { loadReview } from './load'

export const metadata: Metadata = { title: 'Review changes' }

interface PreviewProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

const actions = { decide, decideAll, exclude, include }

export default async function Preview({ searchParams }: PreviewProps) {
  const user = await requireUser('/settings/sync/google/preview')
  const what = reviewable(await overviewOf(user, 'google'))
  if (!what) redirect('/settings/sync/google')
  const query = await searchParams
  const place = placeFrom({ get: (name) => [query[name]].flat()[0] ?? null })
  const { scope, readyAt } = what
  const page = await loadReview(user, scope, place)
  return (
    <Page
      title="Review changes"
      intro={readyAt ? <Intro readyAt={readyAt} syncId={scope.syncId} /> : <Waiting />}
    >
      <Review
        start={{ scope, place, page }}
        actions={actions}
        finish={
          scope.runId
            ? { kind: 'preview', runId: scope.runId, start: startAction, discard: discardAction }
            : { kind: 'waiting', syncId: scope.syncId, carryOut: carryOutAction }
        }
      />
    </Page>
  )
}

/** A finished preview, else what waits in a running sync, else nothing. */
function reviewable(overview: Overview | null) {
  const sync = overview?.sync
  if (!sync) return null
  if (sync.run?.state === 'ready')
    return { scope: { syncId: sync.id, runId: sync.run.id }, readyAt: sync.run.readyAt ?? sync.run.createdAt }
  if (sync.state === 'active') return { scope: { syncId: sync.id, runId: null }, readyAt: null }
  return null
}

function Intro({ readyAt, syncId }: { readonly readyAt: Date; readonly syncId: string }) {
  return (
    <div className="grid gap-2">
      <p>
        <strong className="font-medium text-ink">Nothing has been changed yet.</strong> This is what Start
        Sync will do.
      </p>
      <form action={rebuildAction} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <input type="hidden" name="syncId" value={syncId} />
        <span>
          Compared <RelativeTime at={readyAt} />
        </span>
        <SubmitButton look="quiet" className="-ml-3">
          Compare again
        </SubmitButton>
      </form>
    </div>
  )
}

const Waiting = () => <p>These contacts wait for you. Everything else is kept in step meanwhile.</p>
