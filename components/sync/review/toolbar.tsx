'use client'
// What can be done with several changes at once: those ticked, or all that match the filter.
import { Button } from '@/components/ui/button'
import type { QuestionClasses, SameAnswer } from '@/lib/store/review/answer-all'
import type { Together } from '@/lib/store/review/conflict-answers'
import { count } from '../figures'
import type { Place, ReviewPage } from './model'
import { ByLabel } from './only-mine'

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
  /** Of the selected ones, those that add a contact here, for everyone or for the person alone. */
  readonly selectedNew: { readonly shared: number; readonly mine: number }
  readonly onOnlyMineSelected: (onlyMine: boolean) => void
  readonly onOnlyMineMatching: (onlyMine: boolean) => void
  readonly onOnlyMineLabel: (label: string, onlyMine: boolean) => void
  readonly onClear: () => void
  readonly onUseAll: (answer: Together) => void
  readonly onAnswerAll: (answer: SameAnswer) => void
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
        <WhoSees
          counts={props.selectedNew}
          words={(n) => count(n)}
          busy={busy}
          onChoose={props.onOnlyMineSelected}
        />
        <Button look="quiet" onClick={props.onClear}>
          Clear selection
        </Button>
      </div>
    )
  return (
    <div className="flex flex-wrap items-center gap-2">
      {place.view === 'decide' && (
        <AnswerAll classes={page.classes} busy={busy} onAnswerAll={props.onAnswerAll} />
      )}
      {place.view === 'decide' && page.counts.conflicts > 1 && (
        <UseAll n={page.counts.conflicts} label={label} busy={busy} onUseAll={props.onUseAll} />
      )}
      {place.view === 'decide' && page.counts.deletions > 1 && (
        <AllDeletions n={page.counts.deletions} busy={busy} onUseAll={props.onUseAll} />
      )}
      {(place.view === 'decide' || place.view === 'all') && page.counts.outdated > 1 && (
        <Button busy={busy} onClick={props.onApproveMatching}>
          Approve all {count(page.counts.outdated)} that changed
        </Button>
      )}
      {place.view === 'addLocal' && page.counts.newHere > 1 && (
        <WhoSees
          counts={{ shared: page.counts.newHere - page.counts.onlyMine, mine: page.counts.onlyMine }}
          words={(n) => `all ${count(n)}`}
          busy={busy}
          onChoose={props.onOnlyMineMatching}
        />
      )}
      {place.view === 'addLocal' && page.labels.length > 0 && (
        <ByLabel
          labels={page.labels}
          of={label}
          busy={busy}
          whoSees={(counts, onChoose) => (
            <WhoSees counts={counts} words={(n) => `these ${count(n)}`} busy={busy} onChoose={onChoose} />
          )}
          onChoose={props.onOnlyMineLabel}
        />
      )}
      {!excluded && matching > 1 && (
        <Button busy={busy} onClick={props.onExcludeMatching}>
          Exclude all {count(matching)} that match
        </Button>
      )}
    </div>
  )
}

interface WhoSeesProps {
  readonly counts: { readonly shared: number; readonly mine: number }
  readonly words: (n: number) => string
  readonly busy: boolean
  readonly onChoose: (onlyMine: boolean) => void
}

/** Who will see contacts that are added here. */
const WhoSees = ({ counts: { shared, mine }, words, busy, onChoose }: WhoSeesProps) => (
  <>
    {shared > 0 && (
      <Button busy={busy} onClick={() => onChoose(true)}>
        Make {words(shared)} only mine
      </Button>
    )}
    {mine > 0 && (
      <Button busy={busy} onClick={() => onChoose(false)}>
        Share {words(mine)} with the firm
      </Button>
    )}
  </>
)

interface UseAllProps {
  readonly n: number
  readonly label: string
  readonly busy: boolean
  readonly onUseAll: (answer: Together) => void
}

const UseAll = ({ n, label, busy, onUseAll }: UseAllProps) => (
  <>
    <Button busy={busy} onClick={() => onUseAll({ wins: 'local' })}>
      Use Clio for all {count(n)}
    </Button>
    <Button busy={busy} onClick={() => onUseAll({ wins: 'remote' })}>
      Use {label} for all {count(n)}
    </Button>
  </>
)

interface AnswerAllProps {
  readonly classes: QuestionClasses
  readonly busy: boolean
  readonly onAnswerAll: (answer: SameAnswer) => void
}

const AnswerAll = ({ classes: { likely, open }, busy, onAnswerAll }: AnswerAllProps) => (
  <>
    {likely > 1 && (
      <Button busy={busy} onClick={() => onAnswerAll('link')}>
        Link all {count(likely)} that are very likely
      </Button>
    )}
    {open > 1 && (
      <Button busy={busy} onClick={() => onAnswerAll('separate')}>
        Keep all {count(open)} apart
      </Button>
    )}
  </>
)

const AllDeletions = ({ n, busy, onUseAll }: Omit<UseAllProps, 'label'>) => (
  <>
    <Button busy={busy} onClick={() => onUseAll({ deletion: 'keep' })}>
      Keep all {count(n)} that were deleted
    </Button>
    <Button busy={busy} onClick={() => onUseAll({ deletion: 'delete' })}>
      Delete all {count(n)} on both sides
    </Button>
  </>
)
