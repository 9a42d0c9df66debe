// How many units were used within a span of time that ends now. It slides: a bucket that refills would let twice its size through
// within one span. Counted in sixtieths of the span, so that a day of single calls does not fill the memory.

/** Units by slot of time. */
type Used = readonly (readonly [slot: number, units: number])[]

export interface Window {
  use(units: number, now: number): void
  usedAt(now: number): number
  /** From when on at most `most` units have been used within the span that ends then; `now` if that is so already. */
  freeAt(most: number, now: number): number
  counted(): [slot: number, units: number][]
  /** Takes over what somebody else counted, who may have counted what we counted, too. */
  know(used: Used): void
}

const SLOTS = 60

/** `spanMs`, and every time, in milliseconds. */
export function createWindow(spanMs: number): Window {
  const used = new Map<number, number>()
  const slotMs = spanMs / SLOTS
  const slotOf = (at: number) => Math.floor(at / slotMs)
  /** A slot that began so long ago counts until its last moment is a span old. */
  const endOf = (slot: number) => (slot + SLOTS + 1) * slotMs
  const usedAt = (now: number) => {
    for (const slot of used.keys()) if (slot < slotOf(now) - SLOTS) used.delete(slot)
    return [...used.values()].reduce((total, units) => total + units, 0)
  }
  return {
    usedAt,
    use: (units, now) => {
      used.set(slotOf(now), (used.get(slotOf(now)) ?? 0) + units)
    },
    freeAt: (most, now) => {
      let sum = usedAt(now)
      if (sum <= most) return now
      for (const [slot, units] of inOrder(used)) {
        sum -= units
        if (sum <= most) return endOf(slot)
      }
      // More than ever fits: with nothing used it may pass alone.
      return used.size === 0 ? now : endOf(Math.max(...used.keys()))
    },
    counted: () => inOrder(used),
    know: (theirs) => {
      for (const [slot, units] of theirs) used.set(slot, Math.max(used.get(slot) ?? 0, units))
    },
  }
}

const inOrder = (used: ReadonlyMap<number, number>): [number, number][] => [...used].sort(([a], [b]) => a - b)
