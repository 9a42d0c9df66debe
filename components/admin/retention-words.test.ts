import { expect, it } from 'vitest'
import { REMOVED } from '@/lib/store/retention/rules'
import { removedWords } from './retention-words'

it('each kind of what goes has words, for one and for many', () => {
  for (const kind of REMOVED) {
    const [one] = removedWords({ [kind]: 1 })
    const [many] = removedWords({ [kind]: 2_000 })
    expect(one).toContain('1 ')
    expect(many).toContain('2,000 ')
  }
})

it('are in the order of the kinds, and none where nothing went', () => {
  expect(removedWords({ edits: 12, runs: 1 })).toEqual([
    'the values of 12 entries in the history of contacts, events and matters',
    '1 sync run that did nothing',
  ])
  expect(removedWords({})).toEqual([])
})
