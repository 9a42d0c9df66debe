// Questions in the order in which they matter to a person, and those that can be answered together. Pure.

import type { ReasonWeight } from '@/lib/engine/model'

/** From here on two items may be called very likely the same: see isVeryLikely. */
export const VERY_LIKELY = 0.9

/** The weights of reasons that speak against two items being the same. */
export const AGAINST: readonly ReasonWeight[] = ['against', 'strongly against']

/** What is known of a reason, whatever kind of item it is about. */
interface Spoken {
  readonly kind: string
  readonly weight?: ReasonWeight
}

/** Where reasons have no weights, what differs speaks against. */
export const speaksAgainst = ({ kind, weight }: Spoken): boolean =>
  weight === undefined ? kind === 'differs' : AGAINST.includes(weight)

/**
 * Whether two items are called very likely the same, and are linked together with others of which that is true. However much agrees,
 * something that speaks against it or another possible match needs a look of its own. answer-all.ts says the same in SQL.
 */
export const isVeryLikely = (probability: number, reasons: readonly Spoken[]): boolean =>
  probability >= VERY_LIKELY &&
  !reasons.some((reason) => speaksAgainst(reason) || reason.kind === 'severalCandidates')

/** What is known of the two items of a question. Another sign is another field here and another line in the table below. */
export interface AskedAbout {
  /** One of them is the client of a matter. */
  readonly isClient: boolean
  /** When either was last edited, as far as known. */
  readonly editedAt: Date | null
}

const CLIENT = 100
const DAY = 86_400_000
/** Points for an edit within so many days. */
const EDITED: readonly (readonly [days: number, points: number])[] = [
  [7, 30],
  [30, 20],
  [90, 10],
]

/** A whole number from 0: the higher, the earlier the question is asked. A client comes before any edit. */
export function importanceOf({ isClient, editedAt }: AskedAbout, now: Date): number {
  const age = editedAt ? (now.getTime() - editedAt.getTime()) / DAY : Number.POSITIVE_INFINITY
  const edited = EDITED.find(([days]) => age <= days)?.[1] ?? 0
  return (isClient ? CLIENT : 0) + edited
}
