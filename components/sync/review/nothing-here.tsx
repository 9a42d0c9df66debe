'use client'
// An empty list says why it is empty and what to do.
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Place, ReviewPage } from './model'

export function NothingHere({
  place,
  ofRun,
  label,
  onGo,
}: {
  readonly place: Place
  /** The list is that of one run: it says nothing of what waits from others. */
  readonly ofRun: boolean
  /** Of the provider whose account it is. */
  readonly label: string
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
  return <EmptyState title={emptyWords(label)[place.view]} />
}

const NO_DECISION = 'None of these changes needs your decision.'

/** Above the list of everything, on which a page opens that asks nothing. */
export function AllClear({ place, page }: { readonly place: Place; readonly page: ReviewPage }) {
  const { open, all } = page.counts
  if (place.view !== 'all' || place.q || open > 0 || all === 0) return null
  return (
    <p>
      <strong className="font-medium">All clear.</strong> {NO_DECISION}
    </p>
  )
}

const emptyWords = (label: string): Readonly<Record<Exclude<Place['view'], 'decide'>, string>> => ({
  addLocal: 'No contact is added to Clio',
  addRemote: `No contact is added to ${label}`,
  update: 'No contact is updated',
  delete: 'No contact is deleted',
  link: 'No contacts are already the same',
  other: 'No contact was deleted on one side',
  failed: 'No contact failed',
  excluded: 'No contact is excluded',
  all: 'Nothing to do: both sides are the same',
})
