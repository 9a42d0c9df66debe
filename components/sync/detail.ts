// An open row of the preview: field by field what both sides say, what they will say, and what is asked. Pure.

import type { Choice, DeletionChoice } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'
import { separatePage } from '@/lib/http/contact-paths'
import type { OwnContact, QuestionOwners } from '@/lib/store/review/change-sides'
import type { Versions } from '@/lib/store/review/changes'
import { type FieldDiff, fieldDiffs } from './field-diff'
import type { Terms } from './kinds'
import type { AnyConflict, Sides } from './kinds/view'
import { ownerWords } from './owner-words'
import { type AnyBody, type AnyWrite, isAboutDeletion, type StoredChange } from './row'
import { againstFirst, because, howSure, sideName } from './words'

export interface Ask {
  readonly conflictId: string
  readonly field: string
  readonly label: string
  readonly options: readonly { readonly choice: Choice; readonly label: string; readonly text: string }[]
  readonly answer: Choice | null
  /** What an answer does not do; '' for nothing worth saying. */
  readonly note: string
}

export interface DeletionAsk {
  /** For those who hear the page. */
  readonly legend: string
  readonly options: readonly {
    readonly choice: DeletionChoice
    readonly label: string
    readonly text: string
  }[]
  readonly answer: DeletionChoice | null
}

export interface Other {
  /** Of its question. */
  readonly id: string
  readonly name: string
  /** "In Clio: zoe@example.com, Acme" */
  readonly text: string
  readonly answer: 'link' | 'separate' | null
  /** The question whose *Link* answered it. */
  readonly answeredBy: string | null
  readonly versions: Versions
}

export interface Detail {
  readonly id: string
  /** The two items as they are shown here. */
  readonly versions: Versions
  readonly reasons: readonly string[]
  /** The reasons are why the two were taken for the same. */
  readonly isMatched: boolean
  readonly fields: readonly FieldDiff[]
  readonly conflicts: readonly Ask[]
  /** Where it was deleted on one side: both answers, and the one given so far. */
  readonly deletion: DeletionAsk | null
  /** Of an addition that the person may have as a contact of their own: that contact. */
  readonly mine?: OwnContact | null
  /** Of two linked contacts: the page that takes them apart. */
  readonly separate?: string | null
  /** Of a question: how likely, and the answer so far. */
  readonly question: {
    readonly sure: string
    readonly answer: 'link' | 'separate' | null
    /** Fields in which both stand until the person chooses, once linked. */
    readonly choices: number
    /** Other possible matches of either item, each a question of its own. */
    readonly others: readonly Other[]
    /** Who sees it now, and after either answer; '' where there is nobody else. */
    readonly owners?: string
  } | null
  /** Last edits, ISO: a hint for the person who chooses. */
  readonly edited: { readonly local: string | null; readonly remote: string | null }
  readonly problem: string | null
}

/** One side now. */
interface AnyItem {
  readonly value: unknown
  readonly changedAt: Date | null
}

export interface Now {
  readonly row: StoredChange
  readonly local: AnyItem | null
  readonly remote: AnyItem | null
  readonly versions: Versions
  readonly linked: Pick<AnyBody, 'local' | 'remote' | 'conflicts'> | null
  readonly others: readonly {
    readonly id: string
    readonly side: 'local' | 'remote'
    readonly value: unknown
    readonly answer: 'link' | 'separate' | null
    readonly answeredBy: string | null
    readonly versions: Versions
  }[]
  readonly owners?: QuestionOwners | null
  readonly mine?: OwnContact | null
  readonly linkId?: string | null
}

