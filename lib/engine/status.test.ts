import { describe, expect, test } from 'vitest'
import { type RunFacts, type StatusInput, type SyncFacts, statusOf } from '@/lib/engine/status'

const time = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 12, minutes))
const sync: SyncFacts = {
  state: 'active',
  stoppedAt: null,
  stoppedById: null,
  pausedAt: null,
  pausedById: null,
  lastSuccessAt: time(0),
  nextCheckAt: time(15),
}
const run: RunFacts = {
  id: 'run',
  kind: 'first',
  state: 'reading',
  createdAt: time(1),
  readyAt: null,
  applyingAt: null,
  endedAt: null,
  done: 0,
  total: null,
  waitKind: null,
  waitUntil: null,
  attempts: 0,
  problem: null,
}
const quiet = { undecided: 0, outdated: 0, failed: 0 }
const input: StatusInput = {
  connection: {
    accountEmail: 'ana@example.com',
    connectedAt: time(0),
    consentLostAt: null,
    disconnectedAt: null,
  },
  sync,
  run: null,
  waiting: quiet,
  now: time(3),
}
const status = (given: Partial<StatusInput>) => statusOf({ ...input, ...given })
const lost = {
  accountEmail: 'ana@example.com',
  connectedAt: time(0),
  consentLostAt: time(2),
  disconnectedAt: null,
}

describe('a sync shows', () => {
  test('that it is paused, who paused it, and what else matters, before anything else', () => {
    const paused = { ...sync, pausedAt: time(2), pausedById: 'bea' }
    expect(status({ sync: paused })).toEqual({
      ...{ kind: 'paused', account: 'ana@example.com', at: time(2), byId: 'bea' },
      ...{ consentLost: false, midRun: false },
    })
    const failed = { ...run, state: 'failed' as const }
    expect(status({ sync: paused, run: failed, waiting: { ...quiet, failed: 3 } }).kind).toBe('paused')
    expect(status({ sync: paused, connection: lost })).toMatchObject({ kind: 'paused', consentLost: true })
    expect(status({ sync: paused, run: { ...run, state: 'applying' } })).toMatchObject({ midRun: true })
  })
  test('that it is stopped, also if it had been paused', () => {
    expect(status({ sync: { ...sync, state: 'stopped', pausedAt: time(2), pausedById: 'bea' } }).kind).toBe(
      'stopped',
    )
  })
  test('that there is no connection', () => {
    expect(status({ connection: null })).toEqual({ kind: 'notConnected' })
    expect(status({ connection: { ...lost, disconnectedAt: time(2) } })).toEqual({ kind: 'notConnected' })
  })
  test('that it is connected and nothing was begun', () => {
    expect(status({ sync: null })).toEqual({ kind: 'connected', account: 'ana@example.com' })
    expect(status({ sync: { ...sync, state: 'idle' }, run: { ...run, state: 'discarded' } }).kind).toBe(
      'connected',
    )
  })
  test('that it is connected, not stopped, once access was allowed again after the stop', () => {
    const stopped = { ...sync, state: 'stopped' as const, stoppedAt: time(1), stoppedById: 'ana' }
    const allowedAt = (minute: number) => ({
      accountEmail: 'ana@example.com',
      connectedAt: time(minute),
      consentLostAt: null,
      disconnectedAt: null,
    })
    expect(status({ sync: stopped, connection: allowedAt(0) }).kind).toBe('stopped')
    expect(status({ sync: stopped, connection: allowedAt(2) }).kind).toBe('connected')
    // A restore stopped it, so the page keeps saying so.
    expect(status({ sync: { ...stopped, stoppedById: null }, connection: allowedAt(2) }).kind).toBe('stopped')
  })
  test('how far the preview is', () => {
    const building = status({ sync: { ...sync, state: 'idle' }, run: { ...run, done: 4_000, total: 12_318 } })
    expect(building).toMatchObject({ kind: 'building', phase: 'reading', done: 4_000, total: 12_318 })
  })
  test.each([
    ['reading', 'building', 'reading'],
    ['comparing', 'building', 'comparing'],
    ['applying', 'syncing', 'writing'],
  ] as const)('which part of a first run is under way (%s)', (state, kind, phase) => {
    expect(status({ run: { ...run, state } })).toMatchObject({ kind, phase, runId: 'run' })
  })
  test('until when the account makes it wait', () => {
    const paused = { ...run, waitKind: 'rate', waitUntil: time(4) } as const
    expect(status({ run: paused })).toMatchObject({
      kind: 'building',
      pause: { kind: 'rate', until: time(4) },
    })
    expect(status({ run: paused, now: time(5) })).toMatchObject({ pause: null })
  })
  test.each(['rate', 'rateDay', 'lists'] as const)('what it waits for, by its own name (%s)', (waitKind) => {
    const paused = status({ run: { ...run, waitKind, waitUntil: time(4) } })
    expect(paused).toMatchObject({ pause: { kind: waitKind } })
  })
  test('that the preview waits', () => {
    expect(status({ run: { ...run, state: 'ready', readyAt: time(2) } })).toMatchObject({
      kind: 'ready',
      since: time(2),
    })
  })
  test('what is written, and how long it will take once that can be told', () => {
    const applying: RunFacts = { ...run, state: 'applying', applyingAt: time(1), done: 100, total: 400 }
    expect(status({ run: applying })).toMatchObject({ kind: 'syncing', phase: 'writing', secondsLeft: 360 })
    expect(status({ run: applying, now: time(1) })).toMatchObject({ secondsLeft: null })
    expect(status({ run: { ...applying, done: 0 } })).toMatchObject({ secondsLeft: null })
  })
  test('that a run in the background looks for changes', () => {
    expect(status({ run: { ...run, kind: 'scheduled' } })).toMatchObject({
      kind: 'syncing',
      phase: 'reading',
    })
  })
  test('that all is well', () => {
    expect(status({ run: { ...run, state: 'done' } })).toEqual({
      kind: 'upToDate',
      account: 'ana@example.com',
      checkedAt: time(0),
      nextCheckAt: time(15),
    })
  })
  test('that somebody stopped it', () => {
    const stopped: SyncFacts = { ...sync, state: 'stopped', stoppedAt: time(2), stoppedById: 'ana' }
    expect(status({ sync: stopped, connection: lost })).toMatchObject({
      kind: 'stopped',
      at: time(2),
      byId: 'ana',
    })
    expect(status({ sync: stopped, run }).kind).toBe('building')
  })
})

