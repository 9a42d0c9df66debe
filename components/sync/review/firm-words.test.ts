import { describe, expect, it } from 'vitest'
import { alreadyWords, reachesWords, sameListWords } from './firm-words'

it.each([
  [0, 0, ''],
  [400, 0, 'Your firm has none of your 400 contacts in Google yet.'],
  [400, 340, 'Your firm already has 340 of your 400 contacts in Google.'],
  [1, 1, 'Your firm already has all of your 1 contact in Google.'],
  [25_000, 21_750, 'Your firm already has 21,750 of your 25,000 contacts in Google.'],
])('of %i contacts %i are here: "%s"', (items, here, words) => {
  expect(alreadyWords({ items, here }, 'Google')).toBe(words)
})

describe('what reaches the accounts of colleagues', () => {
  const both = ['Ana Pires', 'Ben Cole']
  it.each([
    [0, 0, 0, both, ''],
    [10, 12, 0, [], ''],
    [
      0,
      12,
      0,
      both,
      '12 new contacts will also reach the accounts of Ana Pires and Ben Cole at the next check.',
    ],
    [1, 0, 0, ['Ana Pires'], '1 changed contact will also reach the account of Ana Pires at the next check.'],
    [
      10,
      1_258,
      0,
      ['Ana Pires'],
      '10 changed and 1,258 new contacts will also reach the account of Ana Pires at the next check.',
    ],
    [
      10,
      12,
      2,
      ['Ana Pires'],
      '10 changed and 10 new contacts will also reach the account of Ana Pires at the next check. 2 new contacts are only yours and go to no other account.',
    ],
    [0, 12, 12, both, '12 new contacts are only yours and go to no other account.'],
    [0, 1, 1, both, '1 new contact is only yours and goes to no other account.'],
  ])(
    '%i changed, %i new, %i of them only mine, with %j: "%s"',
    (changed, newHere, onlyMine, names, words) => {
      expect(reachesWords({ changed, newHere, onlyMine }, names)).toBe(words)
    },
  )

  it('names no more people than anybody reads', () => {
    const names = Array.from({ length: 20 }, (_, at) => `P${at}`)
    const some = { changed: 2, newHere: 0, onlyMine: 0 }
    expect(reachesWords(some, names)).toContain('P4, P5 and 14 more')
  })
})

describe('nearly the same list', () => {
  const of = (...contacts: number[]) => contacts.map((one, at) => ({ name: `P${at}`, contacts: one }))
  it.each([
    [100, of(), ''],
    [0, of(0), ''],
    [100, of(69), ''],
    [100, of(3, 87), '87% of this list already comes from P1’s account.'],
    [1_000, of(999), '99% of this list already comes from P0’s account.'],
    [100, of(100), '100% of this list already comes from P0’s account.'],
  ])('of %i, %j: "%s"', (items, others, words) => {
    expect(sameListWords({ items, others })).toBe(words)
  })
})
