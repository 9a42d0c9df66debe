'use client'
// What can be done with several changes at once: those ticked, or all that match the filter.
import { Button } from '@/components/ui/button'
import { count } from '../figures'
import type { Place, ReviewPage } from './model'

interface ToolbarProps {
  readonly place: Place
  readonly page: ReviewPage
  /** Of the provider whose account it is. */
  readonly label: string
  readonly selected: number
  /** Of the selected ones, those that wait for no more than a look. */
  readonly unapproved: number
  readonly busy: boolean
  readonly onExcludeSelected: () => void
  readonly onIncludeSelected: () => void
  readonly onExcludeMatching: () => void
  readonly onApproveSelected: () => void
  readonly onApproveMatching: () => void
  readonly onClear: () => void
  readonly onUseAll: (side: 'local' | 'remote') => void
}

export function Toolbar(props: ToolbarProps) {
  const { place, page, label, selected, unapproved, busy } = props
  const excluded = place.view === 'excluded'
  // Counts follow every decision, so nothing is offered twice.
  const matching = page.counts[place.view] - (place.view === 'all' ? page.counts.excluded : 0)
  if (selected > 0)
    return (
      <div className="flex flex-wrap items-center gap-2">
        <span data-number className="text-soft">
          {count(selected)} selected
        </span>
        <Button busy={busy} onClick={excluded ? props.onIncludeSelected : props.onExcludeSelected}>
          {excluded ? 'Include' : 'Exclude'} {count(selected)}
        </Button>
        {unapproved > 0 && (
          <Button busy={busy} onClick={props.onApproveSelected}>
            Approve {count(unapproved)}
          </Button>
        )}
        <Button look="quiet" onClick={props.onClear}>
          Clear selection
        </Button>
      </div>
    )
  return (
    <div className="flex flex-wrap items-center gap-2">
      {place.view === 'decide' && page.counts.conflicts > 1 && (
        <UseAll n={page.counts.conflicts} label={label} busy={busy} onUseAll={props.onUseAll} />
      )}
      {(place.view === 'decide' || place.view === 'all') && page.counts.outdated > 1 && (
        <Button busy={busy} onClick={props.onApproveMatching}>
          Approve all {count(page.counts.outdated)} that changed
        </Button>
      )}
      {!excluded && matching > 1 && (
        <Button busy={busy} onClick={props.onExcludeMatching}>
          Exclude all {count(matching)} that match
        </Button>
      )}
    </div>
  )
}

interface UseAllProps {
  readonly n: number
  readonly label: string
  readonly busy: boolean
  readonly onUseAll: (side: 'local' | 'remote') => void
}

const UseAll = ({ n, label, busy, onUseAll }: UseAllProps) => (
  <>
    <Button busy={busy} onClick={() => onUseAll('local')}>
      Use Clio for all {count(n)}
    </Button>
    <Button busy={busy} onClick={() => onUseAll('remote')}>
      Use {label} for all {count(n)}
    </Button>
  </>
)
