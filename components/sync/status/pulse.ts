// What a page asks each second while a sync works: under a kilobyte, and a signature that changes when the rest of the page
// is worth drawing again. Pure.
import type { PauseKind, SyncStatus } from '@/lib/engine/status'

export interface Pulse {
  readonly kind: SyncStatus['kind']
  readonly progress: PulseProgress | null
  readonly signature: string
}

export interface PulseProgress {
  readonly runId: string
  readonly phase: 'reading' | 'comparing' | 'writing'
  readonly done: number
  readonly total: number | null
  /** Written per minute since writing began; null before that can be told. */
  readonly perMinute: number | null
  readonly secondsLeft: number | null
  /** `until`: ISO. */
  readonly pause: { readonly kind: PauseKind; readonly until: string } | null
}

interface Rest {
  readonly counts: object
  readonly lastSuccessAt: Date | null
  readonly waitKind: string | null
}

export function pulseOf(status: SyncStatus, rest: Rest | null, now: Date): Pulse {
  const progress = progressOf(status, now)
  const parts = [
    status.kind,
    progress?.runId,
    progress?.phase,
    rest?.lastSuccessAt?.getTime(),
    rest?.waitKind,
  ]
  // While writing the counts move all the time; the page follows them at its own, slower pace.
  if (status.kind !== 'syncing') parts.push(JSON.stringify(Object.entries(rest?.counts ?? {}).sort()))
  return { kind: status.kind, progress, signature: parts.join(' ') }
}

function progressOf(status: SyncStatus, now: Date): PulseProgress | null {
  if (status.kind !== 'building' && status.kind !== 'syncing') return null
  const { runId, phase, done, total, since, pause, secondsLeft } = status
  const minutes = (now.getTime() - since.getTime()) / 60_000
  const perMinute = secondsLeft === null || minutes <= 0 ? null : Math.round(done / minutes)
  return {
    runId,
    phase,
    done,
    total,
    perMinute,
    secondsLeft,
    pause: pause && { kind: pause.kind, until: pause.until.toISOString() },
  }
}
