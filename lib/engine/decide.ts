// Applies a person's decision to a change. Single answers, answers for many changes and the preview of an answer all call `decide`. Also
// here: questions that pages and workers ask about a single change. Pure.

import { answerAbout } from '@/lib/engine/deletion'
import type { Domain } from '@/lib/engine/domain'
import { isHeld } from '@/lib/engine/held-addition'
import type { Change, Choice, Conflict, DeletionAnswer, DeletionChoice, Write } from '@/lib/engine/model'
import { answersFor, type PairContext, type PairNow, planPair } from '@/lib/engine/plan-pair'

/** A person's decisions on one change, as stored. `approved`: carry it out although it differs from what the preview showed,
 * or add the item although the person may have it. */
export interface ChangeAnswers {
  readonly samePerson?: 'link' | 'separate'
  /** No person answered 'separate' here: the question with this id was answered 'link', and one contact cannot be two. */
  readonly answeredBy?: string
  /** It was answered together with others; the answers of a batch can be taken back together. */
  readonly batch?: string
  /** The earlier answer, restored if that link is undone. */
  readonly was?: 'link'
  readonly conflicts?: Readonly<Record<string, Choice>>
  /** What to do with the remaining item of a pair of which one was deleted. */
  readonly deletion?: DeletionAnswer
  readonly approved?: boolean
}

/** A new decision on a change. Omitted parts keep their earlier answer. */
export interface Decision {
  /** Null withdraws the answer. */
  readonly samePerson?: 'link' | 'separate' | null
  /** Of an answer to many questions: its batch. */
  readonly batch?: string
  /** With 'separate': the id of the question that was answered 'link', which rules out this match. */
  readonly answeredBy?: string
  /** By Conflict.id. Answers to other conflicts of the change stay. */
  readonly conflicts?: Readonly<Record<string, Choice>>
  /** This side wins every conflict without an answer. */
  readonly wins?: 'local' | 'remote'
  /** Null withdraws the answer. Said of the remaining item as it is now. */
  readonly deletion?: DeletionChoice | null
  readonly approved?: boolean
}

/** A change that may be decided on, with the earlier decisions. */
export interface OpenChange<V> {
  readonly change: Change<V>
  readonly answers: ChangeAnswers
  /** Its outcome differs from what was shown and is not approved. */
  readonly outdated: boolean
}

export interface DecidedChange<V> extends OpenChange<V> {
  /** A question or a conflict of it has no answer. */
  readonly undecided: boolean
  /** The plan of the pair with these answers; null if nothing is left to do. */
  readonly planned: Change<V> | null
}

/**
 * The change after the decision, planned on the current values of both sides. `pair` is null if neither side is known any more. The kind,
 * the reasons and the answered conflicts stay, so that the person can change an answer.
 */
export function decide<V>(
  open: OpenChange<V>,
  decision: Decision,
  pair: PairNow<V> | null,
  context: PairContext<V>,
): DecidedChange<V> {
  const answers = answersWith(open, decision, pair)
  const plan = (given: ChangeAnswers) => pair && planPair(pair, answersFor(open.change, given, pair), context)
  const planned = plan(answers)
  if (isAboutDeletion(open)) return answeredDeletion(open, answers, planned, context)
  if (isHeld(open.change)) return answeredAddition(open, answers, planned)
  if (open.change.kind !== 'question') return answeredConflicts(open, answers, planned, context)
  // Planned without answers, so that answered conflicts stay on the page.
  const { conflicts: _, ...unanswered } = answers
  return answeredQuestion(open, answers, planned, plan(unanswered)?.conflicts ?? [])
}

/** The answers without the answer to "Same person?". */
function withoutAnswer({ samePerson, answeredBy, was, batch, ...rest }: ChangeAnswers): ChangeAnswers {
  return rest
}

/** It asks whether a deletion goes on, or a person has answered that. */
const isAboutDeletion = <V>({ change, answers }: OpenChange<V>): boolean =>
  change.kind === 'deletion' || answers.deletion !== undefined

const withoutDeletion = ({ deletion, ...rest }: ChangeAnswers): ChangeAnswers => rest

function answersWith<V>(
  open: OpenChange<V>,
  { samePerson, answeredBy, batch, conflicts, wins, deletion, approved }: Decision,
  pair: PairNow<V> | null,
): ChangeAnswers {
  const { change, answers } = open
  const won = wins && Object.fromEntries(change.conflicts.map(({ id }) => [id, wins]))
  const before = deletion !== undefined && isAboutDeletion(open) ? withoutDeletion(answers) : answers
  const survivor = pair?.local?.deleted ? pair.remote : pair?.local
  return {
    ...(samePerson === undefined ? before : withoutAnswer(before)),
    ...(deletion && survivor && isAboutDeletion(open) ? { deletion: answerAbout(survivor, deletion) } : {}),
    ...(samePerson ? { samePerson } : {}),
    ...(samePerson && batch !== undefined ? { batch } : {}),
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(answeredBy !== undefined && before.samePerson === 'link' ? { was: 'link' as const } : {}),
    ...(won || conflicts ? { conflicts: { ...won, ...before.conflicts, ...conflicts } } : {}),
    ...(approved ? { approved } : {}),
  }
}

