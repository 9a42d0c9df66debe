// The first sentence of Sync Status: is anything wrong? Pure.
import type { SyncStatus } from '@/lib/sync/status'
import { count } from '../sync/figures'

/** "38 of 40 connections healthy, 2 need attention" */
export function healthWords(statuses: readonly Pick<SyncStatus, 'kind'>[]): string {
  const all = statuses.length
  if (all === 0) return 'Nobody has connected an account yet'
  const ill = statuses.filter(({ kind }) => kind === 'attention').length
  if (ill === 0) return all === 1 ? 'The one connection is healthy' : `All ${count(all)} connections healthy`
  if (all === 1) return 'The one connection needs attention'
  return `${count(all - ill)} of ${count(all)} connections healthy, ${count(ill)} ${ill === 1 ? 'needs' : 'need'} attention`
}

/** Why a connection needs attention, in a few words for a table. */
export function causeWords(status: SyncStatus): string {
  if (status.kind !== 'attention') return ''
  const [cause] = status.causes
  switch (cause.kind) {
    case 'consent':
      return 'Google no longer gives access; the owner has to reconnect'
    case 'asks':
      return 'Stopped to ask its owner'
    case 'failed':
      return 'The last check failed on our side'
    case 'unavailable':
      return 'Google is not answering; we keep trying'
    case 'waiting': {
      const { undecided, drifted, failed } = cause.waiting
      const parts = [
        undecided + drifted > 0 &&
          `${count(undecided + drifted)} ${undecided + drifted === 1 ? 'waits' : 'wait'} for the owner`,
        failed > 0 && `${count(failed)} failing`,
      ]
      return parts.filter((part) => part !== false).join(', ')
    }
  }
}
