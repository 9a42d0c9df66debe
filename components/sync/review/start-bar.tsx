'use client'
// The bar at the foot: what Start Sync does, in numbers, and the way to do it. Of a running sync it carries out the answers.
import { useQueryClient } from '@tanstack/react-query'
import { useActionState, useEffect, useRef } from 'react'
import { SubmitButton } from '@/components/ui/button'
import type { Totals } from '@/lib/db/totals'
import { amount } from '../figures'
import { openWords, startWords } from './start-words'
import { ELSEWHERE } from './use-elsewhere'

/** A form's action: null, or a sentence that says why it could not be done. */
export type FormStep = (was: string | null, form: FormData) => Promise<string | null>

export type Finish =
  | { readonly kind: 'preview'; readonly runId: string; readonly start: FormStep; readonly discard: FormStep }
  | { readonly kind: 'guarded'; readonly runId: string; readonly goOn: FormStep }
  | { readonly kind: 'waiting'; readonly syncId: string; readonly carryOut: FormStep }

interface StartBarProps {
  readonly finish: Finish
  readonly totals: Totals
  /** What the person has seen, so that nothing else is started. */
  readonly revision: number
  /** Decisions were made elsewhere, and are shown now. */
  readonly elsewhere: boolean
  /** "14 excluded.", with the way back; until the next action. */
  readonly undo: { readonly words: string; readonly run: () => void } | null
  readonly failed: boolean
}

export function StartBar({ finish, totals, revision, elsewhere, undo, failed }: StartBarProps) {
  return (
    <section
      aria-label="Start"
      className="sticky bottom-0 z-10 [@media(max-height:30rem)]:static -mx-4 -mb-8 border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6"
    >
      <div className="mx-auto grid max-w-6xl gap-2">
        {failed && (
          <p role="alert" className="text-bad">
            That could not be saved. What you see is what was saved last; try again.
          </p>
        )}
        {elsewhere && <p className="text-soft">{ELSEWHERE}</p>}
        {undo && (
          <p>
            {undo.words}{' '}
            <button type="button" onClick={undo.run} className="prose-link min-h-6 font-medium">
              Undo
            </button>
          </p>
        )}
        <End finish={finish} totals={totals} revision={revision} />
      </div>
    </section>
  )
}

interface EndProps<K extends Finish['kind']> {
  readonly finish: Extract<Finish, { kind: K }>
  readonly totals: Totals
  readonly revision: number
}

function End({ finish, totals, revision }: EndProps<Finish['kind']>) {
  switch (finish.kind) {
    case 'preview':
      return <StartPreview finish={finish} totals={totals} revision={revision} />
    case 'guarded':
      return <GoOn finish={finish} totals={totals} />
    case 'waiting':
      return <CarryOut finish={finish} totals={totals} />
  }
}

/** A guard holds the run: it goes on with what is left after looking. */
function GoOn({ finish, totals }: Omit<EndProps<'guarded'>, 'revision'>) {
  const [, goOn] = useActionState(finish.goOn, null)
  return (
    <div className={row}>
      <p data-number className="min-w-0 flex-1 basis-64">
        <span className="font-medium">Continue</span> — {startWords(totals)}
      </p>
      <form action={goOn}>
        <input type="hidden" name="runId" value={finish.runId} />
        <SubmitButton>Continue</SubmitButton>
      </form>
    </div>
  )
}

const row = 'flex flex-wrap items-center justify-between gap-x-6 gap-y-2'

function StartPreview({ finish, totals, revision }: EndProps<'preview'>) {
  const [startProblem, start] = useActionState(finish.start, null)
  const [, discard] = useActionState(finish.discard, null)
  const client = useQueryClient()
  useEffect(() => {
    if (startProblem) void client.invalidateQueries({ queryKey: ['watch'] })
  }, [startProblem, client])
  const form = useRef<HTMLFormElement>(null)
  useCommandEnter(() => form.current?.requestSubmit())
  const open = openWords(totals)
  return (
    <div className={row}>
      <div className="grid min-w-0 flex-1 basis-64">
        <p data-number>
          <span className="font-medium">Start Sync</span> — {startWords(totals)}
        </p>
        {open && (
          <p data-number className="text-soft">
            {open}
          </p>
        )}
        {startProblem && (
          <p role="alert" className="text-bad">
            {startProblem}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <form action={discard}>
          <input type="hidden" name="runId" value={finish.runId} />
          <SubmitButton look="secondary">Discard</SubmitButton>
        </form>
        <form ref={form} action={start}>
          <input type="hidden" name="runId" value={finish.runId} />
          <input type="hidden" name="revision" value={revision} />
          <SubmitButton aria-keyshortcuts="Control+Enter Meta+Enter">Start Sync</SubmitButton>
        </form>
      </div>
    </div>
  )
}

function CarryOut({ finish, totals }: Omit<EndProps<'waiting'>, 'revision'>) {
  const [problem, carryOut] = useActionState(finish.carryOut, null)
  const left = totals.open + totals.drifted
  return (
    <div className={row}>
      <p data-number>
        {left === 0
          ? 'Everything is answered.'
          : `${amount(left, 'contact still needs you', 'contacts still need you')}; the sync goes on with everything else.`}{' '}
        Answers are carried out with the next check, or at once.
      </p>
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      <form action={carryOut}>
        <input type="hidden" name="syncId" value={finish.syncId} />
        <SubmitButton>Sync now</SubmitButton>
      </form>
    </div>
  )
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
