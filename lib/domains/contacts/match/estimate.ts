// Re-estimates the weights on a large list by expectation and maximization (EM), without labels: how often two records of one person agree in
// a field depends on how carefully the list was kept. Small lists keep the shipped weights. Pure; sums are whole numbers, so that the order
// of the pairs does not matter.

import type { Evidence } from '@/lib/domains/contacts/match/fields/evidence'
import type { Likeness } from '@/lib/domains/contacts/match/fields/name-likeness'
import type { Score } from '@/lib/domains/contacts/match/score'

/** Fewer items than this in both lists say too little. */
const FEWEST = 2_000
const ROUNDS = 4
/** The shipped shares count as much as this many pairs that are one person. */
const BELIEVED = 100
/** No field gains or loses more bits than this. */
const MOST = 1.5
/** Lists with many duplicates make every pair more likely, but not by more bits than this. */
const MOST_PRIOR = 3

/** The shares of one person's records that agree, resemble each other and differ, by field: first name, last name, then as in `Score`. */
const SHIPPED = [
  [0.86, 0.12, 0.02],
  [0.88, 0.1, 0.02],
  [0.75, 0.07, 0.18],
  [0.7, 0.05, 0.25],
  [0.6, 0.25, 0.15],
  [0.7, 0.1, 0.2],
  [0.88, 0.1, 0.02],
] as const
const FIELDS = SHIPPED.length
/** The fields of `Score.found` that are re-estimated: mailbox, phone, address, employer, birthday. */
const FOUND = [0, 1, 3, 4, 6] as const

/** Two bits for each field: 0 not compared, 1 agrees, 2 resembles, 3 differs. */
export function patternOf({ name, found }: Score): number {
  if (!name) return 0
  let pattern = nameLevel(name.first) | (nameLevel(name.last) << 2)
  for (let at = 0; at < FOUND.length; at++)
    pattern |= levelOf(found[FOUND[at] ?? 0] ?? null) << (2 * (at + 2))
  return pattern
}

function nameLevel(likeness: Likeness): number {
  if (likeness === 'unknown') return 0
  return likeness === 'same' || likeness === 'spelling' ? 1 : likeness === 'other' ? 3 : 2
}

/** Evidence without weight was set aside, since two people may share it. */
function levelOf(evidence: Evidence | null): number {
  if (evidence === null || Math.abs(evidence.bits) < 0.25) return 0
  return evidence.verdict === 'agrees' ? 1 : evidence.verdict === 'resembles' ? 2 : 3
}

/** Bits to add: the change of the prior, then for each field one place for each level. Null: the shipped weights. */
export type Learned = readonly number[] | null

/** The compared pairs: the bits and the pattern of each. */
export interface Compared {
  readonly count: () => number
  readonly bits: (at: number) => number
  readonly pattern: (at: number) => number
}

/** `possible` is the number of all pairs of the lists. `prior` is in the bits already. */
export function estimated(
  pairs: Compared,
  { items, possible, prior }: { readonly items: number; readonly possible: number; readonly prior: number },
): Learned {
  if (items < FEWEST) return null
  let weights: Float64Array = new Float64Array(1 + 4 * FIELDS)
  for (let round = 0; round < ROUNDS; round++) weights = maximized(expected(pairs, weights), possible, prior)
  return [...weights]
}

/** The bits to add to a pair with this pattern. */
export function added(weights: ArrayLike<number>, pattern: number): number {
  let sum = weights[0] ?? 0
  for (let field = 0; field < FIELDS; field++) {
    sum += weights[1 + 4 * field + ((pattern >> (2 * field)) & 3)] ?? 0
  }
  return sum
}

const WHOLE = 1_024
/** Only pairs above 0.8 count: a hundred thousand pairs of namesakes at 0.05 each would teach that one person's records differ. */
const LEAST = 0.8 * WHOLE

/** How many pairs are expected to be one person, in all and by level, in 1,024ths. */
function expected(pairs: Compared, weights: Float64Array): Float64Array {
  const counts = new Float64Array(weights.length)
  for (let at = 0; at < pairs.count(); at++) {
    const pattern = pairs.pattern(at)
    const share = Math.round(WHOLE / (1 + 2 ** -(pairs.bits(at) + added(weights, pattern))))
    if (share < LEAST) continue
    counts[0] = (counts[0] ?? 0) + share
    for (let field = 0; field < FIELDS; field++) {
      const place = 1 + 4 * field + ((pattern >> (2 * field)) & 3)
      counts[place] = (counts[place] ?? 0) + share
    }
  }
  return counts
}

function maximized(counts: Float64Array, possible: number, prior: number): Float64Array {
  const weights = new Float64Array(counts.length)
  const share = ((counts[0] ?? 0) / WHOLE + 1) / Math.max(1, possible)
  weights[0] = Math.min(MOST_PRIOR, Math.max(0, Math.log2(share) - prior))
  for (const [field, shipped] of SHIPPED.entries()) {
    const from = 1 + 4 * field
    const of = [1, 2, 3].map((level) => (counts[from + level] ?? 0) / WHOLE)
    const all = of.reduce((sum, count) => sum + count, 0)
    for (const [at, count] of of.entries()) {
      const believed = shipped[at] ?? 1
      const estimate = (count + BELIEVED * believed) / (all + BELIEVED)
      weights[from + 1 + at] = Math.min(MOST, Math.max(-MOST, Math.log2(estimate / believed)))
    }
  }
  return weights
}
