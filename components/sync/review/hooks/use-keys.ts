'use client'
// One-key shortcuts of the table. They act only while the focus is inside it, and never on a field that takes text.
import type { KeyboardEvent } from 'react'
import type { ItemKind } from '../../kinds/kind-words'
import { wordsOf } from '../../kinds/words'
import type { Row } from '../../row'

export interface KeyActions {
  readonly open: (id: string) => void
  readonly select: (id: string) => void
  readonly exclude: (row: Row) => void
  /** Only mine, or everyone's, for a contact that is added here. */
  readonly onlyMine: (row: Row) => void
  /** 1, 2 or 3. */
  readonly choose: (row: Row, which: 1 | 2 | 3) => void
  readonly search: () => void
  readonly help: () => void
}

/** Keys, and what they do. `label`: of the provider whose account it is. */
export function shortcuts(label: string, kind: ItemKind): readonly (readonly [string, string])[] {
  const { one, review } = wordsOf(kind)
  const [first, second] = review.answers(label)
  return [
    ['j / k', `next / previous ${one}`],
    ['Enter', `open or close the ${one}`],
    ['x', 'select'],
    ['e', 'exclude, or include again'],
    ['1', first],
    ['2', second],
    ['3', 'keep both'],
    ...(kind === 'contacts' ? ([['m', 'add as only mine, or for everyone']] as const) : []),
    ['/', 'search'],
    ['?', 'this help'],
    ['Ctrl or ⌘ + Enter', 'Start Sync, from anywhere on the page'],
  ]
}

export function useKeys(rows: readonly Row[], actions: KeyActions) {
  return (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const here = rowAt(event.target)
    const at = rows.findIndex(({ id }) => id === here)
    const row = rows[at]
    if (run(event.key, rows, at, row, actions)) event.preventDefault()
  }
}

function run(
  key: string,
  rows: readonly Row[],
  at: number,
  row: Row | undefined,
  actions: KeyActions,
): boolean {
  if (key === '/') actions.search()
  else if (key === '?') actions.help()
  else if (key === 'j') focusRow(rows[Math.min(at + 1, rows.length - 1)])
  else if (key === 'k') focusRow(rows[Math.max(at - 1, 0)])
  else if (!row) return false
  else if (key === 'x') actions.select(row.id)
  else if (key === 'e') actions.exclude(row)
  else if (key === 'm') actions.onlyMine(row)
  else if (key === '1' || key === '2' || key === '3') actions.choose(row, Number(key) as 1 | 2 | 3)
  else return false
  return true
}

/** The row that the focus is in; inside an open one's detail, the row above it. */
function rowAt(target: EventTarget): string | undefined {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-changes] > tr') : null
  const above = line?.previousElementSibling
  return line?.dataset.row ?? (above instanceof HTMLElement ? above.dataset.row : undefined)
}

export function focusRow(row: Row | undefined): void {
  if (!row) return
  const button = document.querySelector<HTMLElement>(`[data-open="${row.id}"]`)
  button?.focus()
  button?.scrollIntoView({ block: 'nearest' })
}

/** To the row that comes next, with what is open below it in view. */
export function goOnTo({ id }: Row): void {
  const button = document.querySelector<HTMLElement>(`[data-open="${id}"]`)
  button?.focus({ preventScroll: true })
  button?.scrollIntoView({ block: 'start' })
}
