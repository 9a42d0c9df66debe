// Connections by status: numbers that are links, as everywhere.

import type { SyncStatus } from '@/lib/engine/status'
import { ListLink } from '../list/list-link'
import { count } from '../sync/figures'
import { STATUS_LOOKS } from '../sync/status/status-look'
import { inAll, type StatusTally } from './overview-words'

type Kind = SyncStatus['kind']
const ORDER = [
  ...(['attention', 'syncing', 'building', 'ready'] as const),
  ...(['paused', 'upToDate', 'connected', 'stopped'] as const),
]

export const isKind = (text: string | null): text is Kind =>
  text !== null && Object.hasOwn(STATUS_LOOKS, text)

/** After its number: "1 needs attention", "2 need attention". */
const countedWord = (kind: Kind, n: number): string =>
  kind === 'attention' && n !== 1 ? 'need attention' : STATUS_LOOKS[kind].word.toLowerCase()

interface StatusFilterProps {
  /** Of the connections that match the query. */
  readonly tally: StatusTally
  readonly query: string
  readonly current: Kind | null
}

export function StatusFilter({ tally, query, current }: StatusFilterProps) {
  const shown = ORDER.map((kind) => [kind, tally[kind] ?? 0] as const).filter(
    ([kind, n]) => n > 0 || kind === current,
  )
  const to = (status: Kind | null) => {
    const params = new URLSearchParams({ ...(query && { q: query }), ...(status && { status }) }).toString()
    return params ? `/admin/sync?${params}` : '/admin/sync'
  }
  return (
    <nav aria-label="Filter by status">
      <ul className="flex flex-wrap gap-2">
        <li>
          <FilterLink href={to(null)} status="" current={current === null} n={inAll(tally)} words="total" />
        </li>
        {shown.map(([kind, n]) => (
          <li key={kind}>
            <FilterLink
              href={to(kind)}
              status={kind}
              current={kind === current}
              n={n}
              words={countedWord(kind, n)}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface FilterLinkProps {
  readonly href: string
  readonly status: string
  readonly current: boolean
  readonly n: number
  readonly words: string
}

const FilterLink = ({ href, status, current, n, words }: FilterLinkProps) => (
  <ListLink
    href={href}
    set={{ status }}
    aria-current={current ? 'true' : undefined}
    className={`flex h-8 items-center gap-1.5 rounded-md border px-2.5 ${current ? 'border-accent bg-accent-soft' : 'border-line hover:bg-sunken'}`}
  >
    <span data-number className="font-semibold">
      {count(n)}
    </span>
    {words}
  </ListLink>
)
