// The states of a run, the transitions between them, and what a run may wait for. The sets are closed: lib/store/runs/run-moves.ts makes
// every transition by this table, the database checks the waits, and run-state.pg.test.ts compares the two. Pure.

export type RunKind = 'first' | 'scheduled' | 'manual' | 'edit' | 'undo' | 'resume'

/** The states that may follow each state. A state without followers is final. A check that finds nothing is done once it has read. */
export const STEPS = {
  reading: ['comparing', 'done', 'discarded', 'stopped', 'failed'],
  comparing: ['ready', 'applying', 'discarded', 'stopped', 'failed'],
  ready: ['applying', 'discarded', 'stopped', 'failed'],
  applying: ['done', 'stopped', 'failed'],
  done: [],
  discarded: [],
  stopped: [],
  failed: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type RunState = keyof typeof STEPS

/** The states that may precede this one. A transition that the table does not have does not compile. */
export type Before<To extends RunState> = {
  [From in RunState]: To extends (typeof STEPS)[From][number] ? From : never
}[RunState]

const states = Object.keys(STEPS) as RunState[]

/** The states that may precede `to` in the table. */
export const statesBefore = <To extends RunState>(to: To): readonly Before<To>[] =>
  states.filter((state): state is Before<To> => (STEPS[state] as readonly RunState[]).includes(to))

export const isOpen = (state: RunState): boolean => STEPS[state].length > 0

/** States of a run that is not finished. */
export const OPEN_STATES: readonly RunState[] = states.filter(isOpen)

/** Whether a worker takes steps in this state. A preview that is ready waits for its person instead. */
export const isWorking = (state: RunState): boolean => isOpen(state) && state !== 'ready'

/** States in which a worker takes steps. */
export const WORKING_STATES: readonly RunState[] = states.filter(isWorking)

/**
 * What a run waits for. 'time' waits until `waitUntil`, which is then set. 'person' and 'consent' wait until somebody acts and have no
 * time.
 */
export const WAITS = {
  /** The account's quota per minute is used up. */
  rate: 'time',
  /** The account's daily quota may be used up. */
  rateDay: 'time',
  /** The account's lists do not yet show what was sent before a restore. */
  lists: 'time',
  /** The account did not answer, or answered incompletely. */
  unavailable: 'time',
  /** A step failed because of a bug in Concord. */
  error: 'time',
  /** The grant is gone; a new consent ends the wait. */
  consent: 'consent',
  /** A guard stopped it until its person continues. */
  guard: 'person',
  /** Others in the firm sync already: the person has to confirm. */
  others: 'person',
} as const

export type WaitKind = keyof typeof WAITS
export type TimedWait = { [K in WaitKind]: (typeof WAITS)[K] extends 'time' ? K : never }[WaitKind]

export type PersonWait = { [K in WaitKind]: (typeof WAITS)[K] extends 'person' ? K : never }[WaitKind]

/** Whether **Sync now** ends the wait at once. */
const ENDED_BY_SYNC_NOW: Readonly<Record<TimedWait, boolean>> = {
  rate: true,
  rateDay: true,
  lists: false,
  unavailable: true,
  error: false,
}

export const WAIT_KINDS = Object.keys(WAITS) as WaitKind[]
export const waitsOf = (end: (typeof WAITS)[WaitKind]): readonly WaitKind[] =>
  WAIT_KINDS.filter((kind) => WAITS[kind] === end)

/** The waits that **Sync now** ends at once. */
export const waitsEndedBySyncNow: readonly WaitKind[] = WAIT_KINDS.filter(
  (kind) => WAITS[kind] === 'time' && ENDED_BY_SYNC_NOW[kind as TimedWait],
)

/** The states in which a run waits for its person's approval, and the wait that says so; null if the state itself does. */
export const APPROVAL = { ready: null, comparing: 'guard' } as const satisfies Partial<
  Record<RunState, PersonWait | null>
>

/** Nothing of the run is written before its person approves: a preview, or a run that a guard stopped. */
export function isAwaitingApproval({ state, waitKind }: Pick<Resting, 'state' | 'waitKind'>): boolean {
  if (state === 'ready') return true
  return state === 'comparing' && waitKind === APPROVAL.comparing
}

export interface Resting {
  readonly state: RunState
  readonly waitKind: WaitKind | null
  readonly waitUntil: Date | null
}

/** Whether a worker may take the run's next step now. `consentLost`: the account's grant is gone. */
export function mayStep({ state, waitKind, waitUntil }: Resting, consentLost: boolean, now: Date): boolean {
  if (!isWorking(state)) return false
  if (waitKind === null) return true
  switch (WAITS[waitKind]) {
    case 'time':
      return waitUntil === null || waitUntil <= now
    case 'consent':
      return !consentLost
    case 'person':
      return false
  }
}
