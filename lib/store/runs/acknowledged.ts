// What a person had before their eyes when they let a run go on: stored with the run, so that nothing else is done in their name.
import { z } from 'zod'
import { type Problem, problemOf } from './problem'

export interface Acknowledged {
  readonly userId: string
  readonly at: Date
  /** Of the run, as it was shown. */
  readonly revision: number
  /** What it stopped to ask about; null for a preview that nothing was unusual in. */
  readonly problem: Problem | null
}

const stored = z.object({
  userId: z.string(),
  at: z.coerce.date(),
  revision: z.number(),
  problem: z.unknown().transform(problemOf),
})

/** Null where nobody had to be asked, or was. */
export const acknowledgedOf = ({ acknowledged }: { readonly acknowledged: unknown }): Acknowledged | null =>
  stored.safeParse(acknowledged).data ?? null
