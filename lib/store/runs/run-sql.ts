// States and waits of runs as SQL, derived from lib/engine/run-state.ts. They are spelled out in the statement, never passed as
// parameters: only so the partial index of open runs serves it.
import { APPROVAL, OPEN_STATES, type RunState, type WaitKind } from '@/lib/engine/run-state'
import { Prisma } from '@/lib/store/database/generated/client'

const quoted = (names: readonly (RunState | WaitKind)[]): string =>
  names.map((name) => `'${name}'`).join(', ')

/** For `state in (...)`, as text: the states of a run that is not over. */
export const OPEN_STATES_TEXT = quoted(OPEN_STATES)

/** The same for a statement of Prisma's. */
export const openStates: Prisma.Sql = Prisma.raw(OPEN_STATES_TEXT)

/** `isAwaitingApproval` of the run "Run" r. */
export const isAwaitingApproval: Prisma.Sql = Prisma.raw(
  `(${Object.entries(APPROVAL)
    .map(([state, wait]) =>
      wait === null ? `r.state = '${state}'` : `(r.state = '${state}' and r."waitKind" = '${wait}')`,
    )
    .join(' or ')})`,
)
