// Each sentence that differs between the kinds, about events: contacts have theirs in the test beside each word module.
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { GuardKind } from '@/lib/engine/guard/guard'
import type { Cause, SyncStatus } from '@/lib/engine/status'
import { sinceWords } from '../asked-words'
import { errorWords } from '../error-words'
import { guardWords } from '../guard-words'
import { needOf } from '../need-words'
import { DiscardQuestion } from '../review/discard-question'
import { shortcuts } from '../review/hooks/use-keys'
import { NothingHere } from '../review/nothing-here'
import { fullWords, openWords, shortWords, startWords } from '../review/start-words'
import { resultWords } from '../runs/run-words'
import { AccountOwnerNotice } from '../status/account-owner-notice'
import { Headline } from '../status/headline'
import { OthersNotice } from '../status/others-notice'
import { progressWords, titleWords } from '../status/progress-words'
import { Promises } from '../status/set-up'
import { SettingsForm } from '../status/settings/settings-form'
import { StopConsequences } from '../status/stop-words'
import { EVENTS } from './events'
import { wordsOf } from './words'

const label = 'Google'
const kind = 'events'
const at = new Date('2026-11-27T10:00:00Z')
const nothingYet = async () => undefined
const textOf = (element: ReactElement) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ')
const attention = (cause: Cause): SyncStatus => ({
  ...{ kind: 'attention', account: 'ana@example.com', causes: [cause], checkedAt: null },
})

describe('of events, a review', () => {
  it.each<readonly [GuardKind, string]>([
    [
      'remoteEmptied',
      'All 30 synced events are gone from Google. If that was an accident, stop here: Continue deletes them in Clio, too, except those that were edited there.',
    ],
    [
      'remoteShrunk',
      '30 of 40 events are gone from Google. That is unusual. Continue deletes them in Clio, too,',
    ],
    ['manyDeletes', 'This would delete 30 of 40 events in Clio or Google. That is unusual.'],
    [
      'seriesDeletedLocal',
      'This would delete 30 recurring events in Clio with all dates, because they were deleted in Google. If that was an accident, stop here and restore them in Google.',
    ],
    [
      'seriesDeletedRemote',
      'This would delete 30 recurring events in Google with all dates, because they were deleted in Clio. If that was an accident, stop here and restore them in Clio.',
    ],
    ['manyWrites', 'This would update 30 events once more, after many updates within an hour.'],
    ['manyOverwrites', 'This would update 30 of 40 events.'],
    ['manyToRemote', 'This would add 30 events to Google, where 40 are synced so far.'],
    [
      'manyToLocal',
      'This would add 30 events from Google to Clio, for everyone who can see this calendar; 40 are synced so far.',
    ],
    [
      'pingPong',
      '30 events keep being changed back after we write them. Is another program syncing the same events?',
    ],
    ['incomplete', 'Google announced 40 events but returned 30. Missing events are not treated as deleted.'],
  ])('at the guard %s reads "%s"', (guard, words) => {
    expect(guardWords({ kind: guard, count: 30, of: 40 }, label, kind)).toContain(words)
  })

  it('says what Start Sync does', () => {
    const totals = { changes: 3, toLocal: 1, toRemote: 2, both: 0, deletes: 2, takesMs: 1_000 }
    expect(startWords(totals, label, kind)).toBe(
      '3 changes: 1 in Clio, 2 in Google. Deletes 2 events in Clio or Google. Takes less than a minute.',
    )
    const left = { changes: 3, deletes: 1, open: 1, outdated: 0, excluded: 2, partly: 0 }
    expect(shortWords(left, kind)).toBe('3 changes, 3 left out. Deletes 1 event.')
    expect(openWords(left, kind)).toBe('Left out: 1 event that needs your decision and 2 that you excluded.')
    expect(fullWords({ adds: 3, held: 8, most: 10, over: 1 }, label, kind)).toContain(
      '1 of the 3 events to add to Google will not fit',
    )
    expect(sinceWords({ editedSince: 2, settingsChanged: false }, 'preview', kind)[0]).toMatch(
      /^2 events have changed in Clio since this was compared\. .* those events wait/,
    )
  })

  it('names events in its lists, keys and questions', () => {
    const place = { view: 'addRemote', q: '', after: null, before: null } as const
    const nothing = () => undefined
    expect(textOf(createElement(NothingHere, { place, ofRun: true, label, kind, onGo: nothing }))).toContain(
      'No event is added to Google',
    )
    expect(shortcuts(label, kind)[0]).toEqual(['j / k', 'next / previous event'])
    const discard = { runId: '1', preview: '/', discard: nothingYet, label, kind } as const
    expect(textOf(createElement(DiscardQuestion, discard))).toContain('Excluded events stay excluded.')
  })

  it('says why an event could not be synced', () => {
    const rejected = { kind: 'rejected', field: 'repeat', message: 'Not a rule.' }
    expect(errorWords(rejected, label, EVENTS)).toEqual({
      cause: 'Google does not accept its recurrence',
      remedy: 'Not a rule. Correct the event, then retry.',
    })
    const gone = { kind: 'gone', field: null, message: '' }
    expect(errorWords(gone, label, EVENTS).cause).toBe('This event was deleted during the sync')
  })
})

