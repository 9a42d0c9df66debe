'use client'
// An empty list says why it is empty and what to do.
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Place } from './model'

export function NothingHere({
  place,
  ofRun,
  onGo,
}: {
  readonly place: Place
  /** The list is that of one run: it says nothing of what waits from others. */
  readonly ofRun: boolean
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
        <p>{ofRun ? 'None of these changes needs' : 'Nothing needs'} a decision from you.</p>
      </EmptyState>
    )
  return <EmptyState title={EMPTY[place.view]} />
}

const EMPTY: Readonly<Record<Exclude<Place['view'], 'decide'>, string>> = {
  addLocal: 'No contact is added to Clio',
  addRemote: 'No contact is added to Google',
  update: 'No contact is updated',
  delete: 'No contact is deleted',
  link: 'No two contacts are found to be the same already',
  other: 'No contact was deleted on one side',
  failed: 'No contact failed',
  excluded: 'No contact is excluded',
  all: 'Nothing has to be done: both sides say the same',
}
