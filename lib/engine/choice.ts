// Which items a sync takes. Pure; what it means for rows is in lib/store/choice/choices.ts.
import { mayWrite } from '@/lib/engine/direction'
import type { Side, SyncSettings } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

/**
 * `clients`: clients of the matters that the sync's person is responsible for. `tags`: our items with one of the tags, by id. `hand`: our
 * items that the person chose one by one. `labels`: the account's items with one of its labels, by the provider's id, and all of ours.
 * A choice among our items may also have such labels: a linked item is then taken only if both sides take it.
 */
export type Choice =
  | ((
      | { readonly kind: 'clients' }
      | { readonly kind: 'hand' }
      | { readonly kind: 'tags'; readonly ids: readonly string[] }
    ) & { readonly labels?: readonly string[] })
  | { readonly kind: 'labels'; readonly ids: readonly string[] }

/** The choices by what the sync's person may choose. */
export const CHOICES = ['labels', 'hand', 'clients', 'tags'] as const satisfies readonly Choice['kind'][]

/** The account's labels that a choice takes, by the provider's id; null if it takes items of the account whatever their labels are. */
export function chosenIn(choice: Choice | null | undefined): readonly string[] | null {
  if (!choice) return null
  return choice.kind === 'labels' ? choice.ids : (choice.labels ?? null)
}

/** Whether the choice is made among the items of our side. */
export const choosesHere = (choice: Choice): boolean => choice.kind !== 'labels'

/**
 * Whether an item that only `side` has is added to the other side. A sync that takes only some of our items adds none to our side: what it
 * added would not be among those that a person chose.
 */
export const travels = (side: Side, settings: Pick<SyncSettings, 'direction' | 'only'>): boolean =>
  mayWrite(OTHER[side], settings) && !(side === 'remote' && settings.only && choosesHere(settings.only))
