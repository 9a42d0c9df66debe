// What the deletion of an event does in the accounts that have it. Pure.
import type { AccountWithItems } from '@/lib/store/undo/colleagues'

/** A line for each account that deletes it, too. `labelOf`: of its provider. */
export const alsoDeleted = (
  accounts: readonly AccountWithItems[],
  labelOf: (of: AccountWithItems) => string,
): readonly string[] =>
  accounts
    .filter(({ deletes }) => deletes)
    .map((one) => {
      const whose = one.isOwn ? 'your' : `${one.name}’s`
      return `It will also be deleted from ${whose} ${labelOf(one)} calendar (${one.email}).`
    })
