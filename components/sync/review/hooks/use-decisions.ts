'use client'
// Decisions and what they do to the page: feedback at once, then what the server made of it, and one way back.
import { useRef, useState } from 'react'
import { announce } from '@/components/ui/live-region'
import type { SameAnswer } from '@/lib/store/review/answer-all'
import type { Together } from '@/lib/store/review/conflict-answers'
import type { Excluded, Selection } from '@/lib/store/review/exclusions'
import type { Filter, Scope } from '@/lib/store/review/preview'
import { amount, count } from '../../figures'
import type { ItemKind } from '../../kinds/kind-words'
import { wordsOf } from '../../kinds/words'
import type { Row } from '../../row'
import type { Afterwards, Place, ReviewPage } from '../model'
import type { Decidable, Word } from '../opened'

export interface Seen {
  readonly scope: Scope
  /** When what is shown was read (lib/store/review/as-of.ts). */
  readonly asOf: string
  readonly q: string
  readonly shown: string[]
}

/** One change, and both items as they were shown. */
export type DecidedOn = Pick<Row, 'id' | 'versions'>

/** What the page can ask of the server. */
export interface ReviewActions {
  readonly exclude: (from: Seen, what: Selection, batch: string) => Promise<Afterwards>
  readonly include: (from: Seen, which: Excluded) => Promise<Afterwards>
  readonly approve: (from: Seen, what: Selection) => Promise<Afterwards>
  readonly chooseOnlyMine: (from: Seen, what: Selection, onlyMine: boolean) => Promise<Afterwards>
  /** The default, also for what later checks add. */
  readonly chooseDefault: (from: Seen, onlyMine: boolean) => Promise<Afterwards>
  readonly decide: (from: Seen, on: DecidedOn, word: Word) => Promise<Afterwards>
  readonly decideAll: (from: Seen, answer: Together, what: Filter) => Promise<Afterwards>
  readonly answerAll: (from: Seen, answer: SameAnswer, batch: string, what: Filter) => Promise<Afterwards>
  readonly undoAnswers: (from: Seen, batch: string) => Promise<Afterwards>
}

interface Around {
  readonly scope: Scope
  readonly kind: ItemKind
  readonly place: Place
  readonly page: ReviewPage
  /** Shows rows as they will be, until the server has spoken. */
  readonly expect: (ids: readonly string[], change: Partial<Row>) => void
  readonly settle: (after: Afterwards) => Promise<void>
  /** Shows again what the server last said. */
  readonly revert: () => void
  /** Reads everything anew. */
  readonly renew: () => void
}

/** Whether one change is being decided on, or many. */
type Reach = 'one' | 'many'

/** The last action on many, until the next one: what it did, and the way back. */
export interface Did {
  readonly words: string
  readonly undo: (() => void) | null
}

/** '' where nothing did. */
export function changedWords(changed: number): string {
  if (changed === 0) return ''
  const them = changed === 1 ? 'it' : 'them'
  return `${amount(changed, 'change is', 'changes are')} new or different since you looked. Nothing was done with ${them}: review ${them} again.`
}

/** "Zoë Roth: linked. 1 other possible match is kept separate." */
function answerWords(name: string, answer: 'link' | 'separate' | null, settled: number): string {
  if (answer === null) return `${name}: not decided.`
  if (answer === 'separate') return `${name}: kept separate.`
  if (settled === 0) return `${name}: linked.`
  return `${name}: linked. ${amount(settled, 'other possible match is', 'other possible matches are')} kept separate.`
}

