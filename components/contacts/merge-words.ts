// Merges in an account that a person asked for, and that are not done yet. Pure.
import { type AccountMergeView, isMergeDue } from '@/lib/store/duplicates/account-merges'
import { amount, list } from '../sync/figures'

interface WaitingMerges {
  readonly merges: number
  /** Of merges that were done. */
  readonly undos: number
}

export function waitingAmong(all: readonly Pick<AccountMergeView, 'state'>[]): WaitingMerges {
  const waiting = all.filter(isMergeDue)
  const undos = waiting.filter(({ state }) => state === 'undoing').length
  return { merges: waiting.length - undos, undos }
}

/** "2 merges and 1 undo wait in Elsewhere." `label`: of the provider whose account it is. */
export function mergesWait({ merges, undos }: WaitingMerges, label: string): string {
  const parts = [merges > 0 && amount(merges, 'merge'), undos > 0 && amount(undos, 'undo', 'undos')]
  const wait = merges + undos === 1 ? 'waits' : 'wait'
  return `${list(parts.filter((part) => part !== false))} ${wait} to be done in ${label}.`
}

/** "Merge in Elsewhere", "Undo in Elsewhere", or both. */
export const doMerges = ({ merges, undos }: WaitingMerges, label: string): string =>
  `${undos === 0 ? 'Merge' : merges === 0 ? 'Undo' : 'Merge and undo'} in ${label}`
