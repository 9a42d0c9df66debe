import { expect, it } from 'vitest'
import { lookUp, one } from '@/lib/http/query'

const table = { failed: 'It failed.' }

it.each([
  ['failed', 'It failed.'],
  ['unknown', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
  ['toString', undefined],
  ['hasOwnProperty', undefined],
  ['', undefined],
  [null, undefined],
])('under %s a table says %s', (key, found) => {
  expect(lookUp(table, key)).toBe(found)
})

it.each([
  [undefined, null],
  ['a', 'a'],
  [['a', 'b'], 'a'],
  [[], null],
])('of %j the first counts', (value, first) => {
  expect(one(value)).toBe(first)
})
