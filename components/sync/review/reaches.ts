// Where items go that a preview adds to or changes in Clio: into the accounts of everybody else of the firm who syncs. Pure.
import { amount, count, list } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

/** More names than these say no more. */
const NAMED = 6

/** '' where nothing is written to Clio, or nobody else syncs. `label`: of the providers whose accounts they are. */
export function reachesWords(
  toLocal: number,
  names: readonly string[],
  label: string,
  kind: ItemKind,
): string {
  if (toLocal === 0 || names.length === 0) return ''
  const shown =
    names.length > NAMED ? [...names.slice(0, NAMED), `${count(names.length - NAMED)} more`] : names
  const accounts = names.length === 1 ? 'account' : 'accounts'
  return `${amount(toLocal, wordsOf(kind).one)} that this adds to or changes in Clio will also reach the ${label} ${accounts} of ${list(shown)} at the next check.`
}
