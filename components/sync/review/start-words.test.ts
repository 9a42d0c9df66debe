import { describe, expect, it } from 'vitest'
import { MINUTE } from '@/lib/time'
import { fullWords, openWords, roughly, shortWords, startWords } from './start-words'

describe('what Start Sync does', () => {
  const rows: readonly (readonly [number, number, number, number, number, string])[] = [
    [934, 805, 129, 0, 0, '934 changes: 805 in Clio, 129 in Google. Deletes nothing.'],
    [
      934,
      805,
      141,
      12,
      0,
      '934 changes: 805 in Clio, 141 in Google, 12 of them on both sides. Deletes nothing.',
    ],
    [7, 7, 7, 7, 0, '7 changes: 7 in Clio, 7 in Google, all of them on both sides. Deletes nothing.'],
    [1, 1, 0, 0, 0, '1 change: 1 in Clio. Deletes nothing.'],
    [12, 0, 12, 0, 2, '12 changes: 12 in Google. Deletes 2 contacts in Google.'],
  ]
  it.each(rows)('%i changes, %i here, %i there, %i both, %i deletes', (...row) => {
    const [changes, toLocal, toRemote, both, deletes, words] = row
    const message = startWords(
      { changes, toLocal, toRemote, both, deletes, takesMs: 200_000 },
      'Google',
      'contacts',
    )
    expect(message).toBe(`${words} Takes about 3 minutes.`)
    // The parts add up to the total shown.
    expect(toLocal + toRemote - both).toBe(changes)
  })

  it('may be nothing, which takes no time', () => {
    const nothing = { changes: 0, toLocal: 0, toRemote: 0, both: 0, deletes: 0, takesMs: 0 }
    expect(startWords(nothing, 'Google', 'contacts')).toBe('nothing to write now. Later edits are synced.')
    const left = { deletes: 0, open: 3, outdated: 0, excluded: 0 }
    expect(shortWords({ ...left, changes: 0 }, 'contacts')).toBe('Nothing to write now, 3 left out.')
    expect(shortWords({ ...left, changes: 0, open: 0 }, 'contacts')).toBe('Nothing to write now.')
  })

  it('of one contact on both sides says so', () => {
    expect(
      startWords(
        { changes: 1, toLocal: 1, toRemote: 1, both: 1, deletes: 0, takesMs: 3_000 },
        'Google',
        'contacts',
      ),
    ).toBe('1 change: on both sides. Deletes nothing. Takes less than a minute.')
  })

  it('takes a time that is told no finer than it is known', () => {
    const times: readonly (readonly [number, string])[] = [
      [0.9, 'less than a minute'],
      [1, 'about 1 minute'],
      [24.6, 'about 25 minutes'],
      [89, 'about 89 minutes'],
      [91, 'about 2 hours'],
      [25 * 60, 'about 25 hours'],
      [60 * 60, 'about 3 days'],
    ]
    for (const [minutes, words] of times) expect(roughly(minutes * MINUTE)).toBe(words)
  })

  it('leaves out what waits, and says so', () => {
    expect(openWords({ open: 0, outdated: 0, excluded: 0, partly: 0 }, 'contacts')).toBe('')
    expect(openWords({ open: 1, outdated: 0, excluded: 0, partly: 0 }, 'contacts')).toBe(
      'Left out: 1 contact that needs your decision.',
    )
    expect(openWords({ open: 3, outdated: 4, excluded: 0, partly: 0 }, 'contacts')).toBe(
      'Left out: 3 contacts that need your decision and 4 that changed since the preview.',
    )
  })

  it('leaves out who was excluded, who waits for nobody', () => {
    expect(openWords({ open: 0, outdated: 0, excluded: 2, partly: 0 }, 'contacts')).toBe(
      'Left out: 2 contacts that you excluded.',
    )
    expect(openWords({ open: 3, outdated: 0, excluded: 1, partly: 2 }, 'contacts')).toBe(
      'Left out: 3 contacts that need your decision and 1 that you excluded. 2 of them will be partly updated.',
    )
    expect(shortWords({ changes: 934, deletes: 0, open: 3, outdated: 4, excluded: 2 }, 'contacts')).toBe(
      '934 changes, 9 left out. Deletes nothing.',
    )
  })

  it('fits a narrow screen', () => {
    expect(shortWords({ changes: 934, deletes: 0, open: 3, outdated: 4, excluded: 0 }, 'contacts')).toBe(
      '934 changes, 7 left out. Deletes nothing.',
    )
    expect(shortWords({ changes: 1, deletes: 2, open: 0, outdated: 0, excluded: 0 }, 'contacts')).toBe(
      '1 change. Deletes 2 contacts.',
    )
  })

  it('says what the account has no room for', () => {
    expect(fullWords({ adds: 300, held: 24_900, most: 25_000, over: 200 }, 'Google', 'contacts')).toContain(
      '200 of the 300 contacts to add to Google will not fit: an account holds 25,000, and this one has 24,900.',
    )
    expect(fullWords({ adds: 1, held: 25_000, most: 25_000, over: 1 }, 'Google', 'contacts')).toContain(
      '1 contact to add to Google will not fit',
    )
  })

  it('says whose other fields are written all the same', () => {
    expect(openWords({ open: 1, outdated: 0, excluded: 0, partly: 1 }, 'contacts')).toContain(
      'It will be partly updated.',
    )
    expect(openWords({ open: 3, outdated: 0, excluded: 0, partly: 2 }, 'contacts')).toContain(
      '2 of them will be partly updated.',
    )
  })
})
