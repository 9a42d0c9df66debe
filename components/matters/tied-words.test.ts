import { expect, it } from 'vitest'
import { tiedWords } from './tied-words'

const client = (id: string) => ({ id, role: null })
const related = (id: string) => ({ id, role: 'Witness' })

it.each([
  [
    [client('a')],
    'This contact is the client of 1 matter. Choose another client there, or delete the matter. Then try again.',
  ],
  [
    [client('a'), client('b')],
    'This contact is the client of 2 matters. Choose another client in each of them, or delete the matters. Then try again.',
  ],
  [
    [related('a')],
    'This contact is a related contact of 1 matter. Remove it from that matter. Then try again.',
  ],
  [
    [client('a'), related('a'), related('b')],
    'This contact is the client of 1 matter. Choose another client there, or delete the matter. It is also a related contact of 2 matters. Remove it from each of them. Then try again.',
  ],
])('%j reads "%s"', (matters, words) => {
  expect(tiedWords(matters)).toBe(words)
})
