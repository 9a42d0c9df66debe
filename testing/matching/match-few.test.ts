// Matching a few items against the rest gives the same answers as comparing everything, and compares nobody else.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCandidates, findCandidatesOf, newMatcher } from '@/lib/domains/contacts/match/match'
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { contact, entries, MAIL, PHONE } from '@/testing/matching/contacts-in-words'
import { lifelikeBooks } from '@/testing/matching/lifelike-book'

/** Few values, so that many compete for one. */
const likely = fc
  .record({
    firstName: fc.constantFrom('Ewa', 'Eva', 'Bob', 'Robert', 'E.'),
    lastName: fc.constantFrom('Kowal', 'Kowall', 'García', 'Smith'),
    company: fc.constantFrom('', 'Acme'),
    email: fc.constantFrom('', MAIL, 'e.k@x.example', 'ek@x.example'),
    phone: fc.constantFrom('', PHONE, '(212) 555-0101', '212-555-0102'),
    street: fc.constantFrom('', '1 Mill Lane'),
  })
  .map(contact)
const list = fc.array(likely, { maxLength: 8 })

/** The candidates of these items, and of all that are joined with them by candidates. */
function around(of: ReadonlySet<string>, all: readonly Candidate[]): readonly Candidate[] {
  const known = new Set(of)
  for (let before = -1; before !== known.size; ) {
    before = known.size
    for (const { localId, remoteId } of all)
      if (known.has(localId) || known.has(remoteId)) known.add(localId).add(remoteId)
  }
  return all.filter(({ localId }) => known.has(localId))
}
const touching = (of: ReadonlySet<string>, some: readonly Candidate[]) =>
  some.filter(({ localId, remoteId }) => of.has(localId) || of.has(remoteId))

test('the candidates of any few items are those of a comparison of everything', () => {
  fc.assert(
    fc.property(list, list, fc.nat(), fc.nat(), (left, right, one, other) => {
      const [local, remote] = [entries('l', left), entries('r', right)]
      const of = new Set([`l${one % 8}`, `r${other % 8}`])
      const all = findCandidates(local, remote)
      const few = findCandidatesOf(of, local, remote)
      expect(touching(of, few)).toEqual(touching(of, all))
      for (const candidate of around(of, all)) expect(few).toContainEqual(candidate)
      for (const candidate of few) expect(all).toContainEqual(candidate)
    }),
    { numRuns: 800 },
  )
})

describe('in two lifelike books of 2,000', () => {
  const { left, right } = lifelikeBooks(2026, { size: 2_000, shared: 0.4, withoutEmail: 0.1 })
  const remote = right ?? []
  const matcher = newMatcher({ region: 'US' })
  matcher.add('local', left)
  matcher.add('remote', remote)
  const all = matcher.candidates()
  const options = { region: 'US', learned: matcher.learned() } as const
  const some = (side: readonly Item[], from: number) => side.slice(from, from + 10).map(({ id }) => id)

  test('ten changed items on each side get the same answers', () => {
    const of = new Set([...some(left, 500), ...some(remote, 100)])
    const few = findCandidatesOf(of, left, remote, options)
    expect(touching(of, few)).toEqual(touching(of, all))
    expect(touching(of, few).length).toBeGreaterThan(5)
  })

  test('nobody else is compared: the comparisons are those of the items and of who may be one of them', () => {
    const of = new Set(some(left, 500))
    const near = new Set([...of, ...around(of, all).flatMap(({ localId, remoteId }) => [localId, remoteId])])
    const others: string[] = []
    const onCompare = (localId: string, remoteId: string) => {
      if (!near.has(localId) && !near.has(remoteId)) others.push(`${localId} ${remoteId}`)
    }
    findCandidatesOf(of, left, remote, { ...options, onCompare })
    expect(others.length).toBeLessThan(20)
    let none = 0
    findCandidatesOf(new Set(), left, remote, { ...options, onCompare: () => (none += 1) })
    expect(none).toBe(0)
  })
})
