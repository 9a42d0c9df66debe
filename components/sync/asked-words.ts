// What has changed since a run was compared, as sentences. Pure.
import type { Asked } from '@/lib/store/review/asked'
import { amount } from './figures'

export function sinceWords(
  { editedSince, settingsChanged }: Pick<Asked, 'editedSince' | 'settingsChanged'>,
  kind: 'preview' | 'guarded',
): readonly string[] {
  const left =
    kind === 'preview'
      ? 'The preview does not show these changes. If the result is different, those contacts wait for your approval. Press Compare again to see them before you start.'
      : 'The next check handles these changes, and asks you again if they are unusual.'
  return [
    editedSince > 0 &&
      `${amount(editedSince, 'contact has', 'contacts have')} changed in Clio since this was compared. ${left}`,
    settingsChanged &&
      'The settings were changed after this comparison. Changes that the new settings would decide differently are not made. Press Compare again to see them.',
  ].filter((words) => words !== false)
}
