// What an undo does, and what it leaves, in words. Pure.

import { amount, count, list } from '@/components/sync/figures'
import { viewOf } from '@/components/sync/kinds'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { wordsOf } from '@/components/sync/kinds/words'
import { sideName } from '@/components/sync/words'
import type { Side } from '@/lib/engine/model'
import type { Kept } from '@/lib/engine/undo/plan-undo'
import type { ShownLabelChange } from '@/lib/store/labels/label-changes'
import type { AffectedColleague } from '@/lib/store/undo/colleagues'
import type { NotNow, UndoneLabels } from '@/lib/store/undo/undo'

/** A reason for which a change, or part of it, is not undone. */
type Why = Kept<unknown>['why'] | 'erased' | 'replaced'

/** Of the reasons that count items. The others need no words: nothing is left to undo. */
const KEPT: Readonly<Partial<Record<Why, (items: string, label: string) => string>>> = {
  edited: (items) => `${items}: values that were edited since stay as they are`,
  replaced: (items) => `${items}: not restored, because another contact is here in its place`,
  asked: (items) => `${items}: not added again until it is decided whether another one is the same`,
  mine: (items, label) =>
    `${items}: not added to ${label} again, because a contact that only you see may be the same person`,
  needed: (items) => `${items}: kept because of a matter`,
  direction: (items, label) =>
    `${items}: not undone where the direction of the sync with ${label} does not write`,
  unlinked: (items) => `${items}: not undone, because the two sides are not linked any more`,
  occurrences: (items) => `${items}: kept, because dates of the series were changed or canceled since`,
  slots: (items) => `${items}: time and recurrence stay, because some dates of the series differ from it`,
  erased: (items) => `${items}: not undone, because the earlier values are erased`,
}

export const keptWords = (
  kept: Readonly<Partial<Record<Why, number>>>,
  label: string,
  kind: ItemKind = 'contacts',
): readonly string[] =>
  (Object.entries(kept) as [Why, number][]).flatMap(
    ([why, count]) => KEPT[why]?.(amount(count, wordsOf(kind).one), label) ?? [],
  )

/** Of the tags and labels that a run gave to contacts or took from them. */
export const labelLines = ({ undone, kept }: UndoneLabels): readonly string[] => [
  ...(undone > 0
    ? [`${amount(undone, 'tag or label', 'tags and labels')} of contacts: change back where this run wrote`]
    : []),
  ...(kept > 0
    ? [`${amount(kept, 'tag or label', 'tags and labels')} of contacts: changed since, so they stay`]
    : []),
]

/** What becomes of items in a colleague's account that an undo deletes here. `label`: of the colleague's provider. */
export function colleagueLines(
  { name, synced, asked, onLocalDelete }: AffectedColleague,
  label: string,
  kind: ItemKind = 'contacts',
): readonly string[] {
  const { many } = wordsOf(kind)
  const single = synced === 1
  const is = single ? 'is' : 'are'
  const then =
    onLocalDelete === 'keep'
      ? `${single ? 'it stays' : 'they stay'} there and ${is} no longer synced`
      : `${name}’s sync also deletes ${single ? 'it' : 'them'} there`
  return [
    ...(synced > 0
      ? [`${count(synced)} of these ${many} ${is} also synced with ${name}’s ${label} account: ${then}`]
      : []),
    ...(asked > 0
      ? [
          `${name} has not answered ${amount(asked, 'question')} about these. Undo closes ${asked === 1 ? 'it' : 'them'}`,
        ]
      : []),
  ]
}

/** Why nothing can be undone now. `person`: whose sync it is; null if it is the reader's own. */
export function notNowWords(notNow: NotNow, label: string, person: string | null): string {
  switch (notNow) {
    case 'stopped': {
      const again = person
        ? `This run can be undone after ${person} sets it up again.`
        : 'Set it up again to undo.'
      return `This sync is stopped, so nothing is changed on either side. ${again}`
    }
    case 'lost':
      return `Concord has lost access to ${label}. ${person ? `This run can be undone after ${person} connects again.` : 'Connect again to undo.'}`
    case 'busy':
      return `A sync is running or needs ${person ? `${person}’s` : 'your'} answer. You can undo after it finishes.`
    case 'paused':
      return 'The sync is paused. Resume it first.'
  }
}

/** Of items that an administrator undoes without seeing them. */
export function unseenWords(unseen: number, kind: ItemKind): string {
  const { one, many } = wordsOf(kind)
  const are = `${amount(unseen, `${one} is`, `${many} are`)} not visible to you`
  return `${are}: ${unseen === 1 ? 'it is' : 'they are'} undone too, and not listed here`
}

/** One of them. */
export const labelWords = (change: ShownLabelChange, label: string): string =>
  change.side === 'local'
    ? `Tag “${change.name}” ${change.added ? 'added' : 'removed'} in Clio`
    : `Label “${change.name}” ${change.added ? 'added' : 'removed'} in ${label}`

export interface KeptPart {
  readonly why: Exclude<Why, 'erased'>
  readonly side: Side
  /** Those that were edited. */
  readonly fields?: readonly string[]
}

/** Why a part of one item is not undone. */
export function whyKept(kept: KeptPart, label: string, kind: ItemKind = 'contacts'): string {
  const where = sideName(kept.side, label)
  switch (kept.why) {
    case 'edited': {
      const known = viewOf(kind).fields
      const fields = (kept.fields ?? []).map(
        (field) => known.find(({ name }) => name === field)?.label ?? field,
      )
      return `Changed in ${where} since, so it stays: ${list(fields)}`
    }
    case 'gone':
      return `Not in ${where} any more`
    case 'back':
      return `In ${where} again already`
    case 'unasked':
      return `Stays in ${where}`
    case 'replaced':
      return 'Stays deleted: another contact is here in its place'
    case 'needed':
      return 'Kept because of a matter'
    case 'asked':
      return `Not added to ${where} again until it is decided whether another one there is the same`
    case 'mine':
      return `Not added to ${where} again: a contact that only you see may be the same person`
    case 'direction':
      return `Stays in ${where}: the direction of the sync does not write there`
    case 'unlinked':
      return `Stays in ${where}: the two sides are not linked any more`
    case 'occurrences':
      return `Stays in ${where}: dates of the series were changed or canceled there since`
    case 'slots':
      return `Its time and recurrence in ${where} stay: some dates of the series differ from it and would lose their places`
  }
}

export const deletedWords = (side: Side, label: string): string =>
  side === 'local' ? 'Goes to Deleted in Clio' : `Deleted in ${label} if you check the box above`

export const addedWords = (side: Side, label: string): string => `Added to ${sideName(side, label)} again`
