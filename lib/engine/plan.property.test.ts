// Properties of every plan, for any two collections: of contacts, of events, and of notes, a domain made up to prove that the engine is
// independent of the domain.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameOutcome, undecided } from '@/lib/engine/decide'
import type { Change, ChangeKind, Item } from '@/lib/engine/model'
import { type PlanInput, plan, planLink } from '@/lib/engine/plan'
import { CONTACTS } from '@/testing/engine/contacts'
import { EVENTS } from '@/testing/engine/events'
import {
  gist,
  meaning,
  mirrored,
  sameRulesOnBothSides,
  sorted,
  swapped,
  writeOf,
} from '@/testing/engine/mirror'
import { NOTES } from '@/testing/engine/notes'
import { applied, appliedAll, type Sample, worldArbitrary } from '@/testing/engine/worlds'

const RUNS = { numRuns: 1_000 }

const writes = <V>(change: Change<V>) => change.local !== null || change.remote !== null
/** Everything about a world that is visible from outside. */
function outlook<V>(world: PlanInput<V>) {
  const side = (items: readonly Item<V>[]) =>
    sorted(items.map(({ id, value, deleted }) => ({ id, deleted, value: deleted ? null : meaning(value) })))
  return {
    local: side(world.local),
    remote: side(world.remote),
    links: sorted(
      world.links.map(({ localId, remoteId, tombstone, base }) => ({
        localId,
        remoteId,
        tombstone: tombstone?.side,
        base: { local: meaning(base.local), remote: meaning(base.remote) },
      })),
    ),
  }
}

/** Later runs do not set the sync up. */
const settled = <V>(world: PlanInput<V>): PlanInput<V> => ({ ...world, again: false })

/** Plans and applies until nothing is left but waiting, as a sync does over several runs. */
function inTheEnd<V>(world: PlanInput<V>): PlanInput<V> {
  let now = world
  for (let round = 0; round < 4; round++) {
    const { changes, bases } = plan(now)
    const byLink = new Map(bases.map(({ linkId, base }) => [linkId, base]))
    const links = now.links.map((link) => ({ ...link, base: byLink.get(link.id) ?? link.base }))
    now = appliedAll({ ...now, links }, changes)
  }
  return now
}

const seenOf = <V>(world: PlanInput<V>, change: Change<V>) => ({
  link: world.links.find(({ id }) => id === change.linkId) ?? null,
  local: world.local.find(({ id }) => id === change.localId) ?? null,
  remote: world.remote.find(({ id }) => id === change.remoteId) ?? null,
})

const DELETES: ReadonlySet<ChangeKind> = new Set(['deleteLocal', 'deleteRemote'])

