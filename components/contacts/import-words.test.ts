import { expect, it } from 'vitest'
import { chosenCounts, importable, nextStop } from './import-words'

const person = (name: string) => ({ userId: name, name })

it('says how many contacts can be imported, and how many cannot', () => {
  expect(importable(2, 0, 0)).toBe('2 contacts can be imported')
  expect(importable(1, 0, 0)).toBe('1 contact can be imported')
  expect(importable(24_000, 1_200, 0)).toBe('24,000 contacts can be imported, 1,200 cannot')
})

it('says how many of those are likely here already', () => {
  expect(importable(5, 0, 1)).toBe('5 contacts can be imported, 1 is likely here already')
  expect(importable(5, 1, 2)).toBe('5 contacts can be imported, 1 cannot, 2 are likely here already')
})

it.each<[string, number, readonly string[], string]>([
  ['nobody', 2, [], ''],
  [
    'the reader alone',
    2,
    ['Ana Lima'],
    'They will also be added to your Google account at the next check, within minutes.',
  ],
  [
    'somebody else alone',
    1,
    ['Ben Ode'],
    'It will also be added to the Google account of Ben Ode at the next check, within minutes.',
  ],
  [
    'both',
    2,
    ['Ben Ode', 'Ana Lima'],
    'They will also be added to your Google account and that of Ben Ode at the next check, within minutes.',
  ],
  [
    'a firm',
    2,
    ['B', 'C', 'D', 'E', 'F', 'G'],
    'They will also be added to the Google accounts of B, C, D, E and 2 more at the next check, within minutes.',
  ],
])('says where contacts go next when %s syncs', (_, contacts, names, words) => {
  expect(nextStop({ imported: contacts, leftOut: 0 }, names.map(person), 'Ana Lima', 'Google')).toBe(words)
})

it('says of a large file that an account may be asked first, as its guard will', () => {
  expect(nextStop({ imported: 200, leftOut: 800 }, [person('Ben Ode')], 'Ana Lima', 'Google')).not.toContain(
    'asked',
  )
  expect(nextStop({ imported: 201, leftOut: 0 }, [person('Ben Ode')], 'Ana Lima', 'Google')).toContain(
    'we ask its owner first',
  )
})

it.each([
  [3, 2, 'The 3 that are not left out will also be added to your Google account'],
  [1, 2, 'The one that is not left out will also be added to your Google account'],
  [0, 2, 'What you choose to import will also be added to your Google account'],
])('counts only those that are imported: %s of which %s are left out', (imported, leftOut, words) => {
  expect(nextStop({ imported, leftOut }, [person('Ana Lima')], 'Ana Lima', 'Google')).toContain(words)
})

it('the button counts what is imported, and one contact that is left out for two reasons once', () => {
  expect(chosenCounts(10, new Set([1, 2]), [{ at: 2 }, { at: 3 }])).toEqual([
    { skips: true, includes: false, n: 7 },
    { skips: true, includes: true, n: 8 },
    { skips: false, includes: false, n: 8 },
    { skips: false, includes: true, n: 10 },
  ])
})
