'use client'
// The preview page as it lives in the browser: filters, search, table, decisions and the bar at the foot.
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Notice } from '@/components/ui/notice'
import { amount, count } from '../figures'
import { Live } from '../query-client'
import type { Row } from '../row'
import { ChangeTable } from './change-table'
import { Filters } from './filters'
import type { Place } from './model'
import { NothingHere } from './nothing-here'
import { Opened, type Word } from './opened'
import { Pages } from './pages'
import { SearchBox } from './search-box'
import { ShortcutHelp } from './shortcut-help'
import { type Finish, StartBar } from './start-bar'
import { Toolbar } from './toolbar'
import { type ReviewActions, useDecisions } from './use-decisions'
import { go, type Start, useReview } from './use-review'
import { useSelection } from './use-selection'

interface ReviewProps {
  readonly start: Start
  readonly actions: ReviewActions
  readonly finish: Finish
}

export function Review(props: ReviewProps) {
  return (
    <Live>
      <LiveReview {...props} />
    </Live>
  )
}

function LiveReview({ start, actions, finish }: ReviewProps) {
  const { scope } = start
  const review = useReview(start)
  const { place, page, stale } = review
  const decisions = useDecisions({ ...review, scope }, actions)
  const selection = useSelection(page.rows)
  const open = useOpened(page.rows, place)
  const search = useRef<HTMLInputElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const [help, setHelp] = useState(false)
  useResultsAnnounced(place, page.matching, stale)

  const move = (to: Place, how?: 'replaceState') => {
    selection.clear()
    go(to, how)
  }
  const turn = (to: Place) => {
    move(to)
    table.current?.scrollIntoView({ block: 'start' })
  }
  const excludeOrInclude = ({ id, excluded }: Row) =>
    excluded ? decisions.include({ ids: [id] }) : decisions.exclude({ kind: 'ids', ids: [id] })
  const selectedIds = [...selection.selected]
  const { undo } = decisions
  return (
    <>
      <div className="grid gap-4">
        <Filters place={place} counts={page.counts} onGo={move} onNear={review.prefetch} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <SearchBox
            place={place}
            inputRef={search}
            onSearch={(q) => move({ view: place.view, q, after: null, before: null }, 'replaceState')}
          />
          <Toolbar
            place={place}
            page={page}
            selected={selectedIds.length}
            busy={decisions.busy}
            onExcludeSelected={() => {
              decisions.exclude({ kind: 'ids', ids: selectedIds })
              selection.clear()
            }}
            onIncludeSelected={() => {
              decisions.include({ ids: selectedIds })
              selection.clear()
            }}
            onExcludeMatching={() =>
              decisions.exclude({ kind: 'matching', filter: { view: place.view, q: place.q } })
            }
            onClear={selection.clear}
            onUseAll={decisions.decideAll}
          />
        </div>
        {review.broken && (
          <Notice tone="bad" alert actions={<Button onClick={() => review.refetch()}>Try again</Button>}>
            The list could not be loaded. What you decided so far is kept.
          </Notice>
        )}
        <div className="panel min-w-0">
          {page.rows.length === 0 ? (
            <NothingHere place={place} onGo={move} />
          ) : (
            <ChangeTable
              rows={page.rows}
              opened={open.opened}
              selected={selection.selected}
              stale={stale}
              tableRef={table}
              actions={{
                open: open.toggle,
                select: selection.select,
                selectTo: selection.selectTo,
                selectPage: selection.selectPage,
                exclude: excludeOrInclude,
                choose: (row, which) => {
                  const word = wordFor(row, which)
                  if (word) decisions.decide(row, word)
                },
                search: () => search.current?.focus(),
                help: () => setHelp(true),
              }}
              detail={(row) => (
                <Opened scope={scope} row={row} busy={decisions.busy} onDecide={decisions.decide} />
              )}
            />
          )}
          <Pages place={place} page={page} onGo={turn} />
        </div>
        <p className="text-soft">
          <button type="button" className="prose-link min-h-6" onClick={() => setHelp(true)}>
            Keyboard shortcuts
          </button>
        </p>
      </div>
      <StartBar
        finish={finish}
        totals={page.totals}
        failed={decisions.failed}
        undo={
          undo && {
            words: `${count(undo.count)} excluded.`,
            run: () => decisions.include({ batch: undo.batch }),
          }
        }
      />
      <ShortcutHelp open={help} onClose={() => setHelp(false)} />
    </>
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

/** So few decisions are shown open at once; more would bury the list. */
const OPEN_AT_ONCE = 6

function useOpened(rows: readonly Row[], place: Place) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const few = place.view === 'decide' && rows.length <= OPEN_AT_ONCE
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