export function useDecisions(around: Around, actions: ReviewActions) {
  const { scope, kind, place, page, expect, settle, revert, renew } = around
  const [did, setDid] = useState<Did | null>(null)
  const [busy, setBusy] = useState<Reach | null>(null)
  const [failed, setFailed] = useState(false)
  const inTurn = useInTurn(page.asOf)
  const shown = page.rows.map(({ id }) => id)

  /** What became of it; null when the server could not be asked. */
  const act = (reach: Reach, work: (from: Seen) => Promise<Afterwards>): Promise<Afterwards | null> =>
    inTurn(async (asOf) => {
      setBusy(reach)
      setFailed(false)
      setDid(null)
      try {
        const after = await work({ scope, asOf, q: place.q, shown })
        await settle(after)
        if (after.changed > 0) renew()
        return after
      } catch {
        revert()
        setFailed(true)
        return null
      } finally {
        setBusy(null)
      }
    })

  function say(words: string, { changed }: Afterwards, undo: (() => void) | null = null) {
    const all = [words, changedWords(changed)].filter(Boolean).join(' ')
    setDid({ words: all, undo })
    announce(all.replace(/\.$/, ''))
  }

  async function exclude(what: Selection) {
    const batch = crypto.randomUUID()
    expect(what.kind === 'ids' ? what.ids : shown, { excluded: true })
    const one = what.kind === 'ids' && what.ids.length === 1
    const after = await act(one ? 'one' : 'many', (from) => actions.exclude(from, what, batch))
    if (!after?.reached) return after?.changed ? say('Nothing was excluded.', after) : undefined
    say(`${count(after.reached)} excluded.`, after, () => include({ batch }))
  }

  async function include(which: Excluded) {
    if ('ids' in which) expect(which.ids, { excluded: false })
    const after = await act('ids' in which ? 'one' : 'many', (from) => actions.include(from, which))
    if (!after) return
    const words = `${amount(after.reached, wordsOf(kind).one)} included again`
    if (after.changed > 0) say(`${words}.`, after)
    else announce(words)
  }

  async function approve(what: Selection) {
    const after = await act('many', (from) => actions.approve(from, what))
    if (after) say(`${count(after.reached)} approved. Exclude any that should not be made.`, after)
  }

  async function chooseOnlyMine(what: Selection, onlyMine: boolean) {
    if (what.kind === 'ids') expect(what.ids, { onlyMine })
    const one = what.kind === 'ids' && what.ids.length === 1
    const after = await act(one ? 'one' : 'many', (from) => actions.chooseOnlyMine(from, what, onlyMine))
    if (after) say(ownerWords(after.reached, onlyMine), after)
    // The numbers of labels are read with the page.
    if (page.labels.length > 0) renew()
  }

  async function chooseDefault(onlyMine: boolean) {
    const after = await act('many', (from) => actions.chooseDefault(from, onlyMine))
    if (after) say(`New contacts will be ${onlyMine ? 'only yours' : 'shared with the firm'}.`, after)
  }

  /** Whether the decision was made. */
  async function decide(row: Decidable, word: Word): Promise<boolean> {
    const { id, versions } = row
    const after = await act('one', (from) => actions.decide(from, { id, versions }, word))
    if (!after) return false
    sayDecided(row, word, after)
    return after.reached > 0
  }

  function sayDecided(row: Decidable, word: Word, after: Afterwards) {
    const { id } = row
    if (after.reached === 0)
      return say(after.changed > 0 ? `${row.name} was not changed.` : decidedAlready(row.name), after)
    if (word.samePerson === undefined && after.changed === 0) return announce(`${row.name}: answer kept`)
    if (word.samePerson === undefined) return say(`${row.name}: answer kept.`, after)
    const settled = after.rows.filter(({ answeredBy }) => answeredBy === id).length
    say(answerWords(row.name, word.samePerson, settled), after, () =>
      decide(row, { samePerson: row.answeredBy ? null : row.answer }),
    )
  }

  async function decideAll(answer: Together) {
    const filter = { view: place.view, q: place.q }
    const after = await act('many', (from) => actions.decideAll(from, answer, filter))
    if (!after) return
    const words = `${amount(after.reached, 'wins' in answer ? 'conflict' : 'deletion')} answered`
    if (after.changed > 0) say(`${words}.`, after)
    else announce(words)
  }

  /** The way back is not here but on the page, where it stays after a reload. */
  async function answerAll(answer: SameAnswer) {
    const filter = { view: 'decide', q: place.q } as const
    const after = await act('many', (from) => actions.answerAll(from, answer, crypto.randomUUID(), filter))
    if (after) say(together(after.reached, answer), after)
  }

  async function undoAnswers(batch: string) {
    const after = await act('many', (from) => actions.undoAnswers(from, batch))
    if (after) say(`${amount(after.reached, 'answer')} taken back.`, after)
  }

  const many = { exclude, include, approve, chooseOnlyMine, chooseDefault, decideAll, answerAll, undoAnswers }
  return { ...many, decide, did, busy, failed }
}

/** "12 will be only yours. Colleagues will not see them." */
function ownerWords(n: number, onlyMine: boolean): string {
  if (n === 0) return 'Nothing was changed.'
  const them = n === 1 ? 'it' : 'them'
  return onlyMine
    ? `${count(n)} will be only yours. Colleagues will not see ${them}.`
    : `${count(n)} will be shared. Everyone in the firm will see ${them}.`
}

/** "34 linked.", "40 kept apart." */
const together = (n: number, answer: SameAnswer): string =>
  n === 0 ? 'No question was answered.' : `${count(n)} ${answer === 'link' ? 'linked' : 'kept separate'}.`

const decidedAlready = (name: string) =>
  `${name} was not changed: it is already decided. Open it to see the decision.`

/**
 * One decision after the other, each with the moment that the person saw when they pressed. Where only their own decision came in
 * between, the moment after it will do: nothing else has changed.
 */
function useInTurn(asOf: string) {
  const latest = useRef(asOf)
  latest.current = asOf
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const after = useRef(new Map<string, string>())
  return (work: (asOf: string) => Promise<Afterwards | null>): Promise<Afterwards | null> => {
    let moment = latest.current
    const done = last.current.then(async () => {
      for (let next = after.current.get(moment); next; next = after.current.get(moment)) moment = next
      const what = await work(moment)
      if (what && what.changed === 0 && what.asOf !== moment) after.current.set(moment, what.asOf)
      return what
    })
    last.current = done
    return done
  }
}
