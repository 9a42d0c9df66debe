// Evaluates the matcher: how many of the people in two lifelike address books it finds, and how often it is wrong.
// The limits are the measured values, rounded down a little, so that a changed weight shows its cost at once.

import { describe, expect, test } from 'vitest'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import type { Candidate } from '@/lib/domains/contacts/types'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { type LifelikeLists, lifelikeLists } from '@/testing/matching/lifelike-lists'

interface Figures {
  readonly pairs: number
  readonly found: number
  readonly automatic: number
}

function isTrue({ cases }: LifelikeLists, { localId, remoteId }: Candidate): boolean {
  const [one, other] = [cases.get(localId), cases.get(remoteId)]
  return one?.same === true && one.number === other?.number
}

function figuresByCase(lists: LifelikeLists, candidates: readonly Candidate[]): ReadonlyMap<string, Figures> {
  const figures = new Map<string, Figures>()
  for (const { id } of lists.left) {
    const name = nameOf(lists, id)
    const before = figures.get(name) ?? { pairs: 0, found: 0, automatic: 0 }
    figures.set(name, { ...before, pairs: before.pairs + 1 })
  }
  for (const candidate of candidates) {
    const [one, other] = [lists.cases.get(candidate.localId), lists.cases.get(candidate.remoteId)]
    const name = one?.number === other?.number ? nameOf(lists, candidate.localId) : 'of two circumstances'
    const before = figures.get(name) ?? { pairs: 0, found: 0, automatic: 0 }
    const automatic = before.automatic + (candidate.automatic ? 1 : 0)
    figures.set(name, { ...before, found: before.found + 1, automatic })
  }
  return figures
}

function nameOf({ cases }: LifelikeLists, id: string): string {
  const known = cases.get(id)
  return known ? `${known.same ? 'one' : 'two'}: ${known.name}` : ''
}

const lists = lifelikeLists(7, 60)
const candidates = findCandidates(lists.left, lists.right)
const questions = candidates.filter(({ automatic }) => !automatic)
/** A company and a person: one name is enough to ask about them, so these questions say nothing about the weights. */
const isMixed = ({ reasons }: Candidate) => reasons.some(({ kind }) => kind === 'companyIn')
const mixed = questions.filter(isMixed)
const ofOneKind = questions.filter((candidate) => !isMixed(candidate))
const truePairs = lists.left.filter(({ id }) => lists.cases.get(id)?.same).length
const trueOf = (list: readonly Candidate[]) => list.filter((candidate) => isTrue(lists, candidate)).length
const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)

describe('for two address books with known people and look-alikes', () => {
  const recall = share(trueOf(candidates), truePairs)
  const precision = share(trueOf(ofOneKind), ofOneKind.length)
  const automatic = candidates.length - questions.length

  test('the figures are printed', () => {
    const rows = [...figuresByCase(lists, candidates)].map(([name, { pairs, found, automatic }]) => {
      return `${name.padEnd(50)} ${String(found).padStart(4)} of ${String(pairs).padStart(4)}, ${automatic} automatic`
    })
    const percent = (part: number) => `${(100 * part).toFixed(1)} %`
    const sums = [
      `linked without asking: ${automatic}, of them wrong: ${automatic - trueOf(candidates) + trueOf(questions)}`,
      `questions about two of one kind: ${ofOneKind.length}, of them the same: ${percent(precision)}`,
      `questions about a company and a person of its name: ${mixed.length}`,
      `found of all ${truePairs} that are on both sides: ${percent(recall)}`,
    ]
    console.info([...rows, ...sums].join('\n'))
    expect(rows.length).toBeGreaterThan(30)
  })

  test('no two different people are linked without asking', () => {
    const wrong = candidates.filter((candidate) => candidate.automatic && !isTrue(lists, candidate))
    expect(wrong).toEqual([])
    expect(automatic).toBeGreaterThan(270)
  })

  test('people on both sides are found', () => expect(recall).toBeGreaterThan(0.94))

  test('a question is worth asking', () => expect(precision).toBeGreaterThan(0.99))

  test('a company and a person of its name are asked about, at even odds, and only if the names are equal', () => {
    const shown = new Map([...lists.left, ...lists.right].map(({ id, value }) => [id, displayName(value)]))
    const ofCase = ({ localId, remoteId }: Candidate) =>
      lists.cases.get(localId)?.number === lists.cases.get(remoteId)?.number
    expect(mixed.filter(ofCase)).toHaveLength(60)
    for (const { localId, remoteId, probability } of mixed) {
      expect(shown.get(localId)).toBe(shown.get(remoteId))
      expect(probability).toBe(0.5)
    }
  })

  test('pairs with a higher probability are true more often', () => {
    const between = (least: number, most: number) => {
      const part = candidates.filter(({ probability }) => probability >= least && probability < most)
      return share(trueOf(part), part.length)
    }
    expect(between(0.99, 1)).toBeGreaterThan(0.98)
    expect(between(0.99, 1)).toBeGreaterThanOrEqual(between(0.5, 0.9))
  })
})
