// What has changed since a run was compared, as sentences. Pure.
import type { Asked } from '@/lib/store/review/asked'
import { amount } from './figures'
import type { ItemKind } from './kinds/kind-words'
import { wordsOf } from './kinds/words'

export function sinceWords(
  { editedSince, settingsChanged }: Pick<Asked, 'editedSince' | 'settingsChanged'>,
  review: 'preview' | 'guarded',
  kind: ItemKind,
): readonly string[] {
  const { one, many } = wordsOf(kind)
  const left =
    review === 'preview'
      ? `The preview does not show these changes. If the result is different, those ${many} wait for your approval. Press Compare again to see them before you start.`
      : 'The next check handles these changes, and asks you again if they are unusual.'
  return [
    editedSince > 0 &&
      `${amount(editedSince, `${one} has`, `${many} have`)} changed in Clio since this was compared. ${left}`,
    settingsChanged &&
      'The settings were changed after this comparison. Changes that the new settings would decide differently are not made. Press Compare again to see them.',
  ].filter((words) => words !== false)
}
