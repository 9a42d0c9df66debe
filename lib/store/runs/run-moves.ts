// Every change of a run's state, and every wait that begins or ends. A change of state is one statement that names the states it may come from (lib/engine/run-state.ts), so that of two
// who move a run at once the second finds it moved. With its state a run leaves its wait and its failures behind.
import type { Before, PersonWait, RunState, TimedWait, WaitKind } from '@/lib/engine/run-state'
import type { Db, Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'

/** Gives the number of runs moved: 0 where none of those meant was in one of the states `from`. */
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

/** As moveRuns, of one run. */
export async function moveRun<To extends RunState>(
  by: Pick<Db | Tx, 'run'>,
  id: string,
  from: Before<To>,
  to: To,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<boolean> {
  return (await moveRuns(by, { id }, [from], to, data)) > 0
}

/** What a run may be made to wait for: a timed wait has its end, a wait for somebody has none. */
export type Wait =
  | { readonly waitKind: TimedWait; readonly waitUntil: Date }
  | { readonly waitKind: Exclude<WaitKind, TimedWait>; readonly waitUntil: null }

export const personWait = (waitKind: PersonWait): Wait => ({ waitKind, waitUntil: null })

/** From now on the runs wait. Gives their number. */
export async function beginWait(
  by: Pick<Db | Tx, 'run'>,
  which: Prisma.RunWhereInput,
  wait: Wait,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<number> {
  const { count } = await by.run.updateMany({ where: which, data: { ...data, ...wait } })
  return count
}

/** The runs wait for nothing any more. Gives their number. */
export async function endWait(
  by: Pick<Db | Tx, 'run'>,
  which: Prisma.RunWhereInput,
  data: Prisma.RunUpdateManyMutationInput = {},
): Promise<number> {
  const over = { waitKind: null, waitUntil: null }
  const { count } = await by.run.updateMany({ where: which, data: { ...data, ...over } })
  return count
}
