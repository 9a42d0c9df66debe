// Stores a plan: the rows of the next changes are made while Postgres stores those before them. Each transaction is short, since it
// keeps people from stopping the run.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { type changeRow, insertChanges } from '@/lib/store/review/change-row'
import { inStep } from '../step'
import type { StepContext } from '../step-context'
import { CHUNK } from './chunks'

type Row = ReturnType<typeof changeRow>

/** Statements of one transaction. */
const STATEMENTS = 4

/** `rowOf` is called once for each change, in their order. */
export async function storePlan<T>(
  context: StepContext,
  all: readonly T[],
  rowOf: (one: T) => Row,
): Promise<void> {
  const rowsFrom = (at: number) => all.slice(at, at + CHUNK).map(rowOf)
  let at = 0
  let rows = rowsFrom(0)
  while (at < all.length)
    await inStep(context, async (tx) => {
      for (let statement = 0; statement < STATEMENTS && at < all.length; statement += 1) {
        const stored = insertChanges(tx, rows)
        // Awaited below; if the next rows cannot be made, the transaction is over anyway.
        stored.catch(() => undefined)
        // The statement goes out before the next rows take up this thread.
        await yieldToEventLoop()
        at += CHUNK
        rows = rowsFrom(at)
        await stored
      }
    })
}
