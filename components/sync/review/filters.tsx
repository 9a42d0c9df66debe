'use client'
// The summary whose numbers are the filters: "7 need a decision · 812 add to Clio · ...".
import type { MouseEvent } from 'react'
import type { Counts, View } from '@/lib/store/review/preview'
import { count } from '../figures'
import { type Place, placeQuery } from './model'

interface Choice {
  readonly view: View
  readonly words: string
  /** Shown even when there is none: a zero here is an answer too. */
  readonly always: boolean
}

const choice = (view: View, words: string, always = true): Choice => ({ view, words, always })

const choices = (label: string): readonly Choice[] => [
  choice('decide', 'need a decision'),
  choice('addLocal', 'add to Clio'),
  choice('addRemote', `add to ${label}`),
  choice('update', 'update'),
  choice('delete', 'delete'),
  choice('link', 'no change'),
  choice('other', 'deleted on one side', false),
  choice('failed', 'failed', false),
  choice('excluded', 'excluded', false),
  choice('all', 'total'),
]

interface FiltersProps {
  readonly place: Place
  readonly counts: Counts
  readonly alreadySame: number
  /** Of the provider whose account it is. */
  readonly label: string
  readonly onGo: (view: View) => void
  readonly onNear: (place: Place) => void
}

export function Filters({ place, counts, alreadySame, label, onGo, onNear }: FiltersProps) {
  const shown = choices(label).filter(({ view, always }) => always || counts[view] > 0 || place.view === view)
  const numberOf = (view: View): number => {
    if (view === 'decide') return counts.open
    // Nobody can search what has no row.
    return (view === 'link' || view === 'all') && !place.q ? counts[view] + alreadySame : counts[view]
  }
  // An answered change stays in the list it was answered in, so it is counted there too: the numbers add up to the total. Two that
  // are kept separate are counted as the additions that they have become.
  const { parted } = counts
  const answered = counts.decide - counts.open - parted
  const wordsOf = ({ view, words }: Choice) => {
    if (view !== 'decide') return words
    const asks = counts.open === 1 ? 'needs a decision' : words
    const also = [
      answered > 0 && `${count(answered)} answered`,
      parted > 0 && `${count(parted)} kept separate`,
    ]
    return [asks, ...also].filter(Boolean).join(', ')
  }
  return (
    <nav aria-label="Filter changes">
      <ul className="flex flex-wrap gap-2">
        {shown.map((choice) => (
          <li
            key={choice.view}
            className={isAside(choice.view, numberOf(choice.view), place) ? 'max-sm:hidden' : undefined}
          >
            <FilterLink
              to={{ view: choice.view, q: place.q, after: null, before: null }}
              current={place.view === choice.view}
              n={numberOf(choice.view)}
              words={wordsOf(choice)}
              onGo={onGo}
              onNear={onNear}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A narrow screen leaves out what nothing falls under. */
const isAside = (view: View, n: number, place: Place): boolean =>
  n === 0 && view !== 'decide' && view !== place.view

interface FilterLinkProps {
  readonly to: Place
  readonly current: boolean
  readonly n: number
  readonly words: string
  readonly onGo: (view: View) => void
  readonly onNear: (place: Place) => void
}

/** A true link, so that it works before the page is alive and opens in a new tab; a plain click stays on the page. */
function FilterLink({ to, current, n, words, onGo, onNear }: FilterLinkProps) {
  const urgent = to.view === 'decide' && n > 0
  const look = current
    ? 'border-accent bg-accent-soft'
    : `hover:bg-sunken ${urgent ? 'border-warn/50 bg-warn-soft' : 'border-line'}`
  return (
    <a
      href={placeQuery(to)}
      aria-current={current ? 'true' : undefined}
      onMouseEnter={() => onNear(to)}
      onClick={plainClick(() => onGo(to.view))}
      className={`flex h-8 items-center gap-1.5 rounded-md border px-2.5 ${look} ${n === 0 && !current ? 'text-soft' : ''}`}
    >
      <span data-number className="font-semibold">
        {count(n)}
      </span>
      {words}
    </a>
  )
}

/** Runs instead of following the link, unless the person asked for another tab or window. */
export const plainClick = (run: () => void) => (event: MouseEvent) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  run()
}
