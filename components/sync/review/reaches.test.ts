import { expect, it } from 'vitest'
import { reachesWords } from './reaches'

it.each([
  [0, ['Ana Lima'], ''],
  [66, [], ''],
  [
    66,
    ['Ana Lima'],
    '66 contacts that this adds to or changes in Clio will also reach the Google account of Ana Lima at the next check.',
  ],
  [
    1,
    ['Ana Lima', 'Ben Ode'],
    '1 contact that this adds to or changes in Clio will also reach the Google accounts of Ana Lima and Ben Ode at the next check.',
  ],
])('%i contacts and %j read "%s"', (toLocal, names, words) => {
  expect(reachesWords(toLocal, names, 'Google', 'contacts')).toBe(words)
})

it('names no more people than anybody reads', () => {
  const names = Array.from({ length: 20 }, (_, at) => `P${at}`)
  expect(reachesWords(2, names, 'Google', 'contacts')).toContain('P4, P5 and 14 more')
})
