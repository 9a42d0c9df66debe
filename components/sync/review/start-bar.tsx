'use client'
// The bar at the foot: what Start Sync does, in numbers, and the way to do it. Of a running sync it carries out the answers.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useActionState, useEffect, useRef } from 'react'
import { SubmitButton } from '@/components/ui/button'
import type { Totals } from '@/lib/store/runs/totals'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { Did } from './hooks/use-decisions'
import { ELSEWHERE } from './hooks/use-elsewhere'
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

interface StartBarProps {
  readonly finish: Finish
  readonly totals: Totals
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  /** What the person has seen, so that nothing else is started. */
  readonly revision: number
  /** A decision is on its way: it comes before the start, not after. */
  readonly busy: boolean
  /** Decisions were made elsewhere, and are shown now. */
  readonly elsewhere: boolean
  /** "14 excluded.", with the way back. */
  readonly did: Did | null
  readonly failed: boolean
}

export function StartBar({
  finish,
  totals,
  label,
  kind,
  revision,
  busy,
  elsewhere,
  did,
  failed,
}: StartBarProps) {
  return (
    <>
      {finish.kind !== 'waiting' && (
        <InFull verb={VERBS[finish.kind]} totals={totals} label={label} kind={kind} />
      )}
      <section
        aria-label="Start"
        className="sticky bottom-0 z-10 [@media(max-height:30rem)]:static -mx-4 -mb-8 border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6"
      >
        <div className="mx-auto grid max-w-6xl gap-2">
          {failed && (
            <p role="alert" className="text-bad">
              That could not be saved. The page shows what was saved last. Try again.
            </p>
          )}
          {elsewhere && <p className="text-soft">{ELSEWHERE}</p>}
          {did && (
            <p>
              {did.words}{' '}
              {did.undo && (
                <button type="button" onClick={did.undo} className="prose-link min-h-6 font-medium">
                  Undo
                </button>
              )}
            </p>
          )}
          <End
            finish={finish}
            totals={totals}
            label={label}
            kind={kind}
            revision={revision}
            busy={busy}
            failed={failed}
          />
        </div>
      </section>
    </>
  )
}

const VERBS = { preview: 'Start Sync', guarded: 'Continue' } as const

interface NumbersProps {
  readonly verb: string
  readonly totals: Totals
  readonly label: string
  readonly kind: ItemKind
}

/** On a narrow screen the bar says it in short, or it would hide the list; at the end of the list stands all of it. */
function InFull({ verb, totals, label, kind }: NumbersProps) {
  return (
    <div data-number className="text-soft sm:hidden">
      <p>
        {verb} — {startWords(totals, label, kind)}
      </p>
      <p>{openWords(totals, kind)}</p>
    </div>
  )
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
  readonly totals: Totals
  readonly label: string
  readonly kind: ItemKind
  readonly revision: number
  readonly busy: boolean
  readonly failed: boolean
}

function End({ finish, ...around }: EndProps<Finish['kind']>) {
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
function GoOn({ finish, totals, label, kind, revision, busy, failed }: EndProps<'guarded'>) {
  const [problem, goOn] = useActionState(finish.goOn, null)
  useLookAgain(problem)
  const form = useRef<HTMLFormElement>(null)
  const hold = useHold(busy, failed, () => form.current?.requestSubmit())
  return (
    <div className={row}>
      <div className="grid min-w-0 flex-1 basis-64">
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

function StartPreview({ finish, totals, label, kind, revision, busy, failed }: EndProps<'preview'>) {
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

/** What could not be done was asked of something older than there is now: the page reads itself anew. */
function useLookAgain(problem: string | null): void {
  const client = useQueryClient()
  useEffect(() => {
    if (problem) void client.invalidateQueries({ queryKey: ['watch'] })
  }, [problem, client])
}

/** Start Sync pressed while a decision is on its way waits for it, since it starts what the person sees; and is dropped if that failed. */
function useHold(busy: boolean, failed: boolean, submit: () => void): (event: FormEvent) => void {
  const held = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the decision has arrived, or has not
  useEffect(() => {
    if (busy || !held.current) return
    held.current = false
    if (!failed) submit()
  }, [busy, failed])
  return (event) => {
    if (!busy) return
    event.preventDefault()
    held.current = true
  }
}

/** The one shortcut that works on the whole page: it needs a modifier, so that no letter typed can set it off. */
function useCommandEnter(run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
