import { describe, expect, it } from 'vitest'
import {
  isAwaitingApproval,
  isOpen,
  mayStep,
  OPEN_STATES,
  type RunState,
  STEPS,
  statesBefore,
  WAIT_KINDS,
  WAITS,
  WORKING_STATES,
  waitsEndedBySyncNow,
} from '@/lib/engine/run-state'

const states = Object.keys(STEPS) as RunState[]
const now = new Date(Date.UTC(2026, 10, 27, 9))
const later = new Date(now.getTime() + 1)

/** All states that can be reached from a state. */
function reach(from: RunState, seen = new Set<RunState>()): ReadonlySet<RunState> {
  for (const next of STEPS[from])
    if (!seen.has(next)) {
      seen.add(next)
      reach(next, seen)
    }
  return seen
}

describe('a run', () => {
  it('writes only after it has compared', () => {
    const writers = states.filter((state) => (STEPS[state] as readonly RunState[]).includes('applying'))
    expect(writers).toEqual(['comparing', 'ready'])
  })
  it('can reach each of its states, and from each a final one', () => {
    expect([...reach('reading')].sort()).toEqual(states.filter((state) => state !== 'reading').sort())
    for (const state of OPEN_STATES) expect([...reach(state)].some((end) => !isOpen(end))).toBe(true)
  })
  it('can be stopped as long as it is open, and discarded until it writes', () => {
    const leadsTo = (end: RunState) =>
      states.filter((state) => (STEPS[state] as readonly RunState[]).includes(end))
    expect(leadsTo('stopped')).toEqual(OPEN_STATES)
    expect(leadsTo('discarded')).toEqual(['reading', 'comparing', 'ready'])
  })
})

describe('a worker takes the next step', () => {
  const run = { state: 'reading', waitKind: null, waitUntil: null } as const
  it('of a run that waits for nothing', () => expect(mayStep(run, false, now)).toBe(true))
  it.each(states.filter((state) => !isOpen(state) || state === 'ready'))('not of one that is %s', (state) =>
    expect(mayStep({ ...run, state }, false, now)).toBe(false),
  )
  it.each(states)('of one that is %s only where the list of working states has it', (state) =>
    expect(mayStep({ ...run, state }, false, now)).toBe(WORKING_STATES.includes(state)),
  )
  it.each(WAIT_KINDS)('of one that waits (%s) once the wait is over, and not before', (waitKind) => {
    const waits = WAITS[waitKind]
    const rests = { ...run, waitKind, waitUntil: waits === 'time' ? later : null }
    expect(mayStep(rests, waits === 'consent', now)).toBe(false)
    if (waits === 'time') expect(mayStep(rests, false, later)).toBe(true)
    if (waits === 'consent') expect(mayStep(rests, false, now)).toBe(true)
    if (waits === 'person') expect(mayStep(rests, false, new Date(Date.UTC(2999, 0)))).toBe(false)
  })
})

describe('a person', () => {
  it.each(states)('stops or discards a run that is %s where the table has that step', (state) => {
    for (const to of ['stopped', 'discarded'] as const)
      expect((statesBefore(to) as readonly RunState[]).includes(state)).toBe(
        (STEPS[state] as readonly RunState[]).includes(to),
      )
  })
  it('approves a run’s plan if it is ready or a guard stopped it, and not otherwise', () => {
    const asks = states.flatMap((state) =>
      [null, ...WAIT_KINDS]
        .filter((waitKind) => isAwaitingApproval({ state, waitKind }))
        .map((waitKind) => `${state} ${waitKind}`),
    )
    expect(asks.filter((one) => !one.startsWith('ready '))).toEqual(['comparing guard'])
    expect(asks).toContain('ready null')
  })
  it('ends only timed waits with Sync now', () => {
    expect(waitsEndedBySyncNow).toEqual(['rate', 'rateDay', 'unavailable'])
    for (const kind of waitsEndedBySyncNow) expect(WAITS[kind]).toBe('time')
  })
})
