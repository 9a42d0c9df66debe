// A step that carried out nothing at all: the account took none of its changes and said nothing about any. Without an end, such a
// step would be made again at once, and for ever. It is made a few times, later each time; then each change fails, in words.

import { ProviderError } from '@/lib/providers/provider'
import { labelOf } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import { parseChange, type StoredChange } from '@/lib/store/review/change-row'
import { MOST_ATTEMPTS, tryAgain } from './push'
import { inStep } from './step'
import type { StepContext } from './step-context'

const untaken = (label: string) => ({ kind: 'untaken', field: null, message: `${label} did not accept it.` })

/**
 * After a step: throws an 'unavailable' ProviderError, which makes the run wait, where all its changes are as they were before it.
 * Those that this happened to MOST_ATTEMPTS times fail instead, and the run goes on with the others.
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

/** Whether all of the changes are still planned as they were: not tried since, and not planned anew on what came meanwhile. */
async function stands({ run }: StepContext, before: readonly StoredChange[]): Promise<boolean> {
  const { change } = db(run.firmId)
  const where = { id: { in: before.map(({ id }) => id) }, state: 'planned' } as const
  // Their values are loaded only if none of them has gone on.
  if ((await change.count({ where })) < before.length) return false
  const rows = await change.findMany({ where })
  const now = new Set(rows.map((row) => asItStands(parseChange(row))))
  return before.every((one) => now.has(asItStands(one)))
}

/** Without its stamp: that moves as the change is marked sent and taken back. */
const asItStands = ({ stamp: _, ...change }: StoredChange): string => JSON.stringify(change)
