// Properties of undo, for every domain: what nobody touched since is as before on both sides, and the next sync writes nothing.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Domain } from '@/lib/engine/domain'
import type { Base, Change, Item, Link, Side, SyncSettings } from '@/lib/engine/model'
import { type PlanInput, plan } from '@/lib/engine/plan'
import { CONTACTS } from '@/testing/engine/contacts'
import { EVENTS } from '@/testing/engine/events'
import { NOTES } from '@/testing/engine/notes'
import { pairArbitrary, type Sample } from '@/testing/engine/worlds'
import { planUndo, type UndoInput } from './plan-undo'

const RUNS = { numRuns: 1_000 }
const SETTINGS: SyncSettings = { onConflict: 'ask', onLocalDelete: 'delete' }

/** Two linked items. An item that is null was never there. */
interface World<V> {
  readonly link: Link<V> | null
  readonly local: Item<V> | null
  readonly remote: Item<V> | null
}

const item = <V>(id: string, value: V, version = '1'): Item<V> => ({
  ...{ id, version, value, deleted: false, key: null, changedAt: null },
})

const linked = <V>(base: Base<V>, local: V, remote: V): World<V> => ({
  link: {
    ...{ id: 'link', localId: 'local', remoteId: 'remote', base, tombstone: null },
    ...{ localVersion: '1', remoteVersion: '1' },
  },
  local: item('local', local, '2'),
  remote: item('remote', remote, '2'),
})

const alone = <V>(side: Side, value: V): World<V> => ({
  ...{ link: null, local: null, remote: null },
  [side]: item(side, value),
})

function inputOf<V>(domain: Domain<V>, world: World<V>, project: PlanInput<V>['project']): PlanInput<V> {
  return {
    ...{ domain, project, settings: SETTINGS, again: false, candidates: [] },
    answers: { linked: [], separate: [], conflicts: {} },
    links: world.link ? [world.link] : [],
    local: world.local ? [world.local] : [],
    remote: world.remote ? [world.remote] : [],
  }
}

const next = <V>(was: Item<V> | null, id: string, value: V | null): Item<V> => ({
  ...item(id, value ?? (was as Item<V>).value, String(Number(was?.version ?? '0') + 1)),
  deleted: value === null,
})

/** The world once the change is carried out, as the worker records it. */
function after<V>(world: World<V>, change: Change<V>): World<V> {
  const end = (side: Side) => {
    const write = change[side]
    return write ? next(world[side], side, write.to) : world[side]
  }
  const [local, remote] = [end('local'), end('remote')]
  const isDeletion = change.kind === 'deleteLocal' || change.kind === 'deleteRemote'
  const base = isDeletion ? (world.link?.base ?? null) : change.base
  if (!base || !local || !remote || (isDeletion && change.tombstone === null))
    return { link: null, local, remote }
  const tombstone = change.tombstone === null ? null : { side: change.tombstone, at: new Date(0) }
  const versions = { localVersion: local.version, remoteVersion: remote.version }
  return {
    link: { id: 'link', localId: 'local', remoteId: 'remote', base, tombstone, ...versions },
    local,
    remote,
  }
}

const undoOf = <V>(change: Change<V>, pair: World<V>): UndoInput<V> => ({
  ...{ done: { local: change.local, remote: change.remote }, pair },
  ...{ only: null, deletesThere: true, needed: false },
})

const heldBy = <V>(one: Item<V> | null): V | null => (one && !one.deleted ? one.value : null)

