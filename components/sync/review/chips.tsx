'use client'
// What Start Sync does, as numbers of the whole plan. Each is a filter, whatever is searched for now.
import type { Counts, View } from '@/lib/store/review/preview'
import type { Totals } from '@/lib/store/runs/totals'
import { count } from '../figures'
import { plainClick } from './filters'
import { type Place, placeQuery } from './model'

type Bar = Pick<Totals, 'changes' | 'partly'>

interface ChipsProps {
  readonly whole: Counts
  /** What the bar says: with those that are partly written while they wait, the chips of changes add up to it. */
  readonly totals: Bar
  /** Of the provider whose account it is. */
  readonly label: string
  readonly onGo: (place: Place) => void
}

interface Chip {
  readonly view: View
  readonly words: string
  readonly n: number
  readonly look: string
}

const KINDS = ['addLocal', 'addRemote', 'update', 'delete'] as const

/** Changes that a decision of the person makes: they stay in the list of decisions. */
export const decided = (whole: Pick<Counts, (typeof KINDS)[number]>, { changes, partly }: Bar): number =>
  changes - partly - KINDS.reduce((sum, view) => sum + whole[view], 0)

const chips = (whole: Counts, totals: Bar, label: string): readonly Chip[] =>
  [
    { view: 'addLocal', words: 'Clio +', n: whole.addLocal, look: 'text-good' },
    { view: 'addRemote', words: `${label} +`, n: whole.addRemote, look: 'text-good' },
    { view: 'update', words: 'Updates ', n: whole.update, look: 'text-accent' },
    { view: 'delete', words: 'Deletes ', n: whole.delete, look: 'text-bad' },
    { view: 'decide', words: 'Decided ', n: decided(whole, totals), look: 'text-accent' },
    {
      view: 'decide',
      words: `${whole.open === 1 ? 'Needs' : 'Need'} a decision `,
      n: whole.open,
      look: 'text-warn',
    },
    { view: 'excluded', words: 'Excluded ', n: whole.excluded, look: 'text-soft' },
  ] as const

/** Few elements: the page has a hundred rows. A narrow screen has the filters only. */
export function Chips({ whole, totals, label, onGo }: ChipsProps) {
  const shown = chips(whole, totals, label).filter(({ n }) => n > 0)
  if (shown.length === 0) return null
  return (
    <nav aria-label="Changes by kind" data-number className="mb-1 flex flex-wrap gap-1.5 max-sm:hidden">
      {shown.map(({ view, words, n, look }) => {
        const to = { view, q: '', after: null, before: null }
        return (
          <a
            key={words}
            href={placeQuery(to)}
            onClick={plainClick(() => onGo(to))}
            className={`inline-flex min-h-6 items-center rounded-full border border-line px-2.5 whitespace-pre text-xs font-medium hover:bg-sunken ${look}`}
          >
            {words}
            {count(n)}
          </a>
        )
      })}
    </nav>
  )
}
