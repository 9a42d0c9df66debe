// The matcher on lists like the published ones: F1 over pairs, for seeds that its weights were not chosen on.
import { expect, test } from 'vitest'
import { fakeLike } from '@/testing/matching/fake-like'
import { FEBRL, febrlLike } from '@/testing/matching/febrl-like'
import { figuresOfLists } from '@/testing/matching/figures'

const SEED = 2026

test.each([
  ['febrl1', 0.995, 0.99],
  ['febrl2', 0.99, 0.98],
  ['febrl3', 0.99, 0.98],
  ['febrl4', 0.99, 0.99],
] as const)(
  '%s: finds the copies by name, address and birthday, and without birthdays',
  (name, least, without) => {
    const figures = figuresOfLists(febrlLike(SEED, FEBRL[name], true))
    expect(figures.f1).toBeGreaterThan(least)
    expect(figures.wrongAutomatic).toBe(0)
    expect(figuresOfLists(febrlLike(SEED, FEBRL[name], false)).f1).toBeGreaterThan(without)
  },
)

test('a list with a fifth of the values missing and many slips', () => {
  const figures = figuresOfLists(fakeLike(SEED))
  expect(figures.f1).toBeGreaterThan(0.93)
  expect(figures.wrongAutomatic).toBe(0)
})
