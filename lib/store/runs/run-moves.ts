// All changes of a run's state, and all waits that begin or end. A change of state is one statement that names the allowed previous
// states
// (lib/engine/run-state.ts), so if two processes move a run at once, the second one changes nothing. A new state clears the run's wait
// and its failures.
import type { Before, PersonWait, RunState, TimedWait, WaitKind } from '@/lib/engine/run-state'
import type { Db, Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'

/** Returns the number of runs moved: 0 if no matching run was in one of the states `from`. */
export async function moveRuns<To extends RunState>(
  by: Pick<Db | Tx, 'run'>,
  which: Prisma.RunWhereInput,
  from: readonly Before<To>[],
  to: To,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<number> {
  const rest = { waitKind: null, waitUntil: null, attempts: 0 }
  const { count } = await by.run.updateMany({
    where: { AND: [which, { state: { in: [...from] } }] },
    data: { ...rest, ...data, state: to },
  })
  return count
}

/** Like moveRuns, for one run. */
export async function moveRun<To extends RunState>(
  by: Pick<Db | Tx, 'run'>,
  id: string,
  from: Before<To>,
  to: To,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<boolean> {
  return (await moveRuns(by, { id }, [from], to, data)) > 0
}

/** What a run may wait for: a timed wait has an end, a wait for a person has none. */
export type Wait =
  | { readonly waitKind: TimedWait; readonly waitUntil: Date }
  | { readonly waitKind: Exclude<WaitKind, TimedWait>; readonly waitUntil: null }

export const personWait = (waitKind: PersonWait): Wait => ({ waitKind, waitUntil: null })

/** Makes the runs wait. Returns their number. */
export async function beginWait(
  by: Pick<Db | Tx, 'run'>,
  which: Prisma.RunWhereInput,
  wait: Wait,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<number> {
  const { count } = await by.run.updateMany({ where: which, data: { ...data, ...wait } })
  return count
}

/** Ends the runs' waits. Returns their number. */
export async function endWait(
  by: Pick<Db | Tx, 'run'>,
  which: Prisma.RunWhereInput,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<number> {
  const over = { waitKind: null, waitUntil: null }
  const { count } = await by.run.updateMany({ where: which, data: { ...data, ...over } })
  return count
}
