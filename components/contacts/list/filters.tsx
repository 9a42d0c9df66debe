// Which contacts the list shows, as links: each is an address, so that it needs no script.
import { ListLink } from '@/components/list/list-link'
import { tabClass } from '@/components/ui/button-class'
import { isOfSyncs, type Kept, listPath, SHOWS, type Show } from './list-params'

const WORDS: Readonly<Record<Show, string>> = {
  people: 'People',
  companies: 'Companies',
  clients: 'Clients',
  synced: 'Synced',
  'not-synced': 'Not synced',
  attention: 'Needs attention',
}

interface FiltersProps {
  readonly kept: Kept
  /** Whether the person syncs contacts. */
  readonly syncs: boolean
}

export function Filters({ kept, syncs }: FiltersProps) {
  const shows = SHOWS.filter((show) => syncs || show === kept.show || !isOfSyncs(show))
  return (
    <nav aria-label="Show" className="flex flex-wrap gap-0.5">
      {[null, ...shows].map((show) => (
        <ListLink
          key={show}
          href={listPath({ ...kept, show })}
          set={{ show: show ?? '' }}
          aria-current={show === kept.show ? 'page' : undefined}
          className={tabClass()}
        >
          {show === null ? 'All' : WORDS[show]}
        </ListLink>
      ))}
    </nav>
  )
}
