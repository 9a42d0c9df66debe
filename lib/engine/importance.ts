// Questions in the order in which they matter to a person, and those that can be answered together. Pure.

/** From here on two items are called very likely the same. */
export const VERY_LIKELY = 0.9

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
