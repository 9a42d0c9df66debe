'use client'
// What the button of the bar does: start a preview, go on past a guard, or carry out the answers of a running sync.
import { type ReactNode, useActionState, useRef } from 'react'
import { SubmitButton } from '@/components/ui/button'
import type { Totals } from '@/lib/store/runs/totals'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import { useCommandEnter, useHold, useLookAgain } from './hooks/use-start'
import { openWords, shortWords, startWords } from './start-words'

/** A form's action: null, or a sentence that says why it could not be done. */
export type FormStep = (was: string | null, form: FormData) => Promise<string | null>

export type Finish =
  | {
      readonly kind: 'preview'
      readonly runId: string
      readonly start: FormStep
      readonly discard: (form: FormData) => Promise<void>
    }
  | { readonly kind: 'guarded'; readonly runId: string; readonly goOn: FormStep }
  | { readonly kind: 'waiting'; readonly syncId: string; readonly carryOut: FormStep }

export const VERBS = { preview: 'Start Sync', guarded: 'Continue' } as const

export interface NumbersProps {
  readonly verb: string
  readonly totals: Totals
  readonly label: string
  readonly kind: ItemKind
}

/** What pressing the button means, beside it. */
function InShort({ verb, totals, label, kind }: NumbersProps) {
  const open = openWords(totals, kind)
  return (
    <>
      <p data-number className="max-sm:hidden">
        <span className="font-medium">{verb}</span> — {startWords(totals, label, kind)}
      </p>
      {open && (
        <p data-number className="text-soft max-sm:hidden">
          {open}
        </p>
      )}
      <p data-number className="sm:hidden">
        {shortWords(totals, kind)}
      </p>
    </>
  )
}

interface EndProps<K extends Finish['kind']> {
  readonly finish: Extract<Finish, { kind: K }>
  /** What is started, as filters. */
  readonly chips: ReactNode
  readonly totals: Totals
  readonly label: string
  readonly kind: ItemKind
  readonly revision: number
  readonly busy: boolean
  readonly failed: boolean
}

export function End({ finish, ...around }: EndProps<Finish['kind']>) {
  switch (finish.kind) {
    case 'preview':
      return <StartPreview finish={finish} {...around} />
    case 'guarded':
      return <GoOn finish={finish} {...around} />
    case 'waiting':
      return <CarryOut finish={finish} totals={around.totals} kind={around.kind} />
  }
}

/** A guard holds the run: it goes on with what is left after looking. */
function GoOn({ finish, chips, totals, label, kind, revision, busy, failed }: EndProps<'guarded'>) {
  const [problem, goOn] = useActionState(finish.goOn, null)
  useLookAgain(problem)
  const form = useRef<HTMLFormElement>(null)
  const hold = useHold(busy, failed, () => form.current?.requestSubmit())
  return (
    <div className={row}>
      <div className="grid min-w-0 flex-1 basis-64">
        {chips}
        <InShort verb={VERBS.guarded} totals={totals} label={label} kind={kind} />
        <Problem words={problem} />
      </div>
      <form ref={form} action={goOn} onSubmit={hold}>
        <input type="hidden" name="runId" value={finish.runId} />
        <input type="hidden" name="revision" value={revision} />
        <SubmitButton>Continue</SubmitButton>
      </form>
    </div>
  )
}

const row = 'flex flex-wrap items-center justify-between gap-x-6 gap-y-2'

function StartPreview({ finish, chips, totals, label, kind, revision, busy, failed }: EndProps<'preview'>) {
  const [startProblem, start] = useActionState(finish.start, null)
  useLookAgain(startProblem)
  const form = useRef<HTMLFormElement>(null)
  const submit = () => form.current?.requestSubmit()
  useCommandEnter(submit)
  const hold = useHold(busy, failed, submit)
  // An answer on its way counts: Discard asks about it.
  const discarding = useRef<HTMLFormElement>(null)
  const holdDiscard = useHold(busy, failed, () => discarding.current?.requestSubmit())
  return (
    <div className={row}>
      <div className="grid min-w-0 flex-1 basis-64">
        {chips}
        <InShort verb={VERBS.preview} totals={totals} label={label} kind={kind} />
        <Problem words={startProblem} />
      </div>
      <div className="flex gap-4">
        <form ref={discarding} action={finish.discard} onSubmit={holdDiscard}>
          <input type="hidden" name="runId" value={finish.runId} />
          <SubmitButton look="quiet">Discard</SubmitButton>
        </form>
        <form ref={form} action={start} onSubmit={hold}>
          <input type="hidden" name="runId" value={finish.runId} />
          <input type="hidden" name="revision" value={revision} />
          <SubmitButton aria-keyshortcuts="Control+Enter Meta+Enter">Start Sync</SubmitButton>
        </form>
      </div>
    </div>
  )
}

function CarryOut({ finish, totals, kind }: Pick<EndProps<'waiting'>, 'finish' | 'totals' | 'kind'>) {
  const { one, many } = wordsOf(kind)
  const [problem, carryOut] = useActionState(finish.carryOut, null)
  const left = totals.open + totals.outdated
  return (
    <div className={row}>
      <p data-number>
        {left === 0
          ? 'Everything is answered.'
          : `${amount(left, `${one} still needs`, `${many} still need`)} your decision. Everything else keeps syncing.`}{' '}
        Answers apply at the next check, or choose Sync now.
      </p>
      <Problem words={problem} />
      <form action={carryOut}>
        <input type="hidden" name="syncId" value={finish.syncId} />
        <SubmitButton>Sync now</SubmitButton>
      </form>
    </div>
  )
}

const Problem = ({ words }: { readonly words: string | null }) =>
  words && (
    <p role="alert" className="text-bad">
      {words}
    </p>
  )
