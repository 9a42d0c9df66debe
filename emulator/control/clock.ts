// The emulator's clock: real time plus an offset, or frozen. Every expiry, quota and propagation delay uses it, so that a test can let
// seven days pass in a millisecond.

export interface Clock {
  now(): number
  /** Jumps to `at`; the clock continues from there, or stands still if frozen. */
  set(at: number): void
  advance(ms: number): void
  freeze(frozen: boolean): void
  /** Back to real time. */
  reset(): void
}

export function createClock(real: () => number = Date.now): Clock {
  let offset = 0
  let frozenAt: number | undefined
  const now = () => frozenAt ?? real() + offset
  const set = (at: number) => {
    if (frozenAt === undefined) offset = at - real()
    else frozenAt = at
  }
  return {
    now,
    set,
    advance: (ms) => set(now() + ms),
    freeze: (frozen) => {
      const at = now()
      frozenAt = frozen ? at : undefined
      if (!frozen) offset = at - real()
    },
    reset: () => {
      offset = 0
      frozenAt = undefined
    },
  }
}
