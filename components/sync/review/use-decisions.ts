'use client'
// Decisions and what they do to the page: feedback at once, then what the server made of it, and one way back.
import { useState } from 'react'
import { announce } from '@/components/ui/live-region'
import type { Excluded, Selection } from '@/lib/db/exclusions'
import type { Filter, Scope } from '@/lib/db/preview'
import { amount, count } from '../figures'
import type { Row } from '../row'
import type { Afterwards, Place, ReviewPage } from './model'
import type { Decidable, Word } from './opened'

export interface Seen {
  readonly scope: Scope
  readonly q: string
  readonly shown: string[]
}

/** What the page can ask of the server. */
export interface ReviewActions {
  readonly exclude: (from: Seen, what: Selection, batch: string) => Promise<Afterwards>
  readonly include: (from: Seen, which: Excluded) => Promise<Afterwards>
  readonly approve: (from: Seen, what: Selection) => Promise<Afterwards>
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

/** Whether one change is being decided on, or many. */
type Reach = 'one' | 'many'

/** The last action on many, until the next one: what it did, and the way back. */
export interface Did {
  readonly words: string
  readonly undo: (() => void) | null
}

/** "Zoë Roth: linked. 1 other possible match is kept separate." */
function answerWords(name: string, answer: 'link' | 'separate' | null, settled: number): string {
  if (answer === null) return `${name}: not decided.`
  if (answer === 'separate') return `${name}: kept separate.`
  if (settled === 0) return `${name}: linked.`
  return `${name}: linked. ${amount(settled, 'other possible match is', 'other possible matches are')} kept separate.`
}

export function useDecisions(around: Around, actions: ReviewActions) {
  const { scope, place, page, expect, settle, revert } = around
  const [did, setDid] = useState<Did | null>(null)
  const [busy, setBusy] = useState<Reach | null>(null)
  const [failed, setFailed] = useState(false)
  const from: Seen = { scope, q: place.q, shown: page.rows.map(({ id }) => id) }

  /** How many changes it reached; null when the server could not be asked. */
  async function act(reach: Reach, work: () => Promise<Afterwards>): Promise<number | null> {
    setBusy(reach)
    setFailed(false)
    setDid(null)
    try {
      const after = await work()
      await settle(after)
      return after.reached
    } catch {
      revert()
      setFailed(true)
      return null
    } finally {
      setBusy(null)
    }
  }

  async function exclude(what: Selection) {
    const batch = crypto.randomUUID()
    expect(what.kind === 'ids' ? what.ids : from.shown, { excluded: true })
    const one = what.kind === 'ids' && what.ids.length === 1
    const reached = await act(one ? 'one' : 'many', () => actions.exclude(from, what, batch))
    if (!reached) return
    setDid({ words: `${count(reached)} excluded.`, undo: () => include({ batch }) })
    announce(`${count(reached)} excluded`)
  }

  async function include(which: Excluded) {
    if ('ids' in which) expect(which.ids, { excluded: false })
    const reached = await act('ids' in which ? 'one' : 'many', () => actions.include(from, which))
    if (reached !== null) announce(`${amount(reached, 'contact')} included again`)
  }

  async function approve(what: Selection) {
    const reached = await act('many', () => actions.approve(from, what))
    if (reached === null) return
    setDid({ words: `${count(reached)} approved. Exclude whatever is not to be done.`, undo: null })
    announce(`${count(reached)} approved`)
  }

  async function decide(row: Decidable, word: Word) {
    let settled = 0
    const reached = await act('one', async () => {
      const after = await actions.decide(from, row.id, word)
      settled = after.rows.filter(({ settledBy }) => settledBy === row.id).length
      return after
    })
    if (reached === null) return
    if (reached === 0) return say(`${row.name} was not changed: it is decided already. Open it to see how.`)
    if (word.samePerson === undefined) return announce(`${row.name}: answer kept`)
    say(answerWords(row.name, word.samePerson, settled), () =>
      decide(row, { samePerson: row.settledBy ? null : row.answer }),
    )
  }

  function say(words: string, undo: (() => void) | null = null) {
    setDid({ words, undo })
    announce(words)
  }

  async function decideAll(side: 'local' | 'remote') {
    const filter = { view: place.view, q: place.q }
    const reached = await act('many', () => actions.decideAll(from, side, filter))
    if (reached !== null) announce(`${amount(reached, 'conflict')} answered`)
  }

  return { exclude, include, approve, decide, decideAll, did, busy, failed }
}
