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

/** More names than these say no more. */
const NAMED = 6

interface Reaching {
  /** Contacts that the preview changes here. */
  readonly changed: number
  /** Contacts that it adds here. */
  readonly newHere: number
  /** Those of them that will be only the person's. */
  readonly onlyMine: number
}

/** "10 changed and 12 new contacts will also reach the accounts of Ana Pires and Ben Cole." '' where none of them reaches another account. */
export function reachesWords({ changed, newHere, onlyMine }: Reaching, names: readonly string[]): string {
  if (names.length === 0 || changed + newHere === 0) return ''
  const shared = newHere - onlyMine
  const counted = [changed > 0 && `${count(changed)} changed`, shared > 0 && `${count(shared)} new`].filter(
    (part) => part !== false,
  )
  const contacts = changed + shared === 1 ? 'contact' : 'contacts'
  const which = `${list(counted)} ${contacts}`
  const reach =
    counted.length === 0 ? '' : `${which} will also reach the ${accountsOf(names)} at the next check.`
  return [reach, onlyMineWords(onlyMine)].filter(Boolean).join(' ')
}

function onlyMineWords(onlyMine: number): string {
  if (onlyMine === 0) return ''
  return onlyMine === 1
    ? '1 new contact is only yours and goes to no other account.'
    : `${count(onlyMine)} new contacts are only yours and go to no other account.`
}

function accountsOf(names: readonly string[]): string {
  const shown =
    names.length > NAMED ? [...names.slice(0, NAMED), `${count(names.length - NAMED)} more`] : names
  return `${names.length === 1 ? 'account' : 'accounts'} of ${list(shown)}`
}

/** The colleague whose account has most of the list, as "87% of this list already comes from Ana Pires\u2019s account."; '' for less. */
export function sameListWords({ items, others }: Pick<SharedLists, 'items' | 'others'>): string {
  const [most] = [...others].sort((a, b) => b.contacts - a.contacts)
  if (!most || items === 0 || most.contacts / items < NEARLY_SAME) return ''
  const share = Math.min(100, Math.floor((most.contacts / items) * 100))
  return `${share}% of this list already comes from ${most.name}’s account.`
}
