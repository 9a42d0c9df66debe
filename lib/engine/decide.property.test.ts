// Properties of every decision on every change that a plan asks about: of contacts, of events, and of notes, a domain made up for tests.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DecidedChange, type Decision, decide, type OpenChange, undecided } from '@/lib/engine/decide'
import type { Change, Choice } from '@/lib/engine/model'
import { type PlanInput, plan } from '@/lib/engine/plan'
import type { PairNow } from '@/lib/engine/plan-pair'
import { CONTACTS } from '@/testing/engine/contacts'
import { EVENTS } from '@/testing/engine/events'
import { gist, mirrored, OTHER, sameRulesOnBothSides, swapped, swappedPair } from '@/testing/engine/mirror'
import { NOTES } from '@/testing/engine/notes'
import { type Sample, worldArbitrary } from '@/testing/engine/worlds'

const RUNS = { numRuns: 1_000 }

const open = <V>(change: Change<V>): OpenChange<V> => ({ change, answers: {}, outdated: false })
/** A decided change, stored and decided on again. */
const reopened = <V>({ change, answers, outdated }: DecidedChange<V>): OpenChange<V> => ({
  change,
  answers,
  outdated,
})

/** Both ends of a change as they are now, and the lost end of their link, as the store loads them. */
function pairOf<V>(world: PlanInput<V>, { localId, remoteId }: Change<V>): PairNow<V> {
  const local = world.local.find(({ id }) => id === localId) ?? null
  const remote = world.remote.find(({ id }) => id === remoteId) ?? null
  const link =
    world.links.find((one) => one.localId === localId) ??
    world.links.find((one) => one.remoteId === remoteId) ??
    null
  const lost = [...world.local, ...world.remote].find(
    ({ id }) => (id === link?.localId && id !== localId) || (id === link?.remoteId && id !== remoteId),
  )
  return { link, local, remote, former: lost ?? null }
}

/** The outcome of a change, without its reasons. */
const outcome = <V>(change: Change<V>) => ({ ...gist(change), reasons: [] })
const samePair = <V>(a: Change<V>, b: Change<V>) => a.localId === b.localId && a.remoteId === b.remoteId
const choose = <V>(change: Change<V>, choice: (at: number) => Choice | undefined) =>
  Object.fromEntries(
    change.conflicts.flatMap(({ id, mayKeepBoth }, at): [string, Choice][] => {
      const chosen = choice(at)
      return chosen ? [[id, chosen === 'both' && !mayKeepBoth ? 'local' : chosen]] : []
    }),
  )

/** Possible decisions on a change: part of it, all of it, or nothing. */
const decisions = fc.record({
  samePerson: fc.constantFrom(undefined, null, 'link', 'separate'),
  choices: fc.infiniteStream(fc.constantFrom<(Choice | undefined)[]>(undefined, 'local', 'remote', 'both')),
  wins: fc.constantFrom(undefined, undefined, 'local', 'remote'),
  deletion: fc.constantFrom(undefined, null, 'delete', 'keep'),
  approved: fc.constantFrom(undefined, true as const),
})
type Drawn = typeof decisions extends fc.Arbitrary<infer D> ? D : never

function decisionOn<V>(
  change: Change<V>,
  { samePerson, choices, wins, deletion, approved }: Drawn,
): Decision {
  return {
    ...(change.kind === 'question' && samePerson !== undefined ? { samePerson } : {}),
    conflicts: choose(change, () => choices.next().value),
    ...(wins ? { wins } : {}),
    ...(deletion === undefined ? {} : { deletion }),
    ...(approved ? { approved } : {}),
  }
}

