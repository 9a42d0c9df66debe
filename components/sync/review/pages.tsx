'use client'
// Where this page lies among all that match, and its neighbours, which are fetched ahead.
import { buttonClass } from '@/components/ui/button-class'
import { range } from '../figures'
import { plainClick } from './filters'
import { type Place, placeQuery, type ReviewPage } from './model'

interface PagesProps {
  readonly place: Place
  readonly page: ReviewPage
  readonly onGo: (place: Place) => void
}

export function Pages({ place, page, onGo }: PagesProps) {
  const { first, rows, matching, previous, next } = page
  if (!previous && !next) return null
  const link = (words: string, to: Place) => (
    <a href={placeQuery(to)} onClick={plainClick(() => onGo(to))} className={buttonClass()}>
      {words}
    </a>
  )
  return (
    <nav
      aria-label="Changes pages"
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-3 py-3"
    >
      <p data-number className="text-soft">
        {range(first, rows.length, matching)}
      </p>
      <div className="flex gap-2">
        {previous && link('Previous', { ...place, after: null, before: previous })}
        {next && link('Next', { ...place, after: next, before: null })}
      </div>
    </nav>
  )
}
