// Counts the units used within a sliding span of time that ends now. A bucket that refills would let twice its size through within one
// span. Units are counted in sixtieths of the span, so that a day of single calls needs little memory.

/** Units by time slot. */
type Used = readonly (readonly [slot: number, units: number])[]

export interface Window {
  use(units: number, now: number): void
  usedAt(now: number): number
  /** The time from which at most `most` units are used within the span that ends then; `now` if that is the case already. */
  freeAt(most: number, now: number): number
  counted(): [slot: number, units: number][]
  /** Merges the counts of another process, which may include ours. */
  know(used: Used): void
}

const SLOTS = 60

/** `spanMs` and all times are in milliseconds. */
export function createWindow(spanMs: number): Window {
  const used = new Map<number, number>()
  const slotMs = spanMs / SLOTS
  const slotOf = (at: number) => Math.floor(at / slotMs)
  /** A slot counts until its last moment is one span old. */
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
      // More than the limit: it may pass alone when nothing is used.
      return used.size === 0 ? now : endOf(Math.max(...used.keys()))
    },
    counted: () => inOrder(used),
    know: (theirs) => {
      for (const [slot, units] of theirs) used.set(slot, Math.max(used.get(slot) ?? 0, units))
    },
  }
}

const inOrder = (used: ReadonlyMap<number, number>): [number, number][] => [...used].sort(([a], [b]) => a - b)
