// The status of the signed-in person's sync, from what is stored.
import { type Pulse, pulseOf } from '@/components/sync/status/pulse'
import { type SyncStatus, statusOf } from '@/lib/engine/status'
import type { NeedFacts, StatusFacts } from '@/lib/store/sync/pulse'

export function statusFrom(overview: NeedFacts | null, now: Date): SyncStatus {
  const sync = overview?.sync ?? null
  const connection = overview && { ...overview.connection, disconnectedAt: null }
  const waiting = sync?.counts ?? { undecided: 0, outdated: 0, failed: 0 }
  return statusOf({ connection, sync, run: sync?.run ?? null, waiting, now })
}

export function pulseFrom(overview: StatusFacts | null, now: Date): Pulse {
  const sync = overview?.sync
  const rest = sync && {
    counts: sync.counts,
    lastSuccessAt: sync.lastSuccessAt,
    waitKind: sync.run?.waitKind ?? null,
  }
  return pulseOf(statusFrom(overview, now), rest ?? null, now)
}
