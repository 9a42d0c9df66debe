// What an undo does, and what it leaves, in words. Pure.

import { amount, list } from '@/components/sync/figures'
import { sideName } from '@/components/sync/words'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import type { Side } from '@/lib/engine/model'
import type { Kept } from '@/lib/engine/undo/plan-undo'
import type { ShownLabelChange } from '@/lib/store/labels/label-changes'
import type { UndoneLabels } from '@/lib/store/undo/undo'

/** A reason for which a change, or part of it, is not undone. */
type Why = Kept<unknown>['why'] | 'erased' | 'replaced'

/** Of the reasons that count contacts. The others need no words: nothing is left to undo. */
const KEPT: Readonly<Partial<Record<Why, (contacts: string, label: string) => string>>> = {
  edited: (contacts) => `${contacts}: values that were edited since stay as they are`,
  replaced: (contacts) => `${contacts}: not restored, because another contact is here in its place`,
  needed: (contacts) => `${contacts}: kept, because a matter needs them`,
  direction: (contacts, label) =>
    `${contacts}: not undone where the direction of the sync with ${label} does not write`,
  unlinked: (contacts) => `${contacts}: not undone, because the two sides are not linked any more`,
  erased: (contacts) => `${contacts}: not undone, because the earlier values are erased`,
}

export const keptWords = (kept: Readonly<Partial<Record<Why, number>>>, label: string): readonly string[] =>
  (Object.entries(kept) as [Why, number][]).flatMap(
    ([why, count]) => KEPT[why]?.(amount(count, 'contact'), label) ?? [],
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

/** Why a part of one contact is not undone. */
export function whyKept(kept: KeptPart, label: string): string {
  const where = sideName(kept.side, label)
  switch (kept.why) {
    case 'edited': {
      const fields = (kept.fields ?? []).map((field) => FIELDS[field as keyof typeof FIELDS].label)
      return `Edited in ${where} since, so it stays: ${list(fields)}`
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
      return 'Kept, because a matter needs it'
    case 'direction':
      return `Stays in ${where}: the direction of the sync does not write there`
    case 'unlinked':
      return `Stays in ${where}: the two sides are not linked any more`
  }
}

export const deletedWords = (side: Side, label: string): string =>
  side === 'local' ? 'Goes to Deleted in Clio' : `Deleted in ${label}`

export const addedWords = (side: Side, label: string): string => `Added to ${sideName(side, label)} again`
