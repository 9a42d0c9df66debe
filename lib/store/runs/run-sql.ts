// States and waits of runs as SQL, derived from lib/engine/run-state.ts. They are literals in the statement, never parameters, since only
// then can Postgres use the partial index of open runs.
import { APPROVAL, OPEN_STATES, type RunState, type WaitKind } from '@/lib/engine/run-state'
import { Prisma } from '@/lib/store/database/generated/client'

const quoted = (names: readonly (RunState | WaitKind)[]): string =>
  names.map((name) => `'${name}'`).join(', ')

/** For `state in (...)`, as text: the states of a run that is not finished. */
export const OPEN_STATES_TEXT = quoted(OPEN_STATES)

/** The same for a Prisma statement. */
export const openStates: Prisma.Sql = Prisma.raw(OPEN_STATES_TEXT)

/** `isAwaitingApproval` for the run "Run" r. */
export const isAwaitingApproval: Prisma.Sql = Prisma.raw(
  `(${Object.entries(APPROVAL)
    .map(([state, wait]) =>
      wait === null ? `r.state = '${state}'` : `(r.state = '${state}' and r."waitKind" = '${wait}')`,
    )
    .join(' or ')})`,
)
