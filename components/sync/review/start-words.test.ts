import { describe, expect, it } from 'vitest'
import { openWords, startWords } from './start-words'

describe('what Start Sync does', () => {
  const rows: readonly (readonly [number, number, number, number, string])[] = [
    [934, 805, 129, 0, '934 changes: 805 in Clio, 129 in Google. Deletes nothing.'],
    [1, 1, 0, 0, '1 change: 1 in Clio. Deletes nothing.'],
    [12, 0, 12, 2, '12 changes: 12 in Google. Deletes 2 contacts in Google.'],
    [0, 0, 0, 0, 'nothing is written now. Deletes nothing.'],
  ]
  it.each(rows)('%i changes, %i here, %i there, %i deletes', (changes, toLocal, toRemote, deletes, words) => {
    expect(startWords({ changes, toLocal, toRemote, deletes })).toBe(words)
  })

  it('leaves out what waits, and says so', () => {
    expect(openWords({ open: 0, drifted: 0 })).toBe('')
    expect(openWords({ open: 1, drifted: 0 })).toBe(
      'Start without this one (without a decision): it waits for you.',
    )
    expect(openWords({ open: 3, drifted: 4 })).toBe(
      'Start without these 7 (3 without a decision and 4 changed since the preview): they wait for you.',
    )
  })
})