describe('a sync needs attention', () => {
  const causes = (given: Partial<StatusInput>) => {
    const shown = status(given)
    return shown.kind === 'attention' ? shown.causes.map(({ kind }) => kind) : shown.kind
  }
  test('if the consent is gone', () => expect(causes({ connection: lost, run })).toEqual(['consent']))
  test('if a run waits for access, which is said once', () => {
    const waits = { ...run, waitKind: 'consent' as const }
    expect(status({ run: waits })).toMatchObject({
      kind: 'attention',
      causes: [{ kind: 'consent', since: waits.createdAt }],
    })
    expect(causes({ connection: lost, run: waits })).toEqual(['consent'])
    expect(status({ run: { ...waits, state: 'stopped' } }).kind).toBe('upToDate')
  })
  test('if its last run failed', () =>
    expect(causes({ run: { ...run, state: 'failed' } })).toEqual(['failed']))
  test('if the account broke off its reading again and again', () =>
    expect(
      status({ run: { ...run, state: 'failed', problem: { kind: 'reading', times: 5 } } }),
    ).toMatchObject({
      causes: [{ kind: 'failed', why: 'reading' }],
    }))
  test.each(['newer', 'damaged'] as const)('if a stored change cannot be read, why (%s)', (why) =>
    expect(
      status({ run: { ...run, state: 'failed', problem: { kind: 'unreadable', changeId: 'change', why } } }),
    ).toMatchObject({ causes: [{ kind: 'failed', why }] }),
  )
  test('if it failed, since when', () => {
    const failed = { ...run, state: 'failed', endedAt: time(2) } as const
    const at = (given: RunFacts) => status({ run: given })
    expect(at(failed)).toMatchObject({ causes: [{ kind: 'failed', why: 'bug', at: time(2), runId: 'run' }] })
    expect(at({ ...failed, endedAt: null })).toMatchObject({ causes: [{ at: run.createdAt }] })
  })
  test.each(['guard', 'others'] as const)(
    'if it asks its person something (%s), while it is open',
    (wait) => {
      expect(status({ run: { ...run, waitKind: wait } })).toMatchObject({ causes: [{ kind: 'asks', wait }] })
      expect(causes({ run: { ...run, state: 'done', waitKind: wait } })).toBe('upToDate')
    },
  )
  test('if the account did not answer several times', () => {
    const deaf = { ...run, kind: 'scheduled', waitKind: 'unavailable', waitUntil: time(9) } as const
    expect(causes({ run: { ...deaf, attempts: 2 } })).toBe('syncing')
    expect(causes({ run: { ...deaf, attempts: 3 } })).toEqual(['unavailable'])
    expect(causes({ run: { ...deaf, waitKind: 'error', attempts: 3 } })).toEqual(['unavailable'])
  })
  test('if contacts wait for a person, unless a run is on its way', () => {
    const waiting = { ...quiet, undecided: 2 }
    expect(causes({ waiting })).toEqual(['waiting'])
    expect(causes({ waiting, run: { ...run, state: 'applying' } })).toBe('syncing')
    expect(causes({ waiting: { ...quiet, failed: 1 } })).toEqual(['waiting'])
  })
  test('for the gravest cause first', () => {
    expect(
      causes({ connection: lost, run: { ...run, state: 'failed' }, waiting: { ...quiet, outdated: 1 } }),
    ).toEqual(['consent', 'failed', 'waiting'])
  })
})
