'use client'
// The preview page as it lives in the browser: filters, search, table, decisions and the bar at the foot.
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Notice } from '@/components/ui/notice'
import type { Detail } from '../detail'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Row } from '../row'
import { AskedNotice } from './asked-notice'
import { ChangeTable } from './change-table'
import { Filters } from './filters'
import { type ReviewActions, useDecisions } from './hooks/use-decisions'
import { useElsewhere } from './hooks/use-elsewhere'
import { go, type Start, useReview } from './hooks/use-review'
import { useSelection } from './hooks/use-selection'
import { opensAtOnce, type Place } from './model'
import { AllClear, NothingHere } from './nothing-here'
import { Opened, type Word } from './opened'
import { Pages } from './pages'
import { SearchBox } from './search-box'
import { ShortcutHelp } from './shortcut-help'
import { type Finish, StartBar } from './start-bar'
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
        <List {...parts} start={start} />
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

type Move = (to: Place, how?: 'replaceState') => void

interface Parts {
  readonly label: string
  readonly kind: ItemKind
  readonly review: ReturnType<typeof useReview>
  readonly decisions: ReturnType<typeof useDecisions>
  readonly selection: ReturnType<typeof useSelection>
  readonly search: RefObject<HTMLInputElement | null>
  readonly move: Move
  readonly openHelp: () => void
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

/** The table with its pages, or why there is none. */
function List({
  label,
  kind,
  review,
  decisions,
  selection,
  search,
  move,
  openHelp,
  start,
}: Parts & { readonly start: Start }) {
  const { place, page, stale } = review
  const open = useOpened(page.rows, place)
  const table = useRef<HTMLTableElement>(null)
  const client = useQueryClient()
  const turn = (to: Place) => {
    move(to)
    table.current?.scrollIntoView({ block: 'start' })
  }
  const keys = {
    open: open.toggle,
    select: selection.select,
    selectTo: selection.selectTo,
    selectPage: selection.selectPage,
    exclude: ({ id, excluded }: Row) =>
      excluded ? decisions.include({ ids: [id] }) : decisions.exclude({ kind: 'ids', ids: [id] }),
    choose: (row: Row, which: 1 | 2 | 3) => {
      const word = wordFor(row, which)
      // Of an open row the person sees what both say now.
      const open = client.getQueryData<Detail>(['change', start.scope.syncId, row.id])
      if (word) decisions.decide({ ...row, versions: open?.versions ?? row.versions }, word)
    },
    search: () => search.current?.focus(),
    help: openHelp,
  }
  return (
    <div className="panel min-w-0">
      {page.rows.length === 0 ? (
        <NothingHere place={place} ofRun={start.scope.runId !== null} label={label} kind={kind} onGo={move} />
      ) : (
        <ChangeTable
          kind={kind}
          rows={page.rows}
          opened={open.opened}
          selected={selection.selected}
          stale={stale}
          tableRef={table}
          actions={keys}
          detail={(row) => (
            <Opened
              scope={start.scope}
              row={row}
              loaded={start.details[row.id]}
              label={label}
              kind={kind}
              busy={decisions.busy !== null}
              onDecide={decisions.decide}
            />
          )}
        />
      )}
      <Pages place={place} page={page} onGo={turn} />
      {(place.view === 'link' || place.view === 'all') && start.alreadySame > 0 && (
        <p className="border-t border-line px-3 py-3 text-soft">
          {amount(start.alreadySame, wordsOf(kind).one)} more were already in sync and are not listed.
        </p>
      )}
    </div>
  )
}

/** What 1, 2 and 3 mean on this row; null where they mean nothing. */
function wordFor(row: Row, which: 1 | 2 | 3): Word | null {
  if (row.asks === 'question' && row.unanswered.length === 0)
    return which === 3 ? null : { samePerson: which === 1 ? 'link' : 'separate' }
  if (row.unanswered.length === 0 || (which === 3 && !row.mayKeepBoth)) return null
  const choice = ({ 1: 'local', 2: 'remote', 3: 'both' } as const)[which]
  return { conflicts: Object.fromEntries(row.unanswered.map((id) => [id, choice])) }
}

function useOpened(rows: readonly Row[], place: Place) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const few = opensAtOnce(rows, place)
  const opened = new Set(rows.map(({ id }) => id).filter((id) => few !== toggled.has(id)))
  const toggle = (id: string) =>
    setToggled((was) => {
      const now = new Set(was)
      if (!now.delete(id)) now.add(id)
      return now
    })
  return { opened, toggle }
}

function useResultsAnnounced({ view, q }: Place, matching: number, stale: boolean): void {
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: spoken once for each filter, when its answer is there
  useEffect(() => {
    if (stale) return
    if (!first.current) announce(amount(matching, 'result'))
    first.current = false
  }, [view, q, stale])
}
