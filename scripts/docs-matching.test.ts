import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { answerTo } from './parts/matching-answer'
import { EXAMPLES } from './parts/matching-examples'
import { matchingPage } from './parts/matching-page'

test('docs/matching.md says what the matcher answers; if not, run npm run docs:matching', async () => {
  expect(await readFile('docs/matching.md', 'utf8')).toBe(matchingPage())
})

test('the examples show each answer, and each answer has a reason', () => {
  const answers = EXAMPLES.map(({ pair: [one, other, ...others] }) => answerTo(one, other, others))
  const says = new Set(answers.map((answer) => answer.says.split(':')[0]))
  expect([...says].sort()).toEqual(['Asked', 'Linked without asking', 'Not asked'])
  for (const { reasons } of answers) expect(reasons.length).toBeGreaterThan(0)
})
