// What a person saw when they let a run continue. It is stored with the run, so that nothing else is done in their name.
import { z } from 'zod'
import { type Problem, problemOf } from './problem'

export interface Acknowledged {
  readonly userId: string
  readonly at: Date
  /** The run's revision that was shown. */
  readonly revision: number
  /** The question that the run stopped for; null for a preview without anything unusual. */
  readonly problem: Problem | null
}

const stored = z.object({
  userId: z.string(),
  at: z.coerce.date(),
  revision: z.number(),
  problem: z.unknown().transform(problemOf),
})

/** Null if nobody was or had to be asked. */
export const acknowledgedOf = ({ acknowledged }: { readonly acknowledged: unknown }): Acknowledged | null =>
  stored.safeParse(acknowledged).data ?? null