function holdsOf<V>(sample: Sample<V>) {
  const { domain } = sample
  const worlds = worldArbitrary(sample)

  test('planning again after applying a plan gives no changes', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const first = plan(world)
        const after = settled(appliedAll(world, first.changes))
        const second = plan(after).changes
        const waiting = first.changes.filter(undecided)
        for (const change of second) {
          expect(writes(change)).toBe(false)
          if (change.kind === 'forget') {
            expect(
              first.changes.some(({ kind, linkId }) => DELETES.has(kind) && linkId === change.linkId),
            ).toBe(true)
          } else {
            const before = waiting.find(
              (one) => one.localId === change.localId && one.remoteId === change.remoteId,
            )
            expect(change.conflicts.map(({ id }) => id).sort()).toEqual(
              before?.conflicts.map(({ id }) => id).sort(),
            )
            expect(undecided(change)).toBe(true)
          }
        }
      }),
      RUNS,
    )
  })

  test('swapping sides mirrors the plan', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const even = sameRulesOnBothSides(world)
        expect(sorted(plan(swapped(even)).changes.map(mirrored).map(gist))).toEqual(
          sorted(plan(even).changes.map(gist)),
        )
      }),
      RUNS,
    )
  })

  test('applying any prefix of a plan and planning again leads to the same result', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), fc.nat(3), (world, length, steps) => {
        const { changes } = plan(world)
        const prefix = changes.slice(0, length % (changes.length + 1))
        const next = changes[prefix.length]
        const cut = appliedAll(world, prefix)
        // A local write and its half of the base are one transaction: a local create is never half done.
        const half = next && next.kind !== 'createLocal' ? applied(cut, next, steps) : cut
        const again = { ...half, candidates: world.candidates }
        expect(outlook(inTheEnd(again))).toEqual(outlook(inTheEnd(world)))
      }),
      RUNS,
    )
  })

  test('excluded changes write nothing', () => {
    fc.assert(
      fc.property(worlds, fc.infiniteStream(fc.boolean()), (world, coin) => {
        const { changes } = plan(world)
        const out = new Set(changes.filter(() => coin.next().value))
        const left = changes.filter((change) => !out.has(change))
        const after = appliedAll(world, left)
        for (const change of out) {
          for (const side of ['local', 'remote'] as const) {
            const find = (where: PlanInput<V>) => where[side].find(({ id }) => id === change[`${side}Id`])
            expect(find(after)).toEqual(find(world))
          }
          const linkOf = (where: PlanInput<V>) => where.links.find(({ id }) => id === change.linkId)
          expect(linkOf(after)).toEqual(linkOf(world))
        }
      }),
      RUNS,
    )
  })

  test('the order of items and pages does not matter, nor do duplicated or late pages', () => {
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length })
    const late = (one: Item<V>): Item<V> => ({
      ...one,
      version: '0',
      value: sample.late(one.value),
      changedAt: one.changedAt && new Date(one.changedAt.getTime() - 1),
    })
    const disorder = (world: PlanInput<V>) =>
      fc.record({
        links: shuffled(world.links),
        local: shuffled([...world.local, ...world.local, ...world.local.map(late)]),
        remote: shuffled([...world.remote, ...world.remote, ...world.remote.map(late)]),
        candidates: shuffled([...world.candidates, ...world.candidates]),
      })
    const both = worlds.chain((world) => fc.tuple(fc.constant(world), disorder(world)))
    fc.assert(
      fc.property(both, ([world, mess]) => {
        const [one, other] = [plan(world), plan({ ...world, ...mess })]
        expect(sorted(other.changes.map(gist))).toEqual(sorted(one.changes.map(gist)))
        expect(other.same).toBe(one.same)
      }),
      RUNS,
    )
  })

  test('a run does what its preview showed, or waits', () => {
    const drift = worlds.chain((world) => {
      const [first] = world.local
      const moved = first ? sample.touched(first.value) : fc.constant(null)
      return fc.tuple(fc.constant(world), moved)
    })
    fc.assert(
      fc.property(drift, ([world, contact]) => {
        const [first, ...others] = world.local
        const now =
          first && contact
            ? { ...world, local: [{ ...first, value: contact, version: '9' }, ...others] }
            : world
        const later = plan(now)
        for (const shown of plan(world).changes) {
          const again = later.changes.find(
            (one) => one.localId === shown.localId && one.remoteId === shown.remoteId,
          )
          const runs = again !== undefined && sameOutcome(domain, shown, again)
          const mine = now.local.find(({ id }) => id === shown.localId)
          if (runs && shown.local?.from && mine) expect(domain.same(shown.local.from, mine.value)).toBe(true)
          // An item with our key may be proof, or only a hint, that another item is the same.
          const theirs = world.remote.find(({ id }) => id === shown.remoteId)
          const isAboutFirst = [shown.localId, theirs?.key].includes(first?.id)
          if (!isAboutFirst || !contact) expect(runs).toBe(true)
          if (runs)
            expect(again && [writeOf(again, 'local')?.to, writeOf(again, 'remote')?.to].map(Boolean)).toEqual(
              [writeOf(shown, 'local')?.to, writeOf(shown, 'remote')?.to].map(Boolean),
            )
        }
      }),
      RUNS,
    )
  })

  test('every link and every item is accounted for', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { changes, same } = plan(world)
        const linked = changes.filter(({ linkId }) => linkId !== null)
        expect(linked.length + same).toBe(world.links.length)
        expect(new Set(linked.map(({ linkId }) => linkId)).size).toBe(linked.length)
        for (const side of ['local', 'remote'] as const) {
          const ends = new Set(world.links.map((link) => link[`${side}Id`]))
          for (const { id, deleted } of world[side].filter((one) => !ends.has(one.id))) {
            const about = changes.filter((change) => change[`${side}Id`] === id)
            if (deleted) expect(about).toEqual([])
            else
              expect(
                about.length === 1 || (about.length > 1 && about.every(({ kind }) => kind === 'question')),
              ).toBe(true)
          }
        }
      }),
      RUNS,
    )
  })

  test('a link whose items were not read again is the same', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const link of world.links)
          expect(planLink(link, null, null, { ...world, again: false })).toEqual({ kind: 'same' })
      }),
      RUNS,
    )
  })
}

describe('of contacts', () => {
  holdsOf(CONTACTS)
  const worlds = worldArbitrary(CONTACTS)

  test('a remote deletion never deletes ours', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { changes } = plan(world)
        for (const change of changes) if (change.local) expect(change.local.to).not.toBeNull()
        const after = inTheEnd(world)
        for (const { id, deleted, value: contact } of world.local) {
          const later = after.local.find((one) => one.id === id)
          expect(later?.deleted).toBe(deleted)
          const link = world.links.find((one) => one.localId === id)
          const theirs = world.remote.find((one) => one.id === link?.remoteId)
          const meets = changes.some((one) => one.localId === id && one.remoteId !== link?.remoteId)
          if (theirs?.deleted && !meets) expect(later?.value).toEqual(contact)
        }
      }),
      RUNS,
    )
  })
})

describe('of notes, which follow a deletion here', () => {
  holdsOf(NOTES)

  test('a remote deletion deletes ours where nobody edited it since, and only there', () => {
    fc.assert(
      fc.property(worldArbitrary(NOTES), (world) => {
        const deleted = plan(world).changes.filter(({ kind }) => kind === 'deleteLocal')
        for (const change of deleted) {
          const { link, local, remote } = seenOf(world, change)
          expect([remote?.deleted, local?.deleted, link?.tombstone?.side]).toEqual([
            true,
            false,
            link?.tombstone ? 'local' : undefined,
          ])
          expect(link && local && NOTES.domain.same(link.base.local, local.value)).toBe(true)
          expect(change.local).toEqual({ from: local?.value, to: null })
        }
      }),
      RUNS,
    )
  })
})

describe('of events', () => holdsOf(EVENTS))
