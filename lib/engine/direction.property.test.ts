// Laws of the direction of a sync, for any two collections of any domain.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { undecided } from '@/lib/engine/decide'
import { DIRECTIONS, type Direction, mayWrite } from '@/lib/engine/direction'
import type { Side } from '@/lib/engine/model'
import { type PlanInput, plan } from '@/lib/engine/plan'
import { CONTACTS } from '@/testing/engine/contacts'
import { EVENTS } from '@/testing/engine/events'
import { gist, meaning, mirrored, sameRulesOnBothSides, sorted, swapped } from '@/testing/engine/mirror'
import { NOTES } from '@/testing/engine/notes'
import { appliedAll, type Sample, worldArbitrary } from '@/testing/engine/worlds'

const RUNS = { numRuns: 400 }
const SIDES = ['local', 'remote'] as const
const SWAPPED = { both: 'both', toLocal: 'toRemote', toRemote: 'toLocal' } as const

const going = <V>(world: PlanInput<V>, direction: Direction): PlanInput<V> => ({
  ...world,
  settings: { ...world.settings, direction },
})

/** Plans and applies until nothing is left but waiting. */
function inTheEnd<V>(world: PlanInput<V>): PlanInput<V> {
  let now = world
  for (let round = 0; round < 4; round++) {
    const { changes, bases } = plan(now)
    const byLink = new Map(bases.map(({ linkId, base }) => [linkId, base]))
    const links = now.links.map((link) => ({ ...link, base: byLink.get(link.id) ?? link.base }))
    now = { ...appliedAll({ ...now, links }, changes), again: false }
  }
  return now
}

const items = <V>(world: PlanInput<V>, side: Side) =>
  sorted(world[side].map(({ id, value, deleted }) => ({ id, deleted, value: meaning(value) })))

function holdsOf<V>(sample: Sample<V>) {
  const worlds = fc
    .tuple(worldArbitrary(sample), fc.constantFrom<Direction>('toLocal', 'toRemote'))
    .map(([world, direction]) => going(world, direction))

  test('nothing is written on the side that the direction leaves alone', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const side of SIDES) {
          if (mayWrite(side, world.settings)) continue
          for (const change of plan(world).changes) expect(change[side]).toBeNull()
          expect(items(inTheEnd(world), side)).toEqual(items(world, side))
        }
      }),
      RUNS,
    )
  })

  test('planning again after applying a plan writes nothing', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const after = { ...appliedAll(world, plan(world).changes), again: false }
        for (const change of plan(after).changes) {
          expect([change.local, change.remote]).toEqual([null, null])
          expect(change.kind === 'forget' || undecided(change)).toBe(true)
        }
      }),
      RUNS,
    )
  })

  test('swapping the sides and the direction mirrors the plan', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const even = sameRulesOnBothSides(world)
        const other = going(swapped(even), SWAPPED[world.settings.direction ?? 'both'])
        expect(sorted(plan(other).changes.map(mirrored).map(gist))).toEqual(
          sorted(plan(even).changes.map(gist)),
        )
      }),
      RUNS,
    )
  })

  test('what waited in one direction travels once the sync goes both ways', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const settled = { ...world, again: false }
        const first = inTheEnd(going(settled, 'both'))
        const later = inTheEnd(going(inTheEnd(settled), 'both'))
        const live = (where: PlanInput<V>, side: Side) =>
          sorted(where[side].flatMap(({ deleted, value }) => (deleted ? [] : [meaning(value)])))
        // A deletion that the direction did not carry on stays where it is; edits and additions do not.
        const isWithout = world.links.every(
          ({ localId, remoteId, tombstone }) =>
            !tombstone &&
            !world.local.find(({ id }) => id === localId)?.deleted &&
            !world.remote.find(({ id }) => id === remoteId)?.deleted,
        )
        if (!isWithout) return
        for (const side of SIDES) expect(live(later, side)).toEqual(live(first, side))
      }),
      RUNS,
    )
  })
}

describe('of contacts', () => holdsOf(CONTACTS))
describe('of notes', () => holdsOf(NOTES))
describe('of events', () => holdsOf(EVENTS))

test('both ways is what a sync without a direction does', () => {
  fc.assert(
    fc.property(worldArbitrary(CONTACTS), (world) => {
      expect(plan(going(world, 'both'))).toEqual(plan(world))
    }),
    { numRuns: 200 },
  )
})

test('every direction writes at least one side', () => {
  for (const direction of DIRECTIONS) expect(SIDES.some((side) => mayWrite(side, { direction }))).toBe(true)
})