function ofEvery<V>(sample: Sample<V>) {
  const { domain } = sample
  const context = { domain, settings: SETTINGS }
  const projects = fc.constantFrom(...sample.projects)
  const same = (a: V | null, b: V | null) => (a === null || b === null ? a === b : domain.same(a, b))
  const undo = (change: Change<V>, world: World<V>) => planUndo(undoOf(change, world), context)

  /** Every change that a run writes in drawn worlds. */
  const drawn = projects.chain((project) =>
    pairArbitrary(sample, project).chain(({ base, local, remote }) =>
      fc
        .constantFrom(
          linked(base, local, remote),
          linked(base, local, remote),
          alone('local', local),
          alone('remote', remote),
          // Deleted here, and the setting carries that on.
          { ...linked(base, local, base.remote), local: { ...item('local', local, '2'), deleted: true } },
        )
        .map((world) => ({ project, world })),
    ),
  )

  function forChanges(
    check: (was: World<V>, change: Change<V>, now: World<V>, project: PlanInput<V>['project']) => void,
  ) {
    let written = 0
    fc.assert(
      fc.property(drawn, ({ project, world }) => {
        const [change] = plan(inputOf(domain, world, project)).changes
        if (!change || (!change.local && !change.remote)) return
        written += 1
        check(world, change, after(world, change), project)
      }),
      RUNS,
    )
    expect(written).toBeGreaterThan(RUNS.numRuns / 4)
  }

  test('untouched since, both sides are as before, and nothing is kept', () =>
    forChanges((was, change, now) => {
      const { change: undone, kept } = undo(change, now)
      expect(kept).toEqual([])
      const back = undone ? after(now, undone) : now
      expect(same(heldBy(back.local), heldBy(was.local))).toBe(true)
      expect(same(heldBy(back.remote), heldBy(was.remote))).toBe(true)
    }))

  test('the next sync writes nothing', () =>
    forChanges((_was, change, now, project) => {
      const { change: undone } = undo(change, now)
      if (!undone || change.conflicts.length > 0) return
      const { changes } = plan(inputOf(domain, after(now, undone), project))
      expect(changes.filter(({ local, remote }) => local !== null || remote !== null)).toEqual([])
    }))

  test('undoing the undo leads back to what the run had done, and the next sync writes nothing', () =>
    forChanges((_was, change, now, project) => {
      const { change: undone } = undo(change, now)
      if (!undone) return
      const back = after(now, undone)
      const { change: redone, kept } = undo(undone, back)
      expect(kept).toEqual([])
      const again = redone ? after(back, redone) : back
      expect(same(heldBy(again.local), heldBy(now.local))).toBe(true)
      expect(same(heldBy(again.remote), heldBy(now.remote))).toBe(true)
      if (change.conflicts.length > 0) return
      const { changes } = plan(inputOf(domain, again, project))
      expect(changes.filter(({ local, remote }) => local !== null || remote !== null)).toEqual([])
    }))

  test('a second undo has nothing to do', () =>
    forChanges((_was, change, now) => {
      const { change: undone } = undo(change, now)
      if (undone) expect(undo(change, after(now, undone)).change).toBeNull()
    }))

  test('nothing is added to a side while a person is asked whether it is there already', () =>
    forChanges((_was, change, now) => {
      const { change: undone } = undo(change, now)
      if (!undone) return
      const back = after(now, undone)
      const { change: redone } = undo(undone, back)
      for (const asked of ['local', 'remote'] as const) {
        const held = planUndo({ ...undoOf(undone, back), asked }, context)
        if (redone?.[asked]?.from !== null) expect(held.change).toEqual(redone)
        else expect(held).toEqual({ change: null, kept: [{ why: 'asked', side: asked }] })
      }
    }))

  const edited = pairArbitrary(sample, sample.projects[0] as PlanInput<V>['project']).chain(
    ({ base, local, remote }) =>
      fc.record({ from: fc.constant(base.local), to: fc.constant(local), now: fc.constant(remote) }),
  )

  test('each field gets its earlier value, stays untouched, or is named', () => {
    let named = 0
    fc.assert(
      fc.property(edited, ({ from, to, now }) => {
        const world = linked({ local: now, remote: now }, now, now)
        const done = { local: { from, to }, remote: null }
        const { change, kept } = planUndo({ ...undoOf({ ...done } as Change<V>, world), done }, context)
        const value = change?.local?.to ?? now
        const fields: readonly string[] = kept.flatMap((one) => (one.why === 'edited' ? one.fields : []))
        named += fields.length
        for (const field of domain.fields) {
          const is = (other: V) => domain.sameField(field, value, other)
          if (domain.sameField(field, from, to)) expect(is(now)).toBe(true)
          else if (domain.sameField(field, now, to)) expect(is(from)).toBe(true)
          else if (fields.includes(field)) expect(is(now)).toBe(true)
        }
      }),
      RUNS,
    )
    expect(named).toBeGreaterThan(0)
  })

  test('one field alone is undone, the others stay', () => {
    fc.assert(
      fc.property(edited, fc.constantFrom(...domain.fields), ({ from, to }, only) => {
        const world = linked({ local: to, remote: to }, to, to)
        const done = { local: { from, to }, remote: null }
        const { change } = planUndo(
          { ...undoOf({ ...done } as Change<V>, world), done, only: [only] },
          context,
        )
        const value = change?.local?.to ?? to
        for (const field of domain.fields)
          expect(domain.sameField(field, value, field === only ? from : to)).toBe(true)
      }),
      RUNS,
    )
  })
}

describe('undo of contacts', () => ofEvery(CONTACTS))
describe('undo of events', () => ofEvery(EVENTS))
describe('undo of notes', () => ofEvery(NOTES))
