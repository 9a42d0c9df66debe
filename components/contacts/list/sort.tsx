// How the list is sorted, as links: in the heads of the columns, and as a row of its own where there are no columns.

import { ListLink } from '@/components/list/list-link'
import { ArrowDown, ArrowUp } from '@/components/ui/icons'
import { type Kept, listPath, nextSort, SORTS } from './list-params'

const COLUMNS = { name: 'Name', changed: 'Last changed' } as const
type Column = keyof typeof COLUMNS

export function SortLink({ column, kept }: { readonly column: Column; readonly kept: Kept }) {
  const { by, descending } = SORTS[kept.sort]
  const Arrow = descending ? ArrowDown : ArrowUp
  const sort = nextSort(column, kept.sort)
  return (
    <ListLink
      href={listPath({ ...kept, sort })}
      set={{ sort: sort === 'name' ? '' : sort }}
      scroll={false}
      className="inline-flex min-h-6 items-center gap-1 whitespace-nowrap hover:text-ink hover:underline aria-[current]:text-ink"
      aria-current={by === column ? true : undefined}
    >
      {COLUMNS[column]}
      {by === column && <Arrow className="size-3.5" />}
    </ListLink>
  )
}

export function sortState(column: Column, kept: Kept): 'ascending' | 'descending' | 'none' {
  const { by, descending } = SORTS[kept.sort]
  if (by !== column) return 'none'
  return descending ? 'descending' : 'ascending'
}

/** For screens without the column of the last change. */
export function SortRow({ kept }: { readonly kept: Kept }) {
  return (
    <nav aria-label="Sort" className="flex items-center gap-3 text-xs text-soft lg:hidden">
      <span aria-hidden>Sort by</span>
      <SortLink column="name" kept={kept} />
      <SortLink column="changed" kept={kept} />
    </nav>
  )
}
