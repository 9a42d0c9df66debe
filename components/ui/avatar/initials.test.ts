import { expect, it } from 'vitest'
import { hueOf, initialsOf } from './initials'

it.each([
  ['Maria da Silva', 'MS'],
  ['maria', 'M'],
  ['Dr. Ana Lima', 'DL'],
  ['O’Neill, Shay', 'OS'],
  ['(Bob) "Robert" Smith', 'BS'],
  ['Ångström Åke', 'ÅÅ'],
  ['e\u0301mile zola', 'E\u0301Z'],
  ['田中 太郎', '田'],
  ['3M', '3'],
  ['', ''],
  ['—', ''],
  ['ßüß', 'SS'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

it('a color belongs to an id, and ids use all of them', () => {
  const ids = Array.from({ length: 500 }, (_, at) => `0f8fad5b-d9cb-469f-a165-70867728950e-${at}`)
  expect(new Set(ids.map(hueOf)).size).toBe(8)
  expect(hueOf('a')).toBe(hueOf('a'))
})