/** The values in `now` are of the kind whose view `terms` has. */
export function detailOf(now: Now, terms: Terms): Detail {
  const { row, local, remote, versions, linked, linkId } = now
  const { body, answers, kind } = row
  const question = kind === 'question'
  const before = {
    local: body.local ? body.local.from : (local?.value ?? null),
    remote: body.remote ? body.remote.from : (remote?.value ?? null),
  }
  // An unanswered question shows what linking would give; that is what the person decides on.
  const writes = question && linked ? linked : body
  const conflicts = question && linked ? linked.conflicts : body.conflicts
  return {
    id: row.id,
    versions,
    reasons: againstFirst(body.reasons).map((reason) => because(reason, terms)),
    isMatched: body.reasons.some(({ kind }) => MATCHED.has(kind)),
    fields: fieldDiffs(before, after(before, writes), terms),
    conflicts:
      question && answers.samePerson !== 'link'
        ? []
        : conflicts.map((conflict) => ask(conflict, before, answers, terms)),
    deletion: isAboutDeletion(row) ? deletionOf(row, terms) : null,
    question: question ? questionOf(now, conflicts.length, terms) : null,
    mine: now.mine ?? null,
    separate: linkId && row.localId ? separatePage(row.localId, linkId) : null,
    edited: { local: iso(local), remote: iso(remote) },
    problem: row.error?.message ?? null,
  }
}

function deletionOf({ body, answers }: StoredChange, { view, label }: Terms): DeletionAsk {
  const { here, there, about } = view.words.deletion
  const [side = 'remote'] = body.reasons.flatMap((one) => (one.kind === 'deleted' ? [one.side] : []))
  const [why] = body.reasons.flatMap((one) => (one.kind === 'asks' ? [about[one.about]] : []))
  const left = OTHER[side]
  const sentences = (...parts: readonly string[]) => parts.filter(Boolean).join(' ')
  const [where, again] = [sideName(left, label), sideName(side, label)]
  const keep = `It stays in ${where} and is added to ${again} again.`
  return {
    legend: `It was deleted in ${again}. What should happen to it in ${where}?`,
    answer: answers.deletion?.choice ?? null,
    options: [
      {
        choice: 'keep',
        label: 'Keep',
        text: sentences(keep, side === 'remote' ? (why?.keep ?? '') : ''),
      },
      {
        choice: 'delete',
        label: 'Delete',
        text: sentences(`It is deleted in ${where}, too.`, left === 'local' ? here : there(label)),
      },
    ],
  }
}

function questionOf(
  { row, others, owners = null }: Now,
  choices: number,
  { view, zone, label }: Terms,
): Detail['question'] {
  return {
    sure: howSure(row.body, view.words),
    answer: row.answers.samePerson ?? null,
    choices,
    owners: owners ? ownerWords(owners, label) : '',
    others: others.map(({ id, value, side, answer, answeredBy, versions }) => ({
      ...{ id, answer, answeredBy, versions },
      name: view.title(value),
      text: [`In ${sideName(side, label)}`, view.secondary(value, zone)].filter(Boolean).join(': '),
    })),
  }
}

const MATCHED: ReadonlySet<string> = new Set([
  ...(['sameNameAndEmail', 'agrees', 'resembles', 'differs', 'ourKey', 'linkedByPerson'] as const),
])

const iso = (entry: AnyItem | null) => entry?.changedAt?.toISOString() ?? null

const after = (
  before: Sides<unknown>,
  writes: { readonly local: AnyWrite | null; readonly remote: AnyWrite | null },
): Sides<unknown> => ({
  local: writes.local ? writes.local.to : before.local,
  remote: writes.remote ? writes.remote.to : before.remote,
})

function ask(
  conflict: AnyConflict,
  sides: Sides<unknown>,
  { conflicts = {} }: StoredChange['answers'],
  { view, zone, label }: Terms,
): Ask {
  const { local, remote } = view.conflictTexts(conflict, sides, zone)
  const both = conflict.mayKeepBoth
    ? [{ choice: 'both' as const, label: 'Keep both', text: `${local} and ${remote}` }]
    : []
  return {
    conflictId: conflict.id,
    field: conflict.field,
    label: view.fields.find(({ name }) => name === conflict.field)?.label ?? conflict.field,
    options: [
      { choice: 'local', label: 'Keep Clio’s', text: local },
      { choice: 'remote', label: `Keep ${label}’s`, text: remote },
      ...both,
    ],
    answer: (conflicts[conflict.id] as Choice | undefined) ?? null,
    note: view.conflictNote(conflict.field, label),
  }
}
