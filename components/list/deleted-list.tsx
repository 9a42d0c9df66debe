// The page of a bin: what was deleted in the last days, with its search and its pages.
import type { ReactNode } from 'react'
import { amount, range } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import type { KeysetPage } from '@/lib/store/keyset'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'
import { listLinks } from './list-address'
import { SearchBox } from './search-box'

interface DeletedListProps<Row extends { readonly id: string }> {
  readonly what: 'contact' | 'matter'
  readonly query: string
  readonly list: KeysetPage<Row>
  /** By what the rows are sorted, if by a time. */
  readonly timeOf?: (row: Row) => Date | null
  /** The position of the first row among all that match, from 1. */
  readonly first: number
  readonly total: number
  /** The table of the rows. */
  readonly children: ReactNode
}

export function DeletedList<Row extends { readonly id: string }>({
  what,
  query,
  list: { rows, more },
  timeOf,
  first,
  total,
  children,
}: DeletedListProps<Row>) {
  const all = `/${what}s`
  const path = `${all}/deleted`
  const title = `Deleted ${what}s`
  return (
    <Page
      title={title}
      intro={`A deleted ${what} can be restored for ${RESTORE_DAYS} days, with its history.`}
      actions={<ButtonLink href={all}>All {what}s</ButtonLink>}
    >
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <SearchBox query={query} path={path} label={`Search ${what}s`} />
          <p data-number className="text-soft">
            {amount(total, `deleted ${what}`)}
          </p>
        </div>
        <div data-list className="panel overflow-hidden">
          {rows.length > 0 ? (
            children
          ) : (
            <EmptyState title={query ? `No deleted ${what} matches “${query}”` : `No deleted ${what}s`} />
          )}
        </div>
        <Pagination label={title} {...listLinks(path, query, rows, more, {}, timeOf)}>
          {range(first, rows.length, total)}
        </Pagination>
      </div>
    </Page>
  )
}

interface RestoreProps {
  readonly id: string
  readonly action: (form: FormData) => Promise<void>
}

export const Restore = ({ id, action }: RestoreProps) => (
  <form action={action}>
    <input type="hidden" name="id" value={id} />
    <SubmitButton look="secondary">Restore</SubmitButton>
  </form>
)
