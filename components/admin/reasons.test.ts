import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { exactly } from '@/components/ui/time/moment'
import type { Cause, SyncStatus } from '@/lib/engine/status'
import { ReasonWords } from './reason-words'
import { nextCheckOf, type ReasonFacts, reasonsOf } from './reasons'

const at = new Date('2026-11-27T10:00:00Z')
const account = 'ben@example.com'
const facts: Omit<ReasonFacts, 'status'> = {
  ...{ of: 'contacts', ownerName: 'Ben', run: null, pausedBy: null, stoppedBy: null, waitingEdits: null },
  ...{ waiting: { undecided: 0, outdated: 0, failed: 0 }, undecidedSince: null, failedSince: null },
}
const attention = (cause: Cause): SyncStatus => ({
  ...{ kind: 'attention', account, causes: [cause], checkedAt: at },
})
const waits = (until: Date): SyncStatus => ({
  ...{ kind: 'syncing', account, runId: '1', phase: 'reading', done: 1, total: null, since: at },
  ...{ secondsLeft: null, pause: { kind: 'rateDay', until } },
})
const paused = { kind: 'paused', account, at, byId: 'bea', consentLost: false, midRun: false } as const
const open = { undecided: 1, outdated: 1, failed: 3 }
const guards = [{ kind: 'manyDeletes', count: 62, of: 299 }]

const read = (given: Partial<ReasonFacts> & { readonly status: SyncStatus }) =>
  reasonsOf({ ...facts, ...given }, 'Google').map((reason) =>
    renderToStaticMarkup(createElement(ReasonWords, { reason })).replace(/<[^>]+>/g, ''),
  )

const SINCE = `Since Nov 27, 2026, 10:00 AM UTC.`
const rows: readonly (readonly [string, Parameters<typeof read>[0], readonly string[]])[] = [
  [
    'lost access',
    { status: attention({ kind: 'consent', since: at }) },
    [
      `Concord has lost access to Google. ${SINCE} Ben has to connect again, or you can stop the sync for them.`,
    ],
  ],
  [
    'a guard',
    {
      status: attention({ kind: 'asks', runId: '1', wait: 'guard' }),
      run: { problem: { kind: 'guard', guards }, waitingSince: at, failingSince: null },
    },
    [
      `This would delete 62 of 299 contacts in Google. ${SINCE} Ben has to look at the changes, or you can stop the sync for them.`,
    ],
  ],
  [
    'an account that does not answer',
    {
      status: attention({ kind: 'unavailable', runId: '1', until: null }),
      run: { problem: null, waitingSince: null, failingSince: at },
    },
    [`Google is not responding. ${SINCE} Concord keeps trying. Nothing is lost.`],
  ],
  [
    'open decisions and failures',
    {
      status: attention({ kind: 'waiting', waiting: open }),
      ...{ undecidedSince: at, failedSince: at },
    },
    [
      `2 contacts need a decision. ${SINCE} Ben has to decide.`,
      `3 contacts are failing. ${SINCE} Errors on Sync Status say what to do.`,
    ],
  ],
  [
    'a pause, with its open decisions',
    { status: paused, pausedBy: 'Bea', waiting: { ...open, failed: 0 }, undecidedSince: at },
    [`Paused by Bea. ${SINCE} No edit waits.`, `2 contacts need a decision. ${SINCE} Ben has to decide.`],
  ],
  [
    'a stop, without the decisions that it ended',
    { status: { kind: 'stopped', account, at, byId: 'bea' }, stoppedBy: 'Bea', waiting: open },
    [`Stopped by Bea. ${SINCE} Ben can start it again.`],
  ],
  [
    'a wait for the quota',
    { status: waits(at) },
    [`Waiting for Google’s quota until ${exactly(at, null)}. `],
  ],
  ['nothing', { status: { kind: 'upToDate', account, checkedAt: at, nextCheckAt: at } }, []],
]

describe('the reasons of a connection say since when and what to do', () => {
  it.each(rows)('of %s', (_, given, sentences) => {
    expect(read(given)).toEqual(sentences)
  })
})

it('a connection without access has no next check', () => {
  const sync = { state: 'active', pausedAt: null, nextCheckAt: at } as Parameters<
    typeof nextCheckOf
  >[0]['sync']
  expect(nextCheckOf({ sync, run: null, consentLostAt: null })).toBe(at)
  expect(nextCheckOf({ sync, run: null, consentLostAt: at })).toBeNull()
})
