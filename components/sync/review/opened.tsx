'use client'
// What stands below an open row: the question, or the fields with their conflicts, and why.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/links/link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { Choice, DeletionChoice } from '@/lib/engine/model'
import type { Scope } from '@/lib/store/review/preview'
import { ask } from '../ask'
import type { Detail } from '../detail'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Row } from '../row'
import { ConflictChoice } from './conflict-choice'
import { FieldTable } from './field-table'
import { OnlyMine } from './only-mine'
import { OwnContact } from './own-contact'
import { Question } from './question'

export interface Word {
  /** Null takes the answer back. */
  readonly samePerson?: 'link' | 'separate' | null
  /** Link although another possible match is linked: that link is taken back. */
  readonly instead?: boolean
  readonly conflicts?: Readonly<Record<string, Choice>>
  /** About an item that was deleted on one side. */
  readonly deletion?: DeletionChoice
  readonly approved?: boolean
}

interface OpenedProps {
  readonly scope: Scope
  readonly row: Row
  /** What the server had already loaded of it. */
  readonly loaded: Detail | undefined
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly busy: boolean
  readonly onDecide: (row: Decidable, word: Word) => Promise<unknown>
  readonly onOnlyMine: (onlyMine: boolean) => Promise<void>
  readonly onExclude: () => void
}

/** What a decision needs of its row. */
export type Decidable = Pick<Row, 'id' | 'name' | 'answer' | 'answeredBy' | 'versions'>

const loadDetail = ({ syncId, runId }: Scope, id: string): Promise<Detail> =>
  ask(`/api/sync/${syncId}/changes/${id}${runId ? `?run=${runId}` : ''}`)

export function Opened(props: OpenedProps) {
  const { scope, row, loaded, label, kind, busy, onDecide, onOnlyMine, onExclude } = props
  const query = useQuery({
    queryKey: ['change', scope.syncId, row.id],
    queryFn: () => loadDetail(scope, row.id),
    ...(loaded && { initialData: loaded }),
  })
  const detail = query.data
  if (query.isError)
    return (
      <p>
        This {wordsOf(kind).one} could not be loaded.{' '}
        <Button onClick={() => query.refetch()}>Try again</Button>
      </p>
    )
  if (!detail) return <p className="text-soft">Loading…</p>
  // What the person sees is this, not what was compared then.
  const decide = (word: Word) => onDecide({ ...row, versions: detail.versions }, word)
  const fields = <Fields row={row} detail={detail} label={label} onDecide={decide} />
  if (row.onlyMine !== null && !row.excluded)
    return (
      <div className="grid gap-3">
        <OnlyMine name={row.name} checked={row.onlyMine} onChoose={onOnlyMine} />
        {fields}
      </div>
    )
  if (row.asks === 'addition')
    return (
      <div className="grid gap-3">
        <OwnContact
          row={row}
          mine={detail.mine}
          label={label}
          busy={busy}
          onAdd={() => decide({ approved: true })}
          onLeaveOut={onExclude}
        />
        {fields}
      </div>
    )
  if (!detail.question) return fields
  return (
    <div className="grid gap-4">
      <Question
        detail={detail}
        name={row.name}
        label={label}
        busy={busy}
        onAnswer={(samePerson, instead) => decide({ samePerson, ...(instead && { instead }) })}
        onLinkOther={(other, instead) => onDecide(other, { samePerson: 'link', ...(instead && { instead }) })}
      />
      {detail.conflicts.length > 0 && fields}
    </div>
  )
}

interface FieldsProps {
  readonly row: Row
  readonly detail: Detail
  readonly label: string
  readonly onDecide: (word: Word) => Promise<unknown>
}

function Fields({ row, detail, label, onDecide }: FieldsProps) {
  const { conflicts, question, deletion, fields, reasons, problem } = detail
  const choices: Record<string, ReactNode> = {}
  for (const ask of conflicts) {
    const choice = (
      <ConflictChoice
        key={ask.conflictId}
        group={`${row.id} ${ask.conflictId}`}
        legend={`${ask.label}: these differ. Which should we keep?`}
        options={ask.options}
        answer={ask.answer}
        onChoose={(chosen) => onDecide({ conflicts: { [ask.conflictId]: chosen } })}
      />
    )
    choices[ask.field] = choices[ask.field] ? [choices[ask.field], choice] : choice
  }
  const notes = [...new Set(conflicts.map(({ note }) => note).filter(Boolean))]
  const shown = question ? fields.filter(({ field }) => field in choices) : fields
  return (
    <div className="grid gap-3">
      {problem && <p className="text-bad">{problem}</p>}
      {deletion && (
        <ConflictChoice
          group={`${row.id} deletion`}
          legend={deletion.legend}
          options={deletion.options}
          answer={deletion.answer}
          onChoose={(chosen) => onDecide({ deletion: chosen })}
        />
      )}
      <FieldTable fields={shown} choices={choices} caption={`Fields of ${row.name}`} label={label} />
      {notes.map((note) => (
        <p key={note} className="text-soft">
          {note}
        </p>
      ))}
      {conflicts.length > 0 && <LastEdits edited={detail.edited} label={label} />}
      {detail.separate && (
        <p className="text-soft">
          Two people?{' '}
          <Link href={detail.separate} className="prose-link" aria-label={`Keep separate: ${row.name}`}>
            Keep separate
          </Link>
        </p>
      )}
      {!question && reasons.length > 0 && <Why reasons={reasons} isMatched={detail.isMatched} />}
      {row.asks === 'drift' && row.open && (
        <Button className="justify-self-start" onClick={() => onDecide({ approved: true })}>
          Approve this change
        </Button>
      )}
    </div>
  )
}

/** For a match: what agrees and how much it counts, for people who ask. */
function Why({ reasons, isMatched }: Pick<Detail, 'reasons' | 'isMatched'>) {
  if (!isMatched) return <p className="text-soft">Why: {reasons.join(' · ')}</p>
  return (
    <details className="text-soft">
      <summary className="min-h-6 cursor-pointer">Why</summary>
      <ul className="mt-1 grid gap-1 pl-4">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </details>
  )
}

/** A hint for the person who chooses; never a choice made for them. */
function LastEdits({ edited, label }: Pick<Detail, 'edited'> & { readonly label: string }) {
  if (!edited.local && !edited.remote) return null
  return (
    <p className="text-soft">
      {edited.local && (
        <>
          Last edited in Clio <RelativeTime at={new Date(edited.local)} />
        </>
      )}
      {edited.local && edited.remote && ', '}
      {edited.remote && (
        <>
          {edited.local ? `in ${label} ` : `Last edited in ${label} `}
          <RelativeTime at={new Date(edited.remote)} />
        </>
      )}
    </p>
  )
}
