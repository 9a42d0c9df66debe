import { describe, expect, it } from 'vitest'
import {
  callsWords,
  endWords,
  readWords,
  resultWords,
  tookWords,
  triggerWords,
  waitsWords,
} from './run-words'

describe('a run of the past', () => {
  it('says what it read; an undo is an undo', () => {
    expect(readWords({ kind: 'scheduled', full: false })).toBe('Check for changes')
    expect(readWords({ kind: 'manual', full: true })).toBe('Full check')
    expect(readWords({ kind: 'undo', full: false })).toBe('Undo')
  })

  it('says why it ran', () => {
    expect(triggerWords({ kind: 'scheduled', by: null })).toBe('On schedule')
    expect(triggerWords({ kind: 'edit', by: null })).toBe('After a change in Clio')
    expect(triggerWords({ kind: 'manual', by: 'Ana Lima' })).toBe('Sync now by Ana Lima')
    expect(triggerWords({ kind: 'first', by: 'Ana Lima' })).toBe('Set up by Ana Lima')
    expect(triggerWords({ kind: 'resume', by: 'Ana Lima' })).toBe('Resumed by Ana Lima')
    expect(triggerWords({ kind: 'resume', by: null })).toBe('After Resume')
  })

  it('says how it ended, and a question before a state', () => {
    expect(endWords({ state: 'done', failed: 0, waitKind: null }, 'Google').word).toBe('Done')
    expect(endWords({ state: 'done', failed: 2, waitKind: null }, 'Google').word).toBe('Done, with errors')
    expect(endWords({ state: 'comparing', failed: 0, waitKind: 'guard' }, 'Google').word).toBe(
      'Waiting for approval',
    )
    expect(endWords({ state: 'reading', failed: 0, waitKind: 'rate', isPaused: true }, 'Google').word).toBe(
      'Paused',
    )
  })

  it.each([
    ['reading', 'consent', 'Lost access to Google', 'bad'],
    ['applying', 'consent', 'Lost access to Google', 'bad'],
    ['applying', 'rate', 'Waiting for Google', 'busy'],
    ['reading', 'unavailable', 'Google is not responding', 'warn'],
    ['stopped', 'consent', 'Stopped', 'quiet'],
    ['applying', 'rateDay', 'Waiting for Google', 'busy'],
  ] as const)('%s, waiting because of %s, reads "%s"', (state, waitKind, word, tone) => {
    expect(endWords({ state, failed: 0, waitKind }, 'Google')).toEqual({ word, tone })
  })

  it('tells successes first', () => {
    expect(resultWords({ kind: 'manual', applied: 931, failed: 3, state: 'done' }, 'contacts')).toBe(
      '931 contacts synced and 3 failed',
    )
    expect(
      resultWords({ kind: 'manual', applied: 287, matched: 16, failed: 0, state: 'done' }, 'contacts'),
    ).toBe('287 contacts synced and 16 unchanged')
    expect(resultWords({ kind: 'manual', applied: 0, failed: 0, state: 'done' }, 'contacts')).toBe(
      'No changes',
    )
    expect(resultWords({ kind: 'manual', applied: 0, failed: 0, state: 'reading' }, 'contacts')).toBe('–')
  })

  it('says of an undo that it changed back', () => {
    expect(resultWords({ kind: 'undo', applied: 224, failed: 0, state: 'done' }, 'contacts')).toBe(
      '224 contacts changed back',
    )
  })

  it('took as long as the machine worked, not the person who looked at the preview', () => {
    const at = (time: string) => new Date(`2026-11-23T${time}Z`)
    const none = { readyAt: null, applyingAt: null, endedAt: null }
    const run = { createdAt: at('10:00:00'), ...none }
    expect(tookWords(run)).toBe('–')
    expect(tookWords({ ...run, endedAt: at('10:04:00') })).toBe('4 min')
    expect(tookWords({ ...run, applyingAt: at('10:01:00'), endedAt: at('10:04:00') })).toBe('4 min')
    const ready = { ...run, readyAt: at('10:02:00') }
    expect(tookWords({ ...ready, applyingAt: at('11:30:00'), endedAt: at('11:33:00') })).toBe('5 min')
    // Half an hour of it a guard held the run, or access was lost.
    const held = { ...run, waitedSeconds: 1800 }
    expect(tookWords({ ...held, endedAt: at('10:33:00') })).toBe('3 min')
    expect(tookWords({ ...ready, waitedSeconds: 60, endedAt: at('10:02:30') })).toBe('60 s')
    // Discarded after an hour: only the preview was made.
    expect(tookWords({ ...ready, endedAt: at('11:02:00') })).toBe('2 min')
  })
})

it.each([
  [{ apiCalls: 1 }, '1 API call'],
  [{ apiCalls: 1_200, callsRefused: 3 }, '1,200 API calls, 3 refused by the quota'],
  [{ apiCalls: 12, callsRefused: 1, callsFailed: 2 }, '12 API calls, 1 refused by the quota and 2 failed'],
] as const)('calls %j read "%s"', (run, words) => {
  expect(callsWords(run)).toBe(words)
})

it.each([
  [{}, null],
  [{ quotaWaits: 1 }, 'once for Google’s quota'],
  [{ quotaWaits: 3, waitedSeconds: 120 }, '3 times for Google’s quota and 2 min for a person'],
] as const)('waits %j read "%s"', (run, words) => {
  expect(waitsWords(run, 'Google')).toBe(words)
})
