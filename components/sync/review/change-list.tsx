'use client'
// The table of changes with its pages, or why there is none.
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useRef } from 'react'
import type { Detail } from '../detail'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Row } from '../row'
import { ChangeTable } from './change-table'
import type { useDecisions } from './hooks/use-decisions'
import { goOnTo } from './hooks/use-keys'
import type { useMoves } from './hooks/use-moves'
import { useOpened } from './hooks/use-opened'
import type { Start, useReview } from './hooks/use-review'
import type { useSelection } from './hooks/use-selection'
import { NothingHere } from './nothing-here'
import { Opened, type Word } from './opened'
import { Pages } from './pages'

export interface Parts {
  readonly label: string
  readonly kind: ItemKind
  readonly review: ReturnType<typeof useReview>
  readonly decisions: ReturnType<typeof useDecisions>
  readonly selection: ReturnType<typeof useSelection>
  readonly search: RefObject<HTMLInputElement | null>
  readonly moves: ReturnType<typeof useMoves>
  readonly openHelp: () => void
}

export function ChangeList({
  label,
  kind,
  review,
  decisions,
  selection,
  search,
  moves,
  openHelp,
  start,
}: Parts & { readonly start: Start }) {
  const { place, page, stale } = review
  const open = useOpened(page.rows, place)
  const table = useRef<HTMLTableElement>(null)
  const client = useQueryClient()
  const turn: typeof moves.turn = (to) => {
    if (stale) return
    moves.turn(to)
    table.current?.scrollIntoView({ block: 'start' })
  }
  /** Answers the question of a row and goes on to the next row that needs a decision. */
  const decide: typeof decisions.decide = async (on, word) => {
    const isDone = await decisions.decide(on, word)
    const at = page.rows.findIndex(({ id }) => id === on.id)
    const next = page.rows.slice(at + 1).find((row) => row.open && !row.excluded)
    if (isDone && word.samePerson && at >= 0 && next) {
      open.show(next.id)
      goOnTo(next)
    }
    return isDone
  }
  const keys = {
    open: open.toggle,
    select: selection.select,
    selectTo: selection.selectTo,
    selectPage: selection.selectPage,
    exclude: ({ id, excluded }: Row) =>
      excluded ? decisions.include({ ids: [id] }) : decisions.exclude({ kind: 'ids', ids: [id] }),
    onlyMine: ({ id, excluded, onlyMine }: Row) => {
      if (onlyMine !== null && !excluded) decisions.chooseOnlyMine({ kind: 'ids', ids: [id] }, !onlyMine)
    },
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
        <NothingHere
          place={place}
          ofRun={start.scope.runId !== null}
          label={label}
          kind={kind}
          onGo={moves.move}
        />
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
              onDecide={decide}
              onExclude={() => keys.exclude(row)}
              onOnlyMine={(onlyMine) => decisions.chooseOnlyMine({ kind: 'ids', ids: [row.id] }, onlyMine)}
            />
          )}
        />
      )}
      <Pages place={place} page={page} onGo={turn} />
      {(place.view === 'link' || place.view === 'all') && start.alreadySame > 0 && (
        <p className="border-t border-line px-3 py-3 text-soft">
          {amount(start.alreadySame, `more ${wordsOf(kind).one}`)} {start.alreadySame === 1 ? 'is' : 'are'}{' '}
          already in sync and not listed.
        </p>
      )}
    </div>
  )
}

/** What 1, 2 and 3 mean on this row; null where they mean nothing. */
function wordFor(row: Row, which: 1 | 2 | 3): Word | null {
  if (row.asks === 'question' && row.unanswered.length === 0)
    return which === 3 ? null : { samePerson: which === 1 ? 'link' : 'separate' }
  if (row.asks === 'addition') return which === 1 ? { approved: true } : null
  if (row.asks === 'deletion') return which === 3 ? null : { deletion: which === 1 ? 'keep' : 'delete' }
  if (row.unanswered.length === 0 || (which === 3 && !row.mayKeepBoth)) return null
  const choice = ({ 1: 'local', 2: 'remote', 3: 'both' } as const)[which]
  return { conflicts: Object.fromEntries(row.unanswered.map((id) => [id, choice])) }
}
