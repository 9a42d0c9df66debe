'use client'
// The preview page as it lives in the browser: filters, search, table, decisions and the bar at the foot.
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Notice } from '@/components/ui/notice'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import type { Row } from '../row'
import { AskedNotice } from './asked-notice'
import { ChangeList, type Move, type Parts } from './change-list'
import { Filters } from './filters'
import { type ReviewActions, useDecisions } from './hooks/use-decisions'
import { useElsewhere } from './hooks/use-elsewhere'
import { go, type Start, useReview } from './hooks/use-review'
import { useSelection } from './hooks/use-selection'
import type { Place } from './model'
import { AllClear } from './nothing-here'
import { SearchBox } from './search-box'
import { ShortcutHelp } from './shortcut-help'
import { StartBar } from './start-bar'
import type { Finish } from './start-forms'
import { fullWords } from './start-words'
import { Toolbar } from './toolbar'

interface ReviewProps {
  readonly start: Start
  readonly actions: ReviewActions
  readonly finish: Finish
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
}

export function Review({ start, actions, finish, label, kind }: ReviewProps) {
  const review = useReview(start)
  const { place, page } = review
  const decisions = useDecisions({ ...review, scope: start.scope, kind }, actions)
  const selection = useSelection(page.rows)
  const search = useRef<HTMLInputElement>(null)
  const [help, setHelp] = useState(false)
  useResultsAnnounced(place, page.matching, review.stale)
  const move: Move = (to, how) => {
    selection.clear()
    go(to, how)
  }
  const parts = { label, kind, review, decisions, selection, search, move, openHelp: () => setHelp(true) }
  const { revision } = page.asked
  const busy = decisions.busy !== null
  const elsewhere = useElsewhere({ scope: start.scope, revision, busy, renew: review.renew })
  return (
    <>
      <div className="grid gap-4">
        <AskedNotice asked={page.asked} review={finish.kind} label={label} kind={kind} />
        {page.totals.full && (
          <Notice tone="warn" title={`Your ${label} account will be full`}>
            <p data-number>{fullWords(page.totals.full, label, kind)}</p>
          </Notice>
        )}
        <Filters
          place={place}
          counts={page.counts}
          alreadySame={start.alreadySame}
          label={label}
          onGo={move}
          onNear={review.prefetch}
        />
        <Tools {...parts} />
        {review.broken && (
          <Notice tone="bad" alert actions={<Button onClick={() => review.refetch()}>Try again</Button>}>
            The list could not be loaded. Your decisions are saved.
          </Notice>
        )}
        {start.scope.runId !== null && <AllClear place={place} page={page} />}
        <ChangeList {...parts} start={start} />
        <p className="text-soft">
          <button type="button" className="prose-link min-h-6" onClick={() => setHelp(true)}>
            Keyboard shortcuts
          </button>
        </p>
      </div>
      <StartBar
        finish={finish}
        totals={page.totals}
        label={label}
        kind={kind}
        revision={revision}
        busy={busy}
        elsewhere={elsewhere}
        failed={decisions.failed}
        did={decisions.did}
      />
      <ShortcutHelp open={help} label={label} kind={kind} onClose={() => setHelp(false)} />
    </>
  )
}

/** Search, and what can be done with several changes at once. */
function Tools({ label, kind, review, decisions, selection, search, move }: Parts) {
  const { place, page } = review
  const ids = [...selection.selected]
  const matching = { kind: 'matching', filter: { view: place.view, q: place.q } } as const
  const unapproved = page.rows.filter((row) => selection.selected.has(row.id) && waitsForLook(row))
  const withSelection = (run: (ids: readonly string[]) => void) => () => {
    run(ids)
    selection.clear()
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <SearchBox
        kind={kind}
        place={place}
        inputRef={search}
        onSearch={(q) => move({ view: place.view, q, after: null, before: null }, 'replaceState')}
      />
      <Toolbar
        place={place}
        page={page}
        label={label}
        selected={ids.length}
        busy={decisions.busy === 'many' || review.stale}
        onExcludeSelected={withSelection((chosen) => decisions.exclude({ kind: 'ids', ids: chosen }))}
        onIncludeSelected={withSelection((chosen) => decisions.include({ ids: chosen }))}
        onExcludeMatching={() => decisions.exclude(matching)}
        unapproved={unapproved.length}
        onApproveSelected={withSelection((chosen) => decisions.approve({ kind: 'ids', ids: chosen }))}
        onApproveMatching={() => decisions.approve(matching)}
        onClear={selection.clear}
        onUseAll={decisions.decideAll}
      />
    </div>
  )
}

const waitsForLook = ({ asks, open, excluded }: Row) => asks === 'drift' && open && !excluded

function useResultsAnnounced({ view, q }: Place, matching: number, stale: boolean): void {
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: spoken once for each filter, when its answer is there
  useEffect(() => {
    if (stale) return
    if (!first.current) announce(amount(matching, 'result'))
    first.current = false
  }, [view, q, stale])
}
