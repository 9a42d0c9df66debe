// The first sentence of Sync Status: is anything wrong? Pure.
import type { SyncStatus } from '@/lib/engine/status'
import { count } from '../sync/figures'

/** "36 of 40 connections healthy, 2 need attention, 1 is stopped, 1 is not syncing yet". Healthy is only one that syncs. */
export function healthWords(statuses: readonly Pick<SyncStatus, 'kind'>[]): string {
  const all = statuses.length
  if (all === 0) return 'No one has connected an account yet'
  const parts = [
    countOf(statuses, ['attention'], 'needs attention', 'need attention'),
    countOf(statuses, ['stopped'], 'is stopped', 'are stopped'),
    countOf(
      statuses,
      ['connected', 'building', 'ready', 'notConnected'],
      'is not syncing yet',
      'are not syncing yet',
    ),
  ].filter((part) => part !== null)
  const [only] = parts
  if (!only) return all === 1 ? 'The one connection is healthy' : `All ${count(all)} connections healthy`
  if (all === 1) return `The one connection ${only.verb}`
  const well = all - parts.reduce((sum, { n }) => sum + n, 0)
  const others = parts.map(({ n, verb }) => `${count(n)} ${verb}`)
  return [`${count(well)} of ${count(all)} connections healthy`, ...others].join(', ')
}

function countOf(
  statuses: readonly Pick<SyncStatus, 'kind'>[],
  kinds: readonly SyncStatus['kind'][],
  one: string,
  several: string,
): { readonly n: number; readonly verb: string } | null {
  const n = statuses.filter(({ kind }) => kinds.includes(kind)).length
  return n === 0 ? null : { n, verb: n === 1 ? one : several }
}

/** Why a connection needs attention, in a few words for a table. `label`: of its provider. */
export function causeWords(status: SyncStatus, label: string): string {
  if (status.kind !== 'attention') return ''
  const [cause] = status.causes
  switch (cause.kind) {
    case 'consent':
      return 'Concord has lost access; the owner has to reconnect'
    case 'asks':
      return 'Paused for its owner’s approval'
    case 'failed':
      return 'The last check failed on our side'
    case 'unavailable':
      return `${label} is not responding; we’ll keep trying`
    case 'waiting': {
      const { undecided, outdated, failed } = cause.waiting
      const parts = [
        undecided + outdated > 0 &&
          `${count(undecided + outdated)} ${undecided + outdated === 1 ? 'waits' : 'wait'} for the owner`,
        failed > 0 && `${count(failed)} failing`,
      ]
      return parts.filter((part) => part !== false).join(', ')
    }
  }
}
