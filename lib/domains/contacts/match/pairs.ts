// The compared pairs that are worth a second look, in typed arrays: a million pairs take 20 MB, and nothing is made for a pair that is
// unlikely.

import { added, estimated, type Learned, patternOf } from '@/lib/domains/contacts/match/estimate'
import { intList } from '@/lib/domains/contacts/match/int-list'
import {
  EVEN_BITS,
  MAYBE_SON_BITS,
  PRIOR,
  RULE_BITS,
  type Score,
  score,
} from '@/lib/domains/contacts/match/score'
import type { Shares } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'

/** Less likely pairs stay two items, whatever the rest of the lists shows. */
const UNLIKELY = -12
/** Bits are kept as whole numbers of this part of a bit, which is finer than any probability shown. */
const PART = 1 / 4_096

export interface Pairs {
  readonly count: () => number
  readonly local: (at: number) => number
  readonly remote: (at: number) => number
  readonly bits: (at: number) => number
  readonly pattern: (at: number) => number
  /** Compares two items, given by their positions, and keeps the pair unless it is unlikely. */
  readonly compare: (local: number, remote: number, shares: Shares) => void
}

export function newPairs(local: readonly Traits[], remote: readonly Traits[]): Pairs {
  const [ones, others, bits, patterns] = [intList(), intList(), intList(), intList()]
  return {
    count: ones.length,
    local: (at) => ones.at(at),
    remote: (at) => others.at(at),
    bits: (at) => bits.at(at) * PART,
    pattern: (at) => patterns.at(at),
    compare: (one, other, shares) => {
      const [a, b] = [local[one], remote[other]]
      const scored = a && b && score(a, b, shares)
      if (!scored || scored.bits < UNLIKELY) return
      ones.push(one)
      others.push(other)
      bits.push(Math.round(scored.bits / PART))
      patterns.push(packed(scored))
    },
  }
}

/** Above the pattern: whether the rule holds, the pair has nothing but its name, and one may be the other's son. */
const [RULE, NAME_ALONE, MAYBE_SON] = [1 << 14, 1 << 15, 1 << 16]

const packed = (scored: Score): number =>
  patternOf(scored) |
  (scored.rule === null ? 0 : RULE) |
  (scored.isOnlyNamed ? NAME_ALONE : 0) |
  (scored.isMaybeSon ? MAYBE_SON : 0)

/** The weights that fit these lists. `others` is null within one list. */
export function learnedFrom(pairs: Pairs, ours: number, others: number | null): Learned {
  const possible = others === null ? (ours * (ours - 1)) / 2 : ours * others
  return estimated(pairs, { items: ours + (others ?? 0), possible, prior: PRIOR })
}

/** The bits of a pair by these weights. */
export function adjustedBits(pairs: Pairs, at: number, learned: Learned): number {
  const pattern = pairs.pattern(at)
  const least = pattern & RULE ? RULE_BITS : pattern & NAME_ALONE ? EVEN_BITS : Number.NEGATIVE_INFINITY
  const most = pattern & MAYBE_SON ? MAYBE_SON_BITS : Number.POSITIVE_INFINITY
  return Math.min(most, Math.max(least, pairs.bits(at) + (learned ? added(learned, pattern) : 0)))
}
