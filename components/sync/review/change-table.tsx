'use client'
// The changes of one page as a real table: find-in-page, print and screen readers know what to do with it.
import type { ReactNode, RefObject } from 'react'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Row } from '../row'
import { ChangeRow } from './change-row'
import { type KeyActions, useKeys } from './hooks/use-keys'

interface ChangeTableProps {
  readonly kind: ItemKind
  readonly rows: readonly Row[]
  readonly opened: ReadonlySet<string>
  readonly selected: ReadonlySet<string>
  readonly actions: KeyActions & {
    readonly selectTo: (id: string) => void
    readonly selectPage: (on: boolean) => void
  }
  readonly detail: (row: Row) => ReactNode
  readonly stale: boolean
  readonly tableRef: RefObject<HTMLTableElement | null>
}

export function ChangeTable(props: ChangeTableProps) {
  const { kind, rows, opened, selected, actions, detail, stale, tableRef } = props
  const onKeyDown = useKeys(rows, actions)
  const all = rows.length > 0 && rows.every(({ id }) => selected.has(id))
  return (
    <table
      ref={tableRef}
      onKeyDown={onKeyDown}
      aria-busy={stale}
      // While other rows are on their way, these stay readable: nothing is faded.
      className={`w-full border-collapse max-md:block ${stale ? 'cursor-progress shadow-[inset_0_2px_0_var(--color-accent)]' : ''}`}
    >
      <caption className="sr-only">Changes, one {wordsOf(kind).one} a row</caption>
      <thead className="max-md:block">
        <tr className="text-left text-xs text-soft max-md:grid max-md:grid-cols-[2.5rem_1fr]">
          <td className="w-10 py-1 pl-3">
            <input
              type="checkbox"
              aria-label="Select all on this page"
              checked={all}
              onChange={(event) => actions.selectPage(event.target.checked)}
              className="my-1 block size-5 accent-accent"
            />
          </td>
          <th
            scope="col"
            className={`py-2 font-medium md:w-[30%] ${rows.some(({ avatar }) => avatar) ? 'md:pl-16' : 'md:pl-4'}`}
          >
            {wordsOf(kind).column}
          </th>
          <th scope="col" className="py-2 pl-5 font-medium max-md:sr-only md:w-76">
            What will happen
          </th>
          <th scope="col" className="py-2 font-medium max-md:sr-only">
            Why
          </th>
        </tr>
      </thead>
      <tbody data-changes className="max-md:block">
        {rows.map((row) => (
          <ChangeRow
            key={row.id}
            row={row}
            opened={opened.has(row.id)}
            selected={selected.has(row.id)}
            onOpen={actions.open}
            onSelect={(id, range) => (range ? actions.selectTo(id) : actions.select(id))}
            onExclude={actions.exclude}
          >
            {opened.has(row.id) && detail(row)}
          </ChangeRow>
        ))}
      </tbody>
    </table>
  )
}
