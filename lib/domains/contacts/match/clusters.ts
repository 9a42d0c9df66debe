// Several records of one person within one list: groups of records that belong together, and pairs that follow from two others.

/** A pair of positions in one list (or one in each) that may be the same. */
export interface LikelyPair {
  readonly one: number
  readonly other: number
  readonly bits: number
}

/** A number for each item, equal for items that are joined by pairs of at least `least` bits. */
export function groupsOf(count: number, pairs: Iterable<Pick<LikelyPair, 'one' | 'other'>>): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? 0] ?? 0
      root = parent[root] ?? 0
    }
    return root
  }
  for (const { one, other } of pairs) {
    const [a, b] = [rootOf(one), rootOf(other)]
    parent[Math.max(a, b)] = Math.min(a, b)
  }
  return parent.map((_, at) => rootOf(at))
}

/** A pair below this is a contradiction, whatever two other pairs say. */
const CONTRADICTED = -8
/** Both pairs that another one follows from must be at least this likely: 0.89. */
const STRONG = 3
/** Items with more likely partners than this are no person's records. */
const MOST_PARTNERS = 12

/**
 * Two records that both are likely the same as a third one are likely the same, unless they contradict each other: they are as likely as both
 * others together. `bitsOf` compares two items.
 */
export function followingPairs(
  pairs: readonly LikelyPair[],
  bitsOf: (one: number, other: number) => number,
): readonly LikelyPair[] {
  const partners = new Map<number, LikelyPair[]>()
  const known = new Set<string>()
  const add = (at: number, pair: LikelyPair) => partners.set(at, [...(partners.get(at) ?? []), pair])
  for (const pair of pairs) {
    known.add(keyOf(pair.one, pair.other))
    if (pair.bits < STRONG) continue
    add(pair.one, pair)
    add(pair.other, pair)
  }
  const following = new Map<string, LikelyPair>()
  for (const [middle, all] of partners) {
    if (all.length > MOST_PARTNERS) continue
    for (const [at, first] of all.entries()) {
      for (const second of all.slice(at + 1)) {
        const [a, b] = [first, second].map(({ one, other }) => (one === middle ? other : one)) as [
          number,
          number,
        ]
        const [one, other] = a < b ? [a, b] : [b, a]
        const key = keyOf(one, other)
        const bits = together(first.bits, second.bits)
        if (known.has(key) || bits <= (following.get(key)?.bits ?? 0)) continue
        if (bitsOf(one, other) >= CONTRADICTED) following.set(key, { one, other, bits })
      }
    }
  }
  return [...following.values()]
}

const keyOf = (one: number, other: number) => (one < other ? `${one} ${other}` : `${other} ${one}`)

/** The bits of two things that are both true. */
function together(one: number, other: number): number {
  const odds = (bits: number) => 1 / (1 + 2 ** -bits)
  const both = odds(one) * odds(other)
  return Math.log2(both / (1 - both))
}
