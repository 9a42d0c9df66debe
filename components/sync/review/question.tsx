'use client'
// "Same person?", "Same event?": two cards side by side, what linking would make of them, and the two answers.
import { Button } from '@/components/ui/button'
import type { Detail, Other } from '../detail'
import { MarkedText } from './marked-text'

interface QuestionProps {
  readonly detail: Detail
  /** Of the provider whose account it is. */
  readonly label: string
  /** `instead`: another possible match is linked, and that link is taken back. */
  readonly onAnswer: (answer: 'link' | 'separate', instead: boolean) => void
  readonly onLinkOther: (other: Other, instead: boolean) => void
  readonly busy: boolean
}

export function Question({ detail, label: theirs, onAnswer, onLinkOther, busy }: QuestionProps) {
  const { question, fields, reasons } = detail
  if (!question) return null
  const separate = question.answer === 'separate'
  const taken = question.others.find(({ answer }) => answer === 'link')
  const linkWords = taken && question.answer !== 'link' ? 'Link instead' : 'Link'
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <p className="font-medium">{question.sure}</p>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-soft">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
      <div className="grid gap-3 md:grid-cols-3">
        <Card title="In Clio" lines={fields.map(({ label, local }) => ({ label, texts: local }))} />
        <Card title={`In ${theirs}`} lines={fields.map(({ label, remote }) => ({ label, texts: remote }))} />
        <Merged fields={fields} quiet={separate} choices={question.answer === null ? question.choices : 0} />
      </div>
      {question.others.length > 0 && (
        <Others detail={detail} others={question.others} busy={busy} onLink={onLinkOther} />
      )}
      {question.owners && <p className="text-soft">{question.owners}</p>}
      {taken && question.answer !== 'link' && (
        <p>
          You linked {taken.name} ({taken.text}). Linking these two instead removes that link.
        </p>
      )}
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
      <h3 id={heading} className="font-medium">
        {others.length === 1 ? 'The other possible match' : 'Other possible matches'}
      </h3>
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
      aria-pressed={pressed}
      busy={busy && pressed}
      onClick={() => onAnswer(mine)}
      className={pressed ? 'border-accent bg-accent-soft' : ''}
    >
      {children}
    </Button>
  )
}

interface CardLine {
  readonly label: string
  readonly texts: readonly string[]
}

const frame = 'grid content-start gap-2 rounded-lg border bg-canvas p-3'

function Card({ title, lines }: { readonly title: string; readonly lines: readonly CardLine[] }) {
  return (
    <section aria-label={title} className={`${frame} border-line`}>
      <h3 className="text-xs font-medium text-soft">{title}</h3>
      <dl className="grid gap-1.5">
        {lines
          .filter(({ texts }) => texts.length > 0)
          .map(({ label, texts }) => (
            <div key={label}>
              <dt className="text-xs text-soft">{label}</dt>
              {texts.map((text) => (
                <dd key={text} className="whitespace-pre-line">
                  {text}
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </section>
  )
}

interface MergedProps {
  readonly fields: Detail['fields']
  readonly quiet: boolean
  /** In how many fields the person will be asked to choose. */
  readonly choices: number
}

function Merged({ fields, quiet, choices }: MergedProps) {
  return (
    <section
      aria-label="After linking"
      className={`${frame} ${quiet ? 'border-dashed border-line' : 'border-accent'}`}
    >
      <h3 className="text-xs font-medium text-soft">{quiet ? 'If linked' : 'After linking'}</h3>
      <dl className="grid gap-1.5">
        {fields
          .filter(({ result }) => result.length > 0)
          .map(({ label, result }) => (
            <div key={label}>
              <dt className="text-xs text-soft">{label}</dt>
              {result.map(({ pieces, where }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of one field have no identity but their place
                <dd key={at} className="whitespace-pre-line">
                  <MarkedText pieces={pieces} />
                  {where && <span className="ml-2 text-xs text-soft">{where}</span>}
                </dd>
              ))}
            </div>
          ))}
      </dl>
      {choices > 0 && <p className="text-xs text-soft">Choose conflicting values after linking.</p>}
    </section>
  )
}