describe('of events, the status', () => {
  const of = { place: 'google', label, product: 'Google Calendar', kind } as const
  const waiting = { undecided: 1, outdated: 0, failed: 2 }

  it.each<readonly [Cause, string, string]>([
    [
      { kind: 'consent', since: at },
      'Google Calendar no longer syncs: Concord has lost access.',
      'Google no longer lets us read your calendar',
    ],
    [
      { kind: 'waiting', waiting },
      '1 event needs your decision. 2 could not be synced.',
      'In sync, but 1 needs a decision and 2 could not be synced',
    ],
    [
      { kind: 'asks', runId: '1', wait: 'others' },
      'Your sync is waiting for your approval.',
      'Someone at your firm already syncs this calendar',
    ],
    [
      { kind: 'failed', runId: '1', at, why: 'reading' },
      'The last check of your sync failed.',
      'Google keeps stopping before all events are read',
    ],
  ])('%o reads "%s", and on its page "%s"', (cause, need, headline) => {
    expect(needOf(attention(cause), of)?.text).toBe(need)
    const facts = {
      planned: 0,
      lastSuccessAt: null,
      nextCheckAt: null,
      stoppedBy: null,
      pausedBy: null,
      waitingEdits: null,
      restoredTo: null,
      startedBefore: true,
    }
    const status = attention(cause)
    expect(textOf(createElement(Headline, { status, facts, label, kind }))).toContain(headline)
  })

  it('tells progress and results in events', () => {
    expect(progressWords({ phase: 'reading', done: 4_000, total: 5_000 }, label, kind)).toBe(
      'Reading Google events — 4,000 of 5,000',
    )
    expect(titleWords({ done: 1, total: 2 }, kind)).toBe('(50 %) Calendar sync')
    expect(resultWords({ kind: 'manual', applied: 1, failed: 0, state: 'done' }, kind)).toBe('1 event synced')
  })

  it('says what stops and what stays', () => {
    expect(wordsOf(kind).stop.question(undefined)).toBe('Stop syncing this calendar?')
    expect(wordsOf(kind).stop.question('Ana Lima')).toBe('Stop Ana Lima’s calendar sync?')
    const words = textOf(
      createElement(StopConsequences, { left: 2, owner: undefined, label, kind, form: '' }),
    )
    expect(words).toContain('Events already copied stay in both.')
    expect(words).toContain('The event being written is finished, 2 others are not.')
    const others = 'This also stops your other syncs with this account.'
    expect(words).not.toContain(others)
    const among = { left: null, owner: undefined, label, kind, form: '', hasOthers: true } as const
    expect(textOf(createElement(StopConsequences, among))).toContain(others)
  })

  it('says that a deletion goes both ways, and which conflicts always wait', () => {
    const settings = { onConflict: 'local', onLocalDelete: 'delete' } as const
    const action = async () => ({ kind: 'message', words: '' }) as const
    const words = textOf(
      createElement(SettingsForm, { syncId: '1', settings, privateAs: 'none', label, kind, action }),
    )
    expect(words).toContain('When I delete an event in Clio')
    expect(words).toContain('Private events in Google come to Clio as Busy')
    expect(words).toContain('An event deleted in Google is deleted in Clio, too, unless it was edited there.')
    expect(words).toContain(
      'Conflicts about the time, the recurrence, the guests or a cancellation always need your decision.',
    )
  })

  it('promises guests no email, and names who else syncs the calendar', () => {
    const promises = textOf(createElement(Promises, { label, account: 'Google account', kind }))
    expect(promises).toContain('Send an email to guests, or change who is invited without asking you')
    const person = { name: 'Ben', provider: 'google', label, since: at, contacts: 2, sameEmails: null }
    expect(textOf(createElement(OthersNotice, { people: [person], label, kind }))).toContain(
      'Ben has been syncing 2 events with Google since',
    )
    const accountOwner = { name: 'Ben', since: at }
    expect(
      textOf(createElement(AccountOwnerNotice, { accountOwner, account: 'ben@example.com', kind })),
    ).toContain(
      'so its events are in sync for everyone who can see the calendar. You don’t need to do anything.',
    )
  })
})
