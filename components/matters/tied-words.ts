// Why a contact that matters name is not deleted or erased, and what to do about it. Pure.
import type { TiedMatter } from '@/lib/store/matters/of-contacts'
import { amount } from '../sync/figures'

/** "This contact is the client of 2 matters. Choose another client in each of them, or delete the matters. Then try again." */
export function tiedWords(matters: readonly Pick<TiedMatter, 'id' | 'role'>[]): string {
  const count = (some: typeof matters) => new Set(some.map(({ id }) => id)).size
  const asClient = count(matters.filter(({ role }) => role === null))
  const asRelated = count(matters.filter(({ role }) => role !== null))
  const parts = [
    asClient > 0 &&
      `This contact is the client of ${amount(asClient, 'matter')}. Choose another client ${asClient === 1 ? 'there' : 'in each of them'}, or delete the ${asClient === 1 ? 'matter' : 'matters'}.`,
    asRelated > 0 &&
      `${asClient > 0 ? 'It is also' : 'This contact is'} a related contact of ${amount(asRelated, 'matter')}. Remove it from ${asRelated === 1 ? 'that matter' : 'each of them'}.`,
    'Then try again.',
  ]
  return parts.filter((part) => part !== false).join(' ')
}
