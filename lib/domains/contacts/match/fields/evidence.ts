// What one field says about two items being the same: a verdict, both values, and a weight in bits
// (the likelihood ratio as a power of two; missing values weigh nothing).

import type { FieldName } from '@/lib/domains/contacts/value/fields'
import type { ReasonWeight } from '@/lib/engine/model'

export interface Judged {
  readonly verdict: 'agrees' | 'resembles' | 'differs'
  readonly bits: number
  /** Two addresses in one employer's domain. */
  readonly isDomain?: boolean
}

export interface Evidence extends Judged {
  readonly field: FieldName
  readonly local: string
  readonly remote: string
}

/** The least bits of each weight that a person reads: a factor of 4,000 is very strong, one of 64 strong, one of 6 some. */
const WEIGHTS: readonly (readonly [number, ReasonWeight])[] = [
  [12, 'very strong'],
  [6, 'strong'],
  [2.5, 'some'],
  [0.25, 'little'],
  [-0.25, 'none'],
  [-6, 'against'],
]

export const weightOf = (bits: number): ReasonWeight =>
  WEIGHTS.find(([least]) => bits >= least)?.[1] ?? 'strongly against'

/** Only this many first values of a list are compared for similarity; all are compared for equality. */
const MOST_ALIKE = 6

interface Value {
  readonly key: string
  readonly shown: string
}

/** The pair of values that is the strongest evidence for one person. */
export function best<T extends Value>(
  field: FieldName,
  local: readonly T[],
  remote: readonly T[],
  judge: (a: T, b: T) => Judged,
): Evidence | null {
  let [one, other]: [T | null, T | null] = [null, null]
  let found: Judged | null = null
  for (let i = 0; i < local.length; i++) {
    const a = local[i] as T
    for (let j = 0; j < remote.length; j++) {
      const b = remote[j] as T
      if (a.key !== b.key && (i >= MOST_ALIKE || j >= MOST_ALIKE)) continue
      const judged = judge(a, b)
      const more = found ? judged.bits - found.bits : 1
      if (more > 0 || (more === 0 && one && other && isBefore(a, b, one, other)))
        [one, other, found] = [a, b, judged]
    }
  }
  return one && other && found && evidenceOf(field, one.shown, other.shown, found)
}

export const evidenceOf = (field: FieldName, local: string, remote: string, judged: Judged): Evidence => ({
  field,
  local,
  remote,
  verdict: judged.verdict,
  bits: judged.bits,
  isDomain: judged.isDomain === true,
})

/** An order of pairs that does not change if the sides are swapped or a list is reversed. */
function isBefore(a: Value, b: Value, c: Value, d: Value): boolean {
  const [first, second] = a.shown < b.shown ? [a.shown, b.shown] : [b.shown, a.shown]
  const [third, fourth] = c.shown < d.shown ? [c.shown, d.shown] : [d.shown, c.shown]
  return first < third || (first === third && second < fourth)
}

/** The weight of a value that `share` items of one list have. */
export const worth = (full: number, perDoubling: number, share: number) =>
  share === 1 ? full : Math.max(0, full - perDoubling * Math.log2(share))
export const agrees = (bits: number): Judged => ({ verdict: 'agrees', bits })
export const resembles = (bits: number): Judged => ({ verdict: 'resembles', bits })
export const differs = (bits: number): Judged => ({ verdict: 'differs', bits })
