// What the choices of a sync keep out of a preview, as sentences. Pure.
import type { LeftOut } from '@/lib/store/runs/left-out'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

/** Empty if nothing is left out. `label`: of the provider whose account it is. */
export function leftOutWords(leftOut: LeftOut | null, label: string, kind: ItemKind): readonly string[] {
  if (!leftOut) return []
  return [...directionWords(leftOut, label, kind), ...choiceWords(leftOut, label, kind)]
}

/** "Only some contacts are synced", where a choice was made; else the direction. */
export const leftOutTitle = (leftOut: LeftOut | null, kind: ItemKind): string =>
  leftOut?.only ? `Only some ${wordsOf(kind).many} are synced` : 'This sync goes one way'

const CHOSEN = {
  labels: (label: string) =>
    `contacts in ${label} with the labels that you chose, and contacts that only Clio has`,
  hand: () => 'contacts in Clio that you chose by hand',
  clients: () => 'clients of matters that you are responsible for',
  tags: () => 'contacts in Clio with the tags that you chose',
}

const labelWords = ({ alsoByLabel }: LeftOut, label: string) =>
  alsoByLabel
    ? `, and of them only those that have one of the chosen labels in ${label} or are not there yet`
    : ''

function choiceWords(leftOut: LeftOut, label: string, kind: ItemKind): readonly string[] {
  const { direction, only, alsoByLabel, unchosen, stay } = leftOut
  if (!only) return []
  const { one, many } = wordsOf(kind)
  return [
    `This sync takes only ${CHOSEN[only](label)}${labelWords(leftOut, label)}. All others stay on both sides as they are, and nothing is deleted.`,
    ...(unchosen > 0 ? [`${amount(unchosen, `${one} in Clio is`, `${many} in Clio are`)} left out.`] : []),
    ...(direction !== 'toRemote' && stay.remote > 0
      ? [
          `${amount(stay.remote, `${one} that only ${label} has is`, `${many} that only ${label} has are`)} not added to Clio.`,
        ]
      : []),
    ...((only === 'labels' || alsoByLabel) && stay.local > 0 && direction !== 'toLocal'
      ? [
          `${amount(stay.local, `${one} in Clio is`, `${many} in Clio are`)} not added to ${label}, which may have the same contact without the label.`,
        ]
      : []),
  ]
}

function directionWords({ direction, stay }: LeftOut, label: string, kind: ItemKind): readonly string[] {
  if (direction === 'both') return []
  const [from, to] = direction === 'toLocal' ? [label, 'Clio'] : ['Clio', label]
  const n = direction === 'toLocal' ? stay.local : stay.remote
  const { one, many } = wordsOf(kind)
  return [
    `This sync goes from ${from} to ${to} only, so nothing is written to ${from}. Edits made in ${to} stay there.`,
    ...(n > 0
      ? [`${amount(n, `${one} that only ${to} has stays`, `${many} that only ${to} has stay`)} in ${to}.`]
      : []),
  ]
}