/** "Link" has the outcome of merging the pair. "Keep separate" writes nothing here: separate changes add each contact. */
function answeredQuestion<V>(
  { change, outdated }: OpenChange<V>,
  answers: ChangeAnswers,
  planned: Change<V> | null,
  conflicts: readonly Conflict<V>[],
): DecidedChange<V> {
  const isOpen = answers.samePerson === undefined
  if (answers.samePerson !== 'link' || planned === null) {
    const nothing = { ...change, local: null, remote: null, base: null, conflicts: [] }
    return { change: nothing, answers, outdated, undecided: isOpen, planned }
  }
  const { local, remote, base } = planned
  const linked = { ...change, local, remote, base, conflicts }
  return { change: linked, answers, outdated, undecided: undecided(planned), planned }
}

function answeredConflicts<V>(
  open: OpenChange<V>,
  answers: ChangeAnswers,
  planned: Change<V> | null,
  context: PairContext<V>,
): DecidedChange<V> {
  const { change } = open
  const done =
    planned === null
      ? { ...change, local: null, remote: null }
      : {
          ...change,
          ...{
            local: planned.local,
            remote: planned.remote,
            base: planned.base,
            tombstone: planned.tombstone,
          },
        }
  const isOpen = planned !== null && undecided(planned)
  return { change: done, ...approval(open, answers, planned, context), undecided: isOpen, planned }
}

/** The reasons stay, so that the page still shows what was asked. */
function answeredAddition<V>(
  { change }: OpenChange<V>,
  answers: ChangeAnswers,
  planned: Change<V> | null,
): DecidedChange<V> {
  const added = planned && { ...planned, reasons: change.reasons }
  const isOpen = added !== null && undecidedWith(added, answers)
  return { change: added ?? change, answers, outdated: false, undecided: isOpen, planned }
}

/** The change is what the answer does, and asks again without one. The reasons stay. An answer is a look at the change, too. */
function answeredDeletion<V>(
  open: OpenChange<V>,
  answers: ChangeAnswers,
  planned: Change<V> | null,
  context: PairContext<V>,
): DecidedChange<V> {
  const { change, outdated } = open
  if (planned === null) {
    const over = { ...change, local: null, remote: null }
    return { change: over, ...approval(open, answers, planned, context), undecided: false, planned }
  }
  const isOpen = undecided(planned)
  const asked = { ...planned, reasons: change.reasons }
  return { change: asked, answers, outdated: outdated && isOpen, undecided: isOpen, planned }
}

/** An approval is valid only for the outcome that the page showed. If the outcome differs now, the new one waits for its own approval. */
function approval<V>(
  { change, outdated }: OpenChange<V>,
  answers: ChangeAnswers,
  planned: Change<V> | null,
  { domain }: PairContext<V>,
): Pick<OpenChange<V>, 'answers' | 'outdated'> {
  const { approved, ...rest } = answers
  if (!outdated || !approved) return { answers, outdated }
  if (planned === null || sameOutcome(domain, planned, change)) return { answers, outdated: false }
  return { answers: rest, outdated: true }
}

/** Whether a change has any decision; only then it stores who decided. */
export const isDecided = (answers: object): boolean => Object.keys(answers).length > 0

/** Whether the change, or part of it, waits for a person. */
export function undecided<V>(change: Change<V>): boolean {
  return (
    change.kind === 'question' || change.kind === 'deletion' || change.conflicts.length > 0 || isHeld(change)
  )
}

/** The same of a change with answers: a held addition is planned the same once it is approved. */
export const undecidedWith = <V>(change: Change<V>, { approved = false }: ChangeAnswers): boolean =>
  undecided(change) && !(approved && isHeld(change))

/** The list of the preview that a change belongs to. */
export type ChangeGroup = 'decide' | 'addLocal' | 'addRemote' | 'update' | 'delete' | 'link' | 'other'

export function groupOf<V>(change: Change<V>): ChangeGroup {
  if (undecided(change)) return 'decide'
  switch (change.kind) {
    case 'createLocal':
      return 'addLocal'
    case 'createRemote':
      return 'addRemote'
    case 'update':
      return 'update'
    case 'deleteLocal':
    case 'deleteRemote':
      return 'delete'
    case 'link':
      return 'link'
    case 'question':
    case 'deletion':
      return 'decide'
    case 'tombstone':
    case 'forget':
      return 'other'
  }
}

/**
 * Whether two plans have the same outcome: the same kind of change writes the same values over the same values. Their reasons may differ.
 */
export function sameOutcome<V>({ equal }: Pick<Domain<V>, 'equal'>, a: Change<V>, b: Change<V>): boolean {
  const sameEnd = (one: V | null, other: V | null) =>
    one === null || other === null ? one === other : equal(one, other)
  const sameWrite = (one: Write<V> | null, other: Write<V> | null) =>
    one === null || other === null
      ? one === other
      : sameEnd(one.from, other.from) && sameEnd(one.to, other.to)
  return (
    a.kind === b.kind &&
    a.tombstone === b.tombstone &&
    sameWrite(a.local, b.local) &&
    sameWrite(a.remote, b.remote)
  )
}