function holdsOf<V>(sample: Sample<V>) {
  const worlds = worldArbitrary(sample)

  /** Every change of `RUNS` worlds that asks something; fails if there are too few for the test to mean anything. */
  function ofAll(check: (world: PlanInput<V>, change: Change<V>, drawn: Drawn) => void, even = false) {
    let asked = 0
    fc.assert(
      fc.property(worlds, decisions, (drawnWorld, drawn) => {
        const world = even ? sameRulesOnBothSides(drawnWorld) : drawnWorld
        for (const change of plan(world).changes.filter(undecided)) {
          asked += 1
          check(world, change, drawn)
        }
      }),
      RUNS,
    )
    expect(asked).toBeGreaterThan(RUNS.numRuns / 2)
  }

  test('no decision changes nothing', () =>
    ofAll((world, change) => {
      const { change: after, undecided: isOpen } = decide(open(change), {}, pairOf(world, change), world)
      expect(gist(after)).toEqual(gist(change))
      expect(isOpen).toBe(true)
    }))

  test('deciding, then deciding nothing more, gives the same', () =>
    ofAll((world, change, drawn) => {
      const pair = pairOf(world, change)
      const once = decide(open(change), decisionOn(change, drawn), pair, world)
      expect(decide(reopened(once), {}, pair, world)).toEqual(once)
    }))

  test('planning everything with the answers does what the decision showed', () =>
    ofAll((world, change, drawn) => {
      const decided = decide(open(change), decisionOn(change, drawn), pairOf(world, change), world)
      const { samePerson, conflicts = {}, deletion } = decided.answers
      const { localId, remoteId } = change
      if (localId === null || remoteId === null) throw new Error('A change that asks has two ends.')
      const ends = { localId, remoteId }
      const { answers } = world
      // A contact has one link at most: an earlier answer about one of them decides.
      const isTaken = answers.linked.some((one) => one.localId === localId || one.remoteId === remoteId)
      if (samePerson === 'link' && isTaken) return
      const later = plan({
        ...world,
        answers: {
          linked: samePerson === 'link' ? [...answers.linked, ends] : answers.linked,
          separate: samePerson === 'separate' ? [...answers.separate, ends] : answers.separate,
          conflicts: { ...answers.conflicts, [`${localId}|${remoteId}`]: conflicts },
          deletions: deletion ? { [`${localId}|${remoteId}`]: deletion } : {},
        },
      }).changes.find((one) => samePair(one, change))
      if (samePerson === 'separate') expect(later).not.toMatchObject({ kind: 'question' })
      else if (change.kind === 'question' && samePerson === undefined)
        expect(later && gist(later)).toEqual(gist(change))
      else expect(later && outcome(later)).toEqual(decided.planned ? outcome(decided.planned) : undefined)
    }))

  test('swapping the sides mirrors what is decided', () =>
    ofAll((world, change, drawn) => {
      const drawnOn = decisionOn(change, drawn)
      // "Both" is ordered: local values come first.
      const sides = Object.entries(drawnOn.conflicts ?? {}).filter(([, choice]) => choice !== 'both')
      const decision = { ...drawnOn, conflicts: Object.fromEntries(sides) }
      const other = swapped(world)
      const same = plan(other).changes.find((one) => samePair(mirrored(one), change))
      if (!same) throw new Error('The other side asks something else.')
      // A conflict's id depends on its values, in the order of the sides.
      const conflicts = change.conflicts.flatMap((one): [string, Choice][] => {
        const choice = decision.conflicts[one.id]
        const counterpart = same.conflicts.find(
          ({ field, local, remote }) =>
            field === one.field &&
            JSON.stringify([remote, local]) === JSON.stringify([one.local, one.remote]),
        )
        return choice && counterpart && choice !== 'both' ? [[counterpart.id, OTHER[choice]]] : []
      })
      const asDecided = {
        ...decision,
        conflicts: Object.fromEntries(conflicts),
        ...(decision.wins ? { wins: OTHER[decision.wins] } : {}),
      }
      const here = decide(open(change), decision, pairOf(world, change), world)
      const there = decide(open(same), asDecided, swappedPair(pairOf(world, change)), other)
      expect(gist(mirrored(there.change))).toEqual(gist(here.change))
      expect([there.undecided, there.outdated]).toEqual([here.undecided, here.outdated])
    }, true))

  test('one side for all conflicts is that side for each, one after the other, in any order', () =>
    ofAll((world, change, drawn) => {
      const pair = pairOf(world, change)
      const wins = drawn.wins ?? 'local'
      if (change.kind === 'deletion') return
      const linked: Decision = change.kind === 'question' ? { samePerson: 'link' } : {}
      const begun = decide(open(change), linked, pair, world)
      const first = decide(
        reopened(begun),
        { conflicts: decisionOn(change, drawn).conflicts ?? {} },
        pair,
        world,
      )
      const bulk = decide(reopened(first), { wins }, pair, world)
      const left = first.change.conflicts.filter(({ id }) => !first.answers.conflicts?.[id])
      for (const ids of [left, left.toReversed()]) {
        const singly = ids.reduce(
          (so, { id }) => decide(reopened(so), { conflicts: { [id]: wins } }, pair, world),
          first,
        )
        expect(singly.change).toEqual(bulk.change)
        expect(singly.answers.conflicts ?? {}).toEqual(bulk.answers.conflicts ?? {})
        expect(singly.undecided).toBe(bulk.undecided)
      }
      expect(bulk.undecided).toBe(false)
    }))

  test('an answer that is taken back was never given', () =>
    ofAll((world, change, drawn) => {
      if (change.kind !== 'question' || !drawn.samePerson) return
      const pair = pairOf(world, change)
      const { samePerson } = drawn
      const given = decide(open(change), { samePerson }, pair, world)
      const taken = decide(reopened(given), { samePerson: null }, pair, world)
      expect(taken).toMatchObject({ change, answers: {}, undecided: true })
    }))

  test('a deletion that asks is carried on, or taken back, only by its answer, on the side that still has the item', () =>
    ofAll((world, change, drawn) => {
      if (change.kind !== 'deletion') return
      const pair = pairOf(world, change)
      const given = decide(open(change), decisionOn(change, drawn), pair, world)
      const left = change.tombstone === 'local' ? 'remote' : 'local'
      const choice = given.answers.deletion?.choice
      expect(given.undecided).toBe(choice === undefined)
      if (choice === undefined) expect([given.change.local, given.change.remote]).toEqual([null, null])
      if (choice === 'delete') expect(given.change[left]).toMatchObject({ to: null })
      if (choice === 'keep') {
        expect(given.change[left]).toBe(null)
        expect(given.change[OTHER[left]]).toMatchObject({ from: null, to: expect.anything() })
      }
      const taken = decide(reopened(given), { deletion: null }, pair, world)
      expect({ ...taken.change, base: change.base }).toEqual(change)
      expect(taken).toMatchObject({ answers: {}, undecided: true })
      const edited = { ...pair, [left]: { ...pair[left], version: 'edited since' } } as typeof pair
      expect(decide(reopened(given), {}, edited, world).undecided).toBe(true)
    }))

  test('a question writes only once it is answered "Link", and a conflict only what its sides may hold', () =>
    ofAll((world, change, drawn) => {
      const { change: after, answers } = decide(
        open(change),
        decisionOn(change, drawn),
        pairOf(world, change),
        world,
      )
      if (change.kind === 'question' && answers.samePerson !== 'link')
        expect([after.local, after.remote, after.base]).toEqual([null, null, null])
      for (const side of ['local', 'remote'] as const) {
        const id = side === 'local' ? change.localId : change.remoteId
        const item = world[side].find((one) => one.id === id)
        if (change.kind === 'deletion') continue
        if (after[side]) expect(after[side].from).toEqual(item?.value)
        if (after[side]) expect(after[side].to).not.toBeNull()
      }
    }))
}

describe('of contacts', () => holdsOf(CONTACTS))
describe('of notes', () => holdsOf(NOTES))
describe('of events', () => holdsOf(EVENTS))
