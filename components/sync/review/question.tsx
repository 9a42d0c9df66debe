'use client'
// "Same person?", "Same event?": the two answers, and below them both sides and what linking would make of them, field by field.
import { Button } from '@/components/ui/button'
import type { Detail, Other } from '../detail'
import { FieldTable } from './field-table'

interface QuestionProps {
  readonly detail: Detail
  readonly name: string
  /** Of the provider whose account it is. */
  readonly label: string
  /** `instead`: another possible match is linked, and that link is taken back. */
  readonly onAnswer: (answer: 'link' | 'separate', instead: boolean) => void
  readonly onLinkOther: (other: Other, instead: boolean) => void
  readonly busy: boolean
}

export function Question({ detail, name, label: theirs, onAnswer, onLinkOther, busy }: QuestionProps) {
  const { question, fields, reasons } = detail
  if (!question) return null
  const separate = question.answer === 'separate'
  const taken = question.others.find(({ answer }) => answer === 'link')
  const linkWords = taken && question.answer !== 'link' ? 'Link instead' : 'Link'
  return (
    <div className="grid gap-4">
      {/* On a narrow screen the answers come first, and stay in sight while the person reads. */}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 max-md:sticky max-md:top-14 max-md:z-1 max-md:-mx-3 max-md:-my-1 max-md:flex-col-reverse max-md:items-start max-md:bg-canvas max-md:px-3 max-md:py-1">
        <p className="font-medium">{question.sure}</p>
        <div className="flex flex-wrap gap-2">
          <Answer
            mine="link"
            given={question.answer}
            busy={busy}
            onAnswer={(answer) => onAnswer(answer, taken !== undefined)}
          >
            {linkWords}
          </Answer>
          <Answer
            mine="separate"
            given={question.answer}
            busy={busy}
            onAnswer={(answer) => onAnswer(answer, false)}
          >
            Keep separate
          </Answer>
        </div>
      </div>
      {taken && question.answer !== 'link' && (
        <p>
          You linked {taken.name} ({taken.text}). Linking these two instead removes that link.
        </p>
      )}
      <FieldTable
        fields={fields}
        caption={`${name}, side by side`}
        label={theirs}
        result={separate ? 'If linked' : 'After linking'}
        whole
      />
      {question.answer === null && question.choices > 0 && (
        <p className="text-soft">After you press Link, choose which of the different values to keep.</p>
      )}
      {reasons.length > 0 && <p className="text-soft">Why: {reasons.join(' · ')}</p>}
      {question.others.length > 0 && (
        <Others detail={detail} others={question.others} busy={busy} onLink={onLinkOther} />
      )}
      {question.owners && <p className="text-soft">{question.owners}</p>}
    </div>
  )
}

interface OthersProps {
  readonly detail: Detail
  readonly others: readonly Other[]
  readonly busy: boolean
  readonly onLink: (other: Other, instead: boolean) => void
}

const STANDING = { link: 'Linked', separate: 'Kept separate', open: 'Not decided' } as const

/** One item may have several possible matches: all of them are shown wherever one is asked about. */
function Others({ detail, others, busy, onLink }: OthersProps) {
  const heading = `others-${detail.id}`
  const isTaken = detail.question?.answer === 'link' || others.some(({ answer }) => answer === 'link')
  return (
    <div className="grid gap-2">
      <h2 id={heading} className="font-medium">
        {others.length === 1 ? 'The other possible match' : 'Other possible matches'}
      </h2>
      <ul aria-labelledby={heading} className="divide-y divide-line rounded-lg border border-line">
        {others.map((other) => (
          <li
            key={other.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2"
          >
            <span className="min-w-0">
              <span className="font-medium">{other.name}</span>
              <span className="block text-soft wrap-anywhere">{other.text}</span>
            </span>
            <span className="flex flex-wrap items-center gap-3">
              <span className="text-soft">{STANDING[other.answer ?? 'open']}</span>
              {other.answer !== 'link' && (
                <Button busy={busy} onClick={() => onLink(other, isTaken)}>
                  {isTaken ? 'Link this one instead' : 'Link this one'}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface AnswerProps {
  readonly mine: 'link' | 'separate'
  readonly given: 'link' | 'separate' | null
  readonly busy: boolean
  readonly onAnswer: (answer: 'link' | 'separate') => void
  readonly children: string
}

function Answer({ mine, given, busy, onAnswer, children }: AnswerProps) {
  const pressed = given === mine
  return (
    <Button
      look={mine === 'link' && given === null ? 'primary' : 'secondary'}
      aria-pressed={pressed}
      busy={busy && pressed}
      onClick={() => onAnswer(mine)}
      className={pressed ? 'border-accent! bg-accent-soft!' : ''}
    >
      {children}
    </Button>
  )
}
