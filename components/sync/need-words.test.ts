import { expect, it } from 'vitest'
import type { Cause, SyncStatus } from '@/lib/engine/status'
import { needOf } from './need-words'

const GOOGLE = { kind: 'contacts', place: 'google', label: 'Google', product: 'Google Contacts' } as const
const HOME = '/settings/sync/google'
const at = new Date(0)
const attention = (cause: Cause): SyncStatus => ({
  kind: 'attention',
  account: 'ana@example.com',
  causes: [cause],
  checkedAt: null,
})
const waiting = (undecided: number, outdated: number, failed: number): Cause => ({
  kind: 'waiting',
  waiting: { undecided, outdated, failed },
})

it.each<readonly [Cause, string, string]>([
  [{ kind: 'consent', since: at }, 'Google Contacts no longer sync: Concord has lost access.', HOME],
  [{ kind: 'asks', runId: 'run', wait: 'guard' }, 'Your sync is waiting for your approval.', HOME],
  [{ kind: 'failed', runId: 'run', at, why: 'bug' }, 'The last check of your sync failed.', HOME],
  [waiting(1, 0, 0), '1 contact needs your decision.', `${HOME}/preview`],
  [waiting(2, 3, 1), '5 contacts need your decision. 1 could not be synced.', `${HOME}/preview`],
  [waiting(0, 0, 2), '2 contacts could not be synced.', `${HOME}#failing`],
])('%o reads "%s" and leads to %s', (cause, text, href) => {
  expect(needOf(attention(cause), GOOGLE)).toMatchObject({ text, href })
})

it('is silent while nothing needs the person', () => {
  expect(needOf({ kind: 'notConnected' }, GOOGLE)).toBeNull()
  expect(needOf({ kind: 'stopped', account: 'a', at, byId: null }, GOOGLE)).toBeNull()
  expect(needOf({ kind: 'upToDate', account: 'a', checkedAt: at, nextCheckAt: at }, GOOGLE)).toBeNull()
})
