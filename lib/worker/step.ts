// The transactions of a step. Each first checks that the worker still has the account lease and that the run is still in the state in
// which the step began. It locks both rows until it ends: a person who stops the run either waits for it or was first.
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { renewWithRun } from '@/lib/store/sync/account-lease'
import type { StepContext } from './step-context'

/** Thrown if a person stopped or discarded the run since the step began. The transaction is rolled back. */
export class RunMoved extends Error {
  constructor() {
    super('the run’s state changed during this step')
    this.name = 'RunMoved'
  }
}

/** For all writes of a step, except results that the account already has (recordDone). */
export function inStep<T>({ run, lease }: StepContext, write: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(run.firmId, async (tx) => {
    const locked = await renewWithRun(tx, lease, run)
    if (locked !== run.state) throw new RunMoved()
    return write(tx)
  })
}

/**
 * Records what the account has done, even if the run was stopped meanwhile: a stop does not undo a write. Erasing a person runs entirely
 * before this transaction or entirely after it.
 */
export function recordDone<T>({ run, lease }: StepContext, write: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(run.firmId, async (tx) => {
    await renewWithRun(tx, lease, run)
    return write(tx)
  })
}

/** Checked before every call of a step except the first: once a person stops the run, the account is not called. */
export async function mustStillRun({ run }: StepContext): Promise<void> {
  const { id, firmId, state } = run
  if ((await db(firmId).run.count({ where: { id, state } })) === 0) throw new RunMoved()
}
