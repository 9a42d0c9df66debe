// Handles a step that carried out nothing: the account accepted none of its changes and reported no error. Without a limit, such a step
// would repeat at once forever. It is repeated a few times with growing pauses; then each change fails with a message.

import { isDeepStrictEqual } from 'node:util'
import { ProviderError } from '@/lib/providers/provider'
import { labelOf } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import { parseChange, type StoredChange } from '@/lib/store/review/change-row'
import { MOST_ATTEMPTS, tryAgain } from './push'
import { inStep } from './step'
import type { StepContext } from './step-context'

const untaken = (label: string) => ({ kind: 'untaken', field: null, message: `${label} did not accept it.` })

/**
 * After a step: throws an 'unavailable' ProviderError, which makes the run wait, if all its changes are unchanged. Changes that reach
 * MOST_ATTEMPTS fail instead, and the run continues with the others.
 */
export async function mustMove(context: StepContext, before: readonly StoredChange[]): Promise<void> {
  if (!(await stands(context, before))) return
  const error = untaken(labelOf(context.connection))
  await inStep(context, async (tx) => {
    for (const change of before) await tryAgain(tx, context, change, error)
  })
  context.log('standstill', { runId: context.run.id, changes: before.length })
  if (before.every(({ attempts }) => attempts + 1 < MOST_ATTEMPTS))
    throw new ProviderError('unavailable', 'The account accepted none of the changes of a step')
}

/** Whether all changes are still planned as before: no attempt was counted and none was planned again. */
async function stands({ run, kind }: StepContext, before: readonly StoredChange[]): Promise<boolean> {
  const { change } = db(run.firmId)
  const where = { id: { in: before.map(({ id }) => id) }, state: 'planned' } as const
  // Loads their values only if all of them are still planned.
  if ((await change.count({ where })) < before.length) return false
  const rows = await change.findMany({ where })
  const now = new Map(rows.map((row) => [row.id, asItStands(parseChange(kind, row))]))
  return before.every((one) => isDeepStrictEqual(now.get(one.id), asItStands(one)))
}

/** Leaves out the stamp, which changes when a create is marked as sent and reset. */
const asItStands = ({ stamp: _, ...change }: StoredChange): Omit<StoredChange, 'stamp'> => change
