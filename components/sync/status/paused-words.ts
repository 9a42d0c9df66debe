// What waits while a sync is paused. Pure.
import type { WaitingEdits } from '@/lib/store/steering/paused'
import { amount } from '../figures'

/** `label`: of the provider whose account it is. */
export function waitingWords(edits: WaitingEdits | null, label: string): string {
  if (edits === 'all')
    return `Edits in Clio and in ${label} wait, and none is lost: everything will be compared.`
  if (edits === null || edits === 0) return `Edits in Clio and in ${label} will wait, and none is lost.`
  return `${amount(edits, 'edit')} in Clio ${edits === 1 ? 'waits' : 'wait'}, and edits in ${label} wait there. None is lost.`
}
