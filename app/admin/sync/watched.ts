// A sync of the firm with its status.
import { type SyncStatus, statusOf } from '@/lib/engine/status'
import type { WatchedSync } from '@/lib/store/oversight/connections'

export interface Watched extends WatchedSync {
  readonly status: SyncStatus
}

export function withStatus(watched: WatchedSync, now: Date): Watched {
  const { accountEmail, connectedAt, consentLostAt, sync, run, waiting } = watched
  const connection = { accountEmail, connectedAt, consentLostAt, disconnectedAt: null }
  return { ...watched, status: statusOf({ connection, sync, run, waiting, now }) }
}
