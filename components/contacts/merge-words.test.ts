import { expect, it } from 'vitest'
import { doMerges, mergesWait, waitingAmong } from './merge-words'

it.each([
  [{ merges: 1, undos: 0 }, '1 merge waits to be done in Elsewhere.', 'Merge in Elsewhere'],
  [{ merges: 0, undos: 1 }, '1 undo waits to be done in Elsewhere.', 'Undo in Elsewhere'],
  [
    { merges: 2, undos: 1 },
    '2 merges and 1 undo wait to be done in Elsewhere.',
    'Merge and undo in Elsewhere',
  ],
])('%o', (waiting, words, button) => {
  expect(mergesWait(waiting, 'Elsewhere')).toBe(words)
  expect(doMerges(waiting, 'Elsewhere')).toBe(button)
})

it('counts what is not done yet', () => {
  const states = (['wanted', 'undoing', 'merged'] as const).map((state) => ({ state }))
  expect(waitingAmong(states)).toEqual({ merges: 1, undos: 1 })
})
