'use client'
// An empty list says why it is empty and what to do.
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { ItemKind, KindWords } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Place, ReviewPage } from './model'

export function NothingHere({
  place,
  ofRun,
  label,
  kind,
  onGo,
}: {
  readonly place: Place
  /** The list is that of one run: it says nothing of what waits from others. */
  readonly ofRun: boolean
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly onGo: (place: Place) => void
}) {
  const look = (view: Place['view'], q: string) => onGo({ view, q, after: null, before: null })
  if (place.q)
    return (
      <EmptyState
        title={`Nothing here matches “${place.q}”`}
        actions={
          <>
            {place.view !== 'all' && <Button onClick={() => look('all', place.q)}>Search all changes</Button>}
            <Button onClick={() => look(place.view, '')}>Clear search</Button>
          </>
        }
      />
    )
  if (place.view === 'decide')
    return (
      <EmptyState
        title="All clear"
        actions={<Button onClick={() => look('all', '')}>Look through all changes</Button>}
      >
        <p>{ofRun ? NO_DECISION : 'Nothing needs your decision.'}</p>
      </EmptyState>
    )
  return <EmptyState title={emptyWords(label, wordsOf(kind))[place.view]} />
}

const NO_DECISION = 'None of these changes needs your decision.'

/** Above the list of everything, on which a page opens that asks nothing. */
export function AllClear({ place, page }: { readonly place: Place; readonly page: ReviewPage }) {
  const { open, all } = page.counts
  if (place.view !== 'all' || place.q || open > 0 || all === 0) return null
  return (
    <p>
      <strong className="font-medium">All clear.</strong>{' '}
      <span className="max-sm:sr-only">{NO_DECISION}</span>
    </p>
  )
}

const emptyWords = (
  label: string,
  { one, many }: KindWords,
): Readonly<Record<Exclude<Place['view'], 'decide'>, string>> => ({
  addLocal: `No ${one} is added to Clio`,
  addRemote: `No ${one} is added to ${label}`,
  update: `No ${one} is updated`,
  delete: `No ${one} is deleted`,
  link: `No ${many} without changes`,
  other: `No ${one} was deleted on one side`,
  failed: `No ${one} failed`,
  excluded: `No ${one} was excluded in this preview`,
  all: 'Nothing to do: both sides are the same',
})
