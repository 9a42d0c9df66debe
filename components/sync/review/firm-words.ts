// What a preview says about one firm with several people. Pure.
import type { SharedLists } from '@/lib/store/sync/shared-lists'
import { amount, count, list } from '../figures'

/** From this share on, two accounts hold nearly the same list. */
const NEARLY_SAME = 0.7

/** "Your firm already has 340 of your 400 contacts in Elsewhere." `label`: of the provider whose account it is. */
export function alreadyWords({ items, here }: Pick<SharedLists, 'items' | 'here'>, label: string): string {
  if (items === 0) return ''
  if (here === 0) return `Your firm has none of your ${amount(items, 'contact')} in ${label} yet.`
  const all =
    here >= items
      ? `all of your ${amount(items, 'contact')}`
      : `${count(here)} of your ${amount(items, 'contact')}`
  return `Your firm already has ${all} in ${label}.`
}

/** "The 12 new ones will also go to the accounts of Ana Pires and Ben Cole." '' where nothing is added for everyone. */
export function newOnesWords(
  { newHere, onlyMine }: { readonly newHere: number; readonly onlyMine: number },
  names: readonly string[],
): string {
  const shared = newHere - onlyMine
  const accounts = names.length === 1 ? 'account' : 'accounts'
  const where = `the ${accounts} of ${list(names)}`
  if (newHere === 0 || names.length === 0) return ''
  if (shared === 0)
    return newHere === 1
      ? 'The new one is only yours and goes to no other account.'
      : `The ${count(newHere)} new ones are only yours and go to no other account.`
  const which = shared === 1 ? 'The new one' : `The ${count(shared)} new ones`
  const rest = onlyMine === 0 ? '' : ` ${count(onlyMine)} more ${onlyMine === 1 ? 'is' : 'are'} only yours.`
  return `${which} will also go to ${where}.${rest}`
}

/** The colleague whose account has most of the list, as "87% of this list already comes from Ana Pires\u2019s account."; '' for less. */
export function sameListWords({ items, others }: Pick<SharedLists, 'items' | 'others'>): string {
  const [most] = [...others].sort((a, b) => b.contacts - a.contacts)
  if (!most || items === 0 || most.contacts / items < NEARLY_SAME) return ''
  const share = Math.min(100, Math.floor((most.contacts / items) * 100))
  return `${share}% of this list already comes from ${most.name}’s account.`
}
