// The first sentence of Sync Status: is anything wrong? Pure.
import type { SyncStatus } from '@/lib/engine/status'
import { count } from '../sync/figures'

type Kind = SyncStatus['kind']
/** Numbers of connections by status. */
export type StatusTally = Readonly<Partial<Record<Kind, number>>>

export const inAll = (tally: StatusTally): number => Object.values(tally).reduce((sum, n) => sum + n, 0)

/** "36 of 40 connections healthy, 2 need attention, 1 is stopped, 1 is not syncing yet". Healthy is only one that syncs. */
export function healthWords(tally: StatusTally): string {
  const all = inAll(tally)
  if (all === 0) return 'No one has connected an account yet'
  const parts = [
    countOf(tally, ['attention'], 'needs attention', 'need attention'),
    countOf(tally, ['paused'], 'is paused', 'are paused'),
    countOf(tally, ['stopped'], 'is stopped', 'are stopped'),
    countOf(
      tally,
      ['connected', 'building', 'ready', 'notConnected'],
      'is not syncing yet',
      'are not syncing yet',
    ),
  ].filter((part) => part !== null)
  const [only] = parts
  if (!only) return all === 1 ? '1 connection, healthy' : `All ${count(all)} connections healthy`
  if (all === 1) return `1 connection ${only.verb}`
  const well = all - parts.reduce((sum, { n }) => sum + n, 0)
  const others = parts.map(({ n, verb }) => `${count(n)} ${verb}`)
  return [`${count(well)} of ${count(all)} connections healthy`, ...others].join(', ')
}

function countOf(
  tally: StatusTally,
  kinds: readonly Kind[],
  one: string,
  several: string,
): { readonly n: number; readonly verb: string } | null {
  const n = kinds.reduce((sum, kind) => sum + (tally[kind] ?? 0), 0)
  return n === 0 ? null : { n, verb: n === 1 ? one : several }
}
