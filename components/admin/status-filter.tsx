// Connections by status: numbers that are links, as everywhere.
import Link from 'next/link'
import type { SyncStatus } from '@/lib/engine/status'
import { count } from '../sync/figures'
import { STATUS_LOOKS } from '../sync/status/status-look'

type Kind = SyncStatus['kind']
const ORDER = ['attention', 'syncing', 'building', 'ready', 'upToDate', 'connected', 'stopped'] as const

export const isKind = (text: string | null): text is Kind =>
  text !== null && Object.hasOwn(STATUS_LOOKS, text)

interface StatusFilterProps {
  readonly statuses: readonly { readonly kind: Kind }[]
  readonly current: Kind | null
}

export function StatusFilter({ statuses, current }: StatusFilterProps) {
  const counts = ORDER.map(
    (kind) => [kind, statuses.filter((status) => status.kind === kind).length] as const,
  )
  const shown = counts.filter(([kind, n]) => n > 0 || kind === current)
  return (
    <nav aria-label="Filter by status">
      <ul className="flex flex-wrap gap-2">
        <li>
          <FilterLink href="/admin/sync" current={current === null} n={statuses.length} words="total" />
        </li>
        {shown.map(([kind, n]) => (
          <li key={kind}>
            <FilterLink
              href={`/admin/sync?status=${kind}`}
              current={kind === current}
              n={n}
              words={STATUS_LOOKS[kind].word.toLowerCase()}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface FilterLinkProps {
  readonly href: string
  readonly current: boolean
  readonly n: number
  readonly words: string
}

const FilterLink = ({ href, current, n, words }: FilterLinkProps) => (
  <Link
    href={href}
    aria-current={current ? 'true' : undefined}
    className={`flex h-8 items-center gap-1.5 rounded-md border px-2.5 ${current ? 'border-accent bg-accent-soft' : 'border-line hover:bg-sunken'}`}
  >
    <span data-number className="font-semibold">
      {count(n)}
    </span>
    {words}
  </Link>
)
