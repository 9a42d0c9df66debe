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
import { ChangeList, type Parts } from './change-list'
import { Chips } from './chips'
import { Filters } from './filters'
import { FirmNotice } from './firm-notice'
import { type ReviewActions, useDecisions } from './hooks/use-decisions'
import { useElsewhere } from './hooks/use-elsewhere'
import { useMoves } from './hooks/use-moves'
import { type Start, useReview } from './hooks/use-review'
import { useSelection } from './hooks/use-selection'
import { LabelNotice } from './label-notice'
import type { Place, ReviewPage } from './model'
import { AllClear } from './nothing-here'
import { OnlyMineByDefault } from './only-mine'
import { SearchBox } from './search-box'
import { ShortcutHelp } from './shortcut-help'
import { StartBar } from './start-bar'
import type { Finish } from './start-forms'
import { fullWords } from './start-words'
import { Toolbar } from './toolbar'

export interface ReviewProps {
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
  const list = useRef<HTMLDivElement>(null)
  const [help, setHelp] = useState(false)
  useResultsAnnounced(place, page.matching, review.stale)
  const moves = useMoves(place, start.opening, selection.clear)
  /** From the bar at the foot to the top of what is chosen there. */
  const see = (to: Place) => {
    moves.move(to)
    list.current?.scrollIntoView({ block: 'start' })
  }
  const parts = { label, kind, review, decisions, selection, search, moves, openHelp: () => setHelp(true) }
  const { revision } = page.asked
  const busy = decisions.busy !== null
  const elsewhere = useElsewhere({ scope: start.scope, revision, busy, renew: review.renew })
  return (
    <>
      <div className="grid gap-3 sm:gap-4">
        <AskedNotice asked={page.asked} review={finish.kind} label={label} kind={kind} />
        {page.totals.full && (
          <Notice tone="warn" title={`Your ${label} account will be full`} brief>
            <p data-number>{fullWords(page.totals.full, label, kind)}</p>
          </Notice>
        )}
        {finish.kind === 'preview' && start.lists && (
          <FirmNotice lists={start.lists} totals={page.totals} label={label} />
        )}
        {page.labelWords && <LabelNotice words={page.labelWords} />}
        <Filters
          place={place}
          counts={page.counts}
          alreadySame={start.alreadySame}
          label={label}
          onGo={moves.filter}
          onNear={review.prefetch}
        />
        {finish.kind === 'preview' && page.totals.addsOnlyMine !== null && (
          <OnlyMineByDefault
            label={label}
            checked={page.totals.addsOnlyMine}
            onChoose={decisions.chooseDefault}
          />
        )}
        <Tools {...parts} />
        {page.classes.answered && (
          <AnsweredTogether
            answered={page.classes.answered}
            busy={decisions.busy === 'many' || review.stale}
            onUndo={decisions.undoAnswers}
          />
        )}
        {review.broken && (
          <Notice tone="bad" alert aside={<Button onClick={() => review.refetch()}>Try again</Button>}>
            The list could not be loaded. Your decisions are saved.
          </Notice>
        )}
        {start.scope.runId !== null && <AllClear place={place} page={page} />}
        <div ref={list}>
          <ChangeList {...parts} start={start} />
        </div>
        <p className="text-soft">
          <button type="button" className="prose-link min-h-6" onClick={() => setHelp(true)}>
            Keyboard shortcuts
          </button>
        </p>
      </div>
      <StartBar
        finish={finish}
        chips={<Chips whole={page.whole} totals={page.totals} label={label} onGo={see} />}
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
function Tools({ label, kind, review, decisions, selection, search, moves }: Parts) {
  const { place, page } = review
  const ids = [...selection.selected]
  const matching = { kind: 'matching', filter: { view: place.view, q: place.q } } as const
  const unapproved = page.rows.filter((row) => selection.selected.has(row.id) && waitsForLook(row))
  const newHere = (mine: boolean) =>
    page.rows.filter((row) => selection.selected.has(row.id) && !row.excluded && row.onlyMine === mine).length
  const withSelection = (run: (ids: readonly string[]) => void) => () => {
    run(ids)
    selection.clear()
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <SearchBox
        kind={kind}
        place={place}
        text={moves.text}
        inputRef={search}
        onType={moves.type}
        onSearch={moves.search}
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
        selectedNew={{ shared: newHere(false), mine: newHere(true) }}
        onOnlyMineSelected={(onlyMine) =>
          withSelection((chosen) => decisions.chooseOnlyMine({ kind: 'ids', ids: chosen }, onlyMine))()
        }
        onOnlyMineMatching={(onlyMine) => decisions.chooseOnlyMine(matching, onlyMine)}
        onOnlyMineLabel={(label, onlyMine) => decisions.chooseOnlyMine({ kind: 'label', label }, onlyMine)}
        onClear={selection.clear}
        onUseAll={decisions.decideAll}
        onAnswerAll={decisions.answerAll}
      />
    </div>
  )
}

interface AnsweredProps {
  readonly answered: NonNullable<ReviewPage['classes']['answered']>
  readonly busy: boolean
  readonly onUndo: (batch: string) => void
}

/** The newest answer to many questions, with the way back until it is carried out. */
const AnsweredTogether = ({ answered: { batch, answer, count: n }, busy, onUndo }: AnsweredProps) => (
  <Notice
    tone="info"
    aside={
      <Button busy={busy} onClick={() => onUndo(batch)}>
        Undo
      </Button>
    }
  >
    <span data-number>
      {answer === 'link' ? `You linked ${amount(n, 'pair')}.` : `You kept ${amount(n, 'pair')} separate.`}
    </span>
  </Notice>
)

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
