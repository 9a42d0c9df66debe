import { describe, expect, it } from 'vitest'
import { alreadyWords, newOnesWords, sameListWords } from './firm-words'

it.each([
  [0, 0, ''],
  [400, 0, 'Your firm has none of your 400 contacts in Google yet.'],
  [400, 340, 'Your firm already has 340 of your 400 contacts in Google.'],
  [1, 1, 'Your firm already has all of your 1 contact in Google.'],
  [25_000, 21_750, 'Your firm already has 21,750 of your 25,000 contacts in Google.'],
])('of %i contacts %i are here: "%s"', (items, here, words) => {
  expect(alreadyWords({ items, here }, 'Google')).toBe(words)
})

describe('new ones', () => {
  const both = ['Ana Pires', 'Ben Cole']
  it.each([
    [0, 0, both, ''],
    [12, 0, [], ''],
    [12, 0, both, 'The 12 new ones will also go to the accounts of Ana Pires and Ben Cole.'],
    [1, 0, ['Ana Pires'], 'The new one will also go to the account of Ana Pires.'],
    [
      12,
      2,
      ['Ana Pires'],
      'The 10 new ones will also go to the account of Ana Pires. 2 more are only yours.',
    ],
    [12, 12, both, 'The 12 new ones are only yours and go to no other account.'],
    [1, 1, both, 'The new one is only yours and goes to no other account.'],
  ])('%i, of which %i only mine, with %j: "%s"', (newHere, onlyMine, names, words) => {
    expect(newOnesWords({ newHere, onlyMine }, names)).toBe(words)
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
