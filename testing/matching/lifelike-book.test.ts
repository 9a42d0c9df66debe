// Questions that people can bear, on books as a law firm has them, for a seed that no weight was chosen on.
import { expect, test } from 'vitest'
import { figuresOfLists } from '@/testing/matching/figures'
import { lifelikeBooks } from '@/testing/matching/lifelike-book'

const SIZE = 5_000
const books = lifelikeBooks(2026, { size: SIZE, shared: 0.4, withoutEmail: 0.01 })
const figures = figuresOfLists(books)

test('at most one contact in a hundred is asked about, and hardly any in vain', () => {
  expect(figures.asked).toBeLessThanOrEqual(SIZE / 100)
  expect(figures.askedInVain).toBeLessThanOrEqual(SIZE / 500)
})

test('nobody is linked wrongly without asking, and nearly all people of both books are found', () => {
  expect(figures.wrongAutomatic).toBe(0)
  expect(figures.recall).toBeGreaterThan(0.995)
})
