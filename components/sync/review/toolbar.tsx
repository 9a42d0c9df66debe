'use client'
// What can be done with several changes at once: those ticked, or all that match the filter.
import type { ReactNode } from 'react'
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
  const { place, selected, unapproved, busy } = props
  const excluded = place.view === 'excluded'
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
  const offers = offersOf(props)
  if (offers.length === 0) return null
  return (
    <details className="fold-narrow">
      <summary className="min-h-6 text-soft">More actions</summary>
      <div className="flex flex-wrap items-center gap-2 max-sm:mt-2">{offers}</div>
    </details>
  )
}

/** What can be done with all that match; a list that nothing limits is not excluded as a whole. */
function offersOf(props: ToolbarProps): readonly ReactNode[] {
  const { place, page, label, busy } = props
  const { view, q } = place
  const { counts, classes, labels } = page
  // Counts follow every decision, so nothing is offered twice.
  const matching = counts[view] - (view === 'all' ? counts.excluded : 0)
  const isLimited = q !== '' || (view !== 'all' && view !== 'decide')
  return [
    view === 'decide' && (classes.likely > 1 || classes.open > 1) && (
      <AnswerAll key="answer" classes={classes} busy={busy} onAnswerAll={props.onAnswerAll} />
    ),
    view === 'decide' && counts.conflicts > 1 && (
      <UseAll key="use" n={counts.conflicts} label={label} busy={busy} onUseAll={props.onUseAll} />
    ),
    view === 'decide' && counts.deletions > 1 && (
      <AllDeletions key="deletions" n={counts.deletions} busy={busy} onUseAll={props.onUseAll} />
    ),
    (view === 'decide' || view === 'all') && counts.outdated > 1 && (
      <Button key="approve" busy={busy} onClick={props.onApproveMatching}>
        Approve all {count(counts.outdated)} that changed
      </Button>
    ),
    view === 'addLocal' && counts.newHere > 1 && (
      <WhoSees
        key="mine"
        counts={{ shared: counts.newHere - counts.onlyMine, mine: counts.onlyMine }}
        words={(n) => `all ${count(n)}`}
        busy={busy}
        onChoose={props.onOnlyMineMatching}
      />
    ),
    view === 'addLocal' && labels.length > 0 && (
      <ByLabel
        key="label"
        labels={labels}
        of={label}
        busy={busy}
        whoSees={(some, onChoose) => (
          <WhoSees counts={some} words={(n) => `these ${count(n)}`} busy={busy} onChoose={onChoose} />
        )}
        onChoose={props.onOnlyMineLabel}
      />
    ),
    view !== 'excluded' && isLimited && matching > 1 && (
      <Button key="exclude" busy={busy} onClick={props.onExcludeMatching}>
        Exclude all {count(matching)} that match
      </Button>
    ),
  ].filter(Boolean)
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
        Keep all {count(open)} separate
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
