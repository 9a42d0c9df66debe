// The firm's syncs with their statuses, worst first, and what the page's first sentence counts.

import { type SyncStatus, statusOf } from '@/lib/engine/status'
import type { WatchedSync } from '@/lib/store/sync/oversight'

export interface Watched extends WatchedSync {
  readonly status: SyncStatus
}

export function statusOfWatched(watched: WatchedSync, now: Date): SyncStatus {
  const { accountEmail, connectedAt, consentLostAt, sync, run, waiting } = watched
  return statusOf({
    connection: { accountEmail, connectedAt, consentLostAt, disconnectedAt: null },
    sync,
    run,
    waiting,
    now,
  })
}

/** Smaller is worse. */
function rank({ status }: Watched): number {
  if (status.kind === 'attention') return status.causes[0].kind === 'waiting' ? 1 : 0
  const order = ['syncing', 'building', 'ready', 'upToDate', 'connected', 'stopped', 'notConnected'] as const
  return 2 + order.indexOf(status.kind)
}

export function worstFirst(syncs: readonly WatchedSync[], now: Date): readonly Watched[] {
  return syncs
    .map((watched) => ({ ...watched, status: statusOfWatched(watched, now) }))
    .sort((a, b) => rank(a) - rank(b))
}
