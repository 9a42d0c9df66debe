// What saving settings would do at once, as sentences. Pure.
import type { SettingsEffect } from '@/lib/store/sync/syncs'
import { amount } from '../../figures'

/** `label`: of the provider whose account it is. */
export function effectWords(effect: SettingsEffect, label: string): readonly string[] {
  const { leaving, joining, arriving, questions, unread, answers } = effect
  const lines: readonly (readonly [number, string])[] = [
    [
      leaving,
      leaving === 1
        ? '1 contact stops syncing. It stays in both places.'
        : `${amount(leaving, 'contact')} stop syncing. They stay in both places.`,
    ],
    [
      unread,
      `${label} did not say who has these labels. Of ${amount(unread, 'contact')}, those without one of them stop syncing too.`,
    ],
    [
      questions,
      questions === 1
        ? '1 question about a contact that is left out no longer needs your decision, until you choose the contact again.'
        : `${amount(questions, 'question')} about contacts that are left out no longer need your decision, until you choose the contacts again.`,
    ],
    [joining, `${amount(joining, 'more contact')} in Clio will sync.`],
    [
      arriving,
      `${amount(arriving, 'more contact')} in ${label} will sync: added to Clio, or matched with a contact there.`,
    ],
    [
      answers,
      `${amount(answers, 'waiting decision')} will be answered this way. The next check writes the answers on both sides.`,
    ],
  ]
  return lines.flatMap(([n, words]) => (n > 0 ? [words] : []))
}
