// The transactions of a step. Each first checks that it still holds the account lease and that the run is still in the
// state in which the step began, and locks both rows until it ends: a person who stops the run waits, or came first.
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { renewInTransaction } from '@/lib/store/sync/account-lease'
import type { StepContext } from './step-context'

/** Thrown where a step finds its run in another state: stopped or discarded by a person. Nothing of the transaction is kept. */
export class RunMoved extends Error {
  constructor() {
    super('the run’s state changed during this step')
    this.name = 'RunMoved'
  }
}

/** All writes of a step, except results that the account already has (recordDone). */
export function inStep<T>({ run, lease }: StepContext, write: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(run.firmId, async (tx) => {
    await renewInTransaction(tx, lease)
    const rows = await tx.$queryRaw<unknown[]>`
      select id from "Run" where id = ${run.id}::uuid and state = ${run.state}::"RunState" for no key update`
    if (rows.length === 0) throw new RunMoved()
    return write(tx)
  })
}

/**
 * What the account has done is remembered whatever became of the run meanwhile: a stop does not undo a write. A person who is
 * erased at this moment is erased before it or after it.
 */
export function recordDone<T>({ run, lease }: StepContext, write: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(run.firmId, async (tx) => {
    await renewInTransaction(tx, lease)
    await tx.$queryRaw`select id from "Run" where id = ${run.id}::uuid for no key update`
    return write(tx)
  })
}

/** Before a call that a step makes later than its first one: from the moment a person stops the run, the account is not called. */
export async function mustStillRun({ run }: StepContext): Promise<void> {
  const { id, firmId, state } = run
  if ((await db(firmId).run.count({ where: { id, state } })) === 0) throw new RunMoved()
}
