// What has changed since a run was compared, as sentences. Pure.
import type { Asked } from '@/lib/store/review/asked'
import { amount } from './figures'

export function sinceWords(
  { editedSince, settingsChanged }: Pick<Asked, 'editedSince' | 'settingsChanged'>,
  kind: 'preview' | 'guarded',
): readonly string[] {
  const left =
    kind === 'preview'
      ? 'What would become of them by now is not shown here: where it differs, it waits for your look. Press Compare again to see it before you start.'
      : 'What becomes of them is left to the next check, which asks you again if it is unusual.'
  return [
    editedSince > 0 &&
      `${amount(editedSince, 'contact has', 'contacts have')} changed in Clio since this was compared. ${left}`,
    settingsChanged &&
      'The settings were changed after this was compared. Whatever they would decide differently is not done. Press Compare again to see it.',
  ].filter((words) => words !== false)
}
