import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findCandidates, findDuplicates } from '@/lib/domains/contacts/match/match'
import { fakeLike } from '@/testing/matching/fake-like'
import { FEBRL, febrlLike } from '@/testing/matching/febrl-like'
import { lifelikeBooks } from '@/testing/matching/lifelike-book'
import { answerTo } from './parts/matching-answer'
import { EXAMPLES, WEIGHTS } from './parts/matching-examples'
import { matchingPage } from './parts/matching-page'
import { EXPLAINED_KINDS } from './parts/matching-reasons'

test('docs/matching.md says what the matcher answers; if not, run npm run docs:matching', async () => {
  expect(await readFile('docs/matching.md', 'utf8')).toBe(matchingPage())
})

test('the examples show each answer, and each answer has a reason', () => {
  const answers = EXAMPLES.map(({ pair: [one, other, ...others] }) => answerTo(one, other, others))
  const says = new Set(answers.map((answer) => answer.says.split(':')[0]))
  expect([...says].sort()).toEqual(['Asked', 'Linked without asking', 'Not asked'])
  for (const { reasons } of answers) expect(reasons.length).toBeGreaterThan(0)
})

test('the page explains every kind of reason and every field that the matcher names on lists of many people', () => {
  const { left, right } = lifelikeBooks(2026, { size: 1_500, shared: 0.4, withoutEmail: 0.1 })
  const lists = [febrlLike(2026, FEBRL.febrl1, true), fakeLike(2026, 300)]
  const candidates = [
    ...findCandidates(left, right ?? []),
    ...lists.flatMap((list) => findDuplicates([...list.left, ...(list.right ?? [])])),
  ]
  const given = candidates.flatMap(({ reasons }) => reasons)
  const kinds = new Set(given.map(({ kind }) => kind))
  const fields = new Set(given.flatMap((reason) => ('weight' in reason ? [reason.field] : [])))
  expect(kinds.size).toBeGreaterThan(3)
  expect([...kinds].filter((kind) => !EXPLAINED_KINDS.has(kind))).toEqual([])
  const explained = new Set<string>(WEIGHTS.map(({ field }) => field))
  expect([...fields].filter((field) => !explained.has(field))).toEqual([])
})
