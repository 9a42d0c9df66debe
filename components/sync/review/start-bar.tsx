'use client'
// The bar at the foot: what Start Sync does, in numbers, and the way to do it. Of a running sync it carries out the answers.
import type { ReactNode } from 'react'
import type { Totals } from '@/lib/store/runs/totals'
import type { ItemKind } from '../kinds/kind-words'
import type { Did } from './hooks/use-decisions'
import { ELSEWHERE } from './hooks/use-elsewhere'
import { End, type Finish, type NumbersProps, VERBS } from './start-forms'
import { openWords, startWords } from './start-words'

interface StartBarProps {
  readonly finish: Finish
  readonly chips: ReactNode
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
  chips,
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
            chips={chips}
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
