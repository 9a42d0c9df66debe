// A first preview that failed says why, and nothing else does.
import { expect, test } from 'vitest'
import { failedPreview } from './failed-preview'

const failed = { kind: 'first', state: 'failed' } as const
const words = (problem: unknown) => failedPreview({ ...failed, problem }, 'Google')

test('says why, and that nothing was changed', () => {
  expect(words({ kind: 'reading', times: 5 })).toContain('Google kept stopping before all events were read')
  expect(words({ kind: 'unreadable', changeId: '1', why: 'damaged' })).toContain('could not be read')
  expect(words({ kind: 'bug' })).toContain('an error on our side')
  expect(words(null)).toContain('Nothing was changed')
})

test('a calendar that is gone has words of its own, and other runs have none', () => {
  expect(words({ kind: 'gone' })).toBeNull()
  expect(failedPreview({ kind: 'scheduled', state: 'failed', problem: null }, 'Google')).toBeNull()
  expect(failedPreview({ kind: 'first', state: 'discarded', problem: null }, 'Google')).toBeNull()
})
