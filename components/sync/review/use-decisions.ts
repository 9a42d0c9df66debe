'use client'
// Decisions and what they do to the page: feedback at once, then what the server made of it, and one way back.
import { useState } from 'react'
import { announce } from '@/components/ui/live-region'
import type { Excluded, Selection } from '@/lib/db/exclusions'
import type { Filter, Scope } from '@/lib/db/preview'
import { amount, count } from '../figures'
import type { Row } from '../row'
import type { Afterwards, Place, ReviewPage } from './model'
import type { Word } from './opened'

export interface Seen {
  readonly scope: Scope
  readonly q: string
  readonly shown: string[]
}

/** What the page can ask of the server. */
export interface ReviewActions {
  readonly exclude: (from: Seen, what: Selection, batch: string) => Promise<Afterwards>
  readonly include: (from: Seen, which: Excluded) => Promise<Afterwards>
  readonly decide: (from: Seen, changeId: string, word: Word) => Promise<Afterwards>
  readonly decideAll: (from: Seen, side: 'local' | 'remote', what: Filter) => Promise<Afterwards>
}

interface Around {
  readonly scope: Scope
  readonly place: Place
  readonly page: ReviewPage
  /** Shows rows as they will be, until the server has spoken. */
  readonly expect: (ids: readonly string[], change: Partial<Row>) => void
  readonly settle: (after: Afterwards) => Promise<void>
  /** Shows again what the server last said. */
  readonly revert: () => void
}

interface Undo {
  readonly batch: string
  readonly count: number
}

export function useDecisions(around: Around, actions: ReviewActions) {
  const { scope, place, page, expect, settle, revert } = around
  const [undo, setUndo] = useState<Undo | null>(null)
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest')
  const from: Seen = { scope, q: place.q, shown: page.rows.map(({ id }) => id) }

  async function act(work: () => Promise<Afterwards>): Promise<number> {
    setState('busy')
    setUndo(null)
    try {
      const after = await work()
      await settle(after)
      setState('rest')
      return after.reached
    } catch {
      revert()
      setState('failed')
      return 0
    }
  }

  async function exclude(what: Selection) {
    const batch = crypto.randomUUID()
    expect(what.kind === 'ids' ? what.ids : from.shown, { excluded: true })
    const reached = await act(() => actions.exclude(from, what, batch))
    if (reached === 0) return
    setUndo({ batch, count: reached })
    announce(`${count(reached)} excluded`)
  }

  async function include(which: Excluded) {
    if ('ids' in which) expect(which.ids, { excluded: false })
    const reached = await act(() => actions.include(from, which))
    announce(`${amount(reached, 'contact')} included again`)
  }

  async function decide(row: Row, word: Word) {
    await act(() => actions.decide(from, row.id, word))
    announce(`${row.name}: answer kept`)
  }

  async function decideAll(side: 'local' | 'remote') {
    const reached = await act(() => actions.decideAll(from, side, { view: place.view, q: place.q }))
    announce(`${amount(reached, 'conflict')} answered`)
  }

  return { exclude, include, decide, decideAll, undo, busy: state === 'busy', failed: state === 'failed' }
}
