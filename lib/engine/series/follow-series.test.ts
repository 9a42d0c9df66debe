import { describe, expect, it } from 'vitest'
import type { SeriesRules } from '@/lib/engine/domain'
import type { Change, ChangeKind } from '@/lib/engine/model'
import { NOTHING } from '@/lib/engine/planned-change'
import { followSeries, inheritWrites, isOfSeries } from './follow-series'

/** An hour of the day, and a title. */
interface Daily {
  readonly hour: number
  readonly title: string
}
const rules: SeriesRules<Daily> = {
  isSeries: () => true,
  fields: ['hour'],
  sameSlots: (a, b) => a.hour === b.hour,
  has: ({ hour }, slot) => slot.endsWith(`T${hour}`),
  slotAfter: (slot, _, { hour }) => slot.replace(/T.*/, `T${hour}`),
  followed: (occurrence, _slots, _from, { hour }) => ({ ...occurrence, hour }),
  isCanceled: () => false,
  plain: (one) => one,
  isTail: () => false,
}

const project = { local: (one: Daily) => one, remote: (one: Daily) => one }
/** Both sides agree on what the account has. */
const halfway = (_: unknown, remote: Daily) => ({ local: remote, remote })

const change = (
  kind: ChangeKind,
  localId: string | null,
  remoteId: string | null,
  writes: Partial<Pick<Change<Daily>, 'local' | 'remote' | 'conflicts'>> = {},
): Change<Daily> => ({ ...NOTHING, kind, localId, remoteId, ...writes })
const parents = {
  local: new Map([['our occurrence', 'our series']]),
  remote: new Map([['their occurrence', 'their series']]),
}
const none = { local: new Set<string>(), remote: new Set<string>() }
const order = (changes: readonly Change<Daily>[], linked = none) =>
  followSeries(changes, parents, linked, { domain: { series: rules, halfway }, project })
const follow = (changes: readonly Change<Daily>[], linked = none) => order(changes, linked).changes

const series = change('createLocal', null, 'their series')
const occurrence = change('createLocal', null, 'their occurrence')

it('an occurrence is added together with its series', () => {
  expect(follow([occurrence, series])).toEqual([occurrence, series])
})

it('an occurrence is added to a series that is linked', () => {
  expect(follow([occurrence], { ...none, remote: new Set(['their series']) })).toEqual([occurrence])
})

it.each(['question', 'tombstone'] as const)('an occurrence waits while its series is a %s', (kind) => {
  const asked = change(kind, 'our series', 'their series')
  expect(follow([occurrence, asked])).toEqual([asked])
})

it('an occurrence waits while nothing is planned for its series', () => {
  expect(follow([change('createRemote', 'our occurrence', null)])).toEqual([])
})

it.each(['deleteLocal', 'deleteRemote'] as const)('%s of a series includes its occurrences', (kind) => {
  const whole = change(kind, 'our series', 'their series')
  expect(follow([change(kind, 'our occurrence', 'their occurrence'), whole])).toEqual([whole])
})

it.each(['deleteLocal', 'deleteRemote'] as const)(
  '%s of an occurrence whose series was deleted on one side and edited on the other is not carried out',
  (kind) => {
    const kept = change('tombstone', 'our series', 'their series')
    expect(follow([change(kind, 'our occurrence', 'their occurrence'), kept])).toEqual([kept])
  },
)

it('an edited occurrence needs nothing of its series', () => {
  const edited = change('update', 'our occurrence', 'their occurrence')
  expect(follow([edited])).toEqual([edited])
})

it('a change is of a series if either of its ends is an occurrence', () => {
  expect(isOfSeries(parents, occurrence)).toBe(true)
  expect(isOfSeries(parents, change('createRemote', 'our occurrence', null))).toBe(true)
  expect(isOfSeries(parents, series)).toBe(false)
})

describe('a series that moves to another time', () => {
  const [nine, ten] = [
    { hour: 9, title: 'Team' },
    { hour: 10, title: 'Team' },
  ]
  const write = { from: nine, to: ten }
  const edit = { from: nine, to: { ...nine, title: 'Guests' } }
  const movesHere = change('update', 'our series', 'their series', { local: write })
  const movesThere = change('update', 'our series', 'their series', { remote: write })
  const fromThere = change('update', 'our occurrence', 'their occurrence', { local: edit })
  const fromHere = change('update', 'our occurrence', 'their occurrence', { remote: edit })
  const asked = change('update', 'our occurrence', 'their occurrence', {
    conflicts: [
      { id: 'c', field: 'title', base: 'Team', local: 'Guests', remote: 'Judge', mayKeepBoth: false },
    ],
  })
  const newThere = change('createLocal', null, 'their occurrence', { local: { from: null, to: nine } })
  const newHere = change('createRemote', 'our occurrence', null, { remote: { from: null, to: nine } })

  it('moves here at once, and then its occurrences', () => {
    for (const occurrence of [fromThere, fromHere, newThere, newHere])
      expect(order([movesHere, occurrence])).toEqual({ changes: [movesHere], waits: true })
  })

  it('moves there once every change of its occurrences there is here', () => {
    expect(order([movesThere, fromThere])).toEqual({ changes: [fromThere], waits: true })
    expect(order([movesThere, newThere])).toEqual({ changes: [newThere], waits: true })
    expect(order([movesThere, fromHere])).toEqual({ changes: [movesThere], waits: true })
    expect(order([movesThere, newHere], { ...none, local: new Set(['our series']) })).toEqual({
      changes: [movesThere],
      waits: true,
    })
  })

  it('writes only here what both sides changed of an occurrence', () => {
    const base = { local: edit.to, remote: edit.to }
    const both = { ...fromThere, remote: { from: nine, to: edit.to }, base }
    expect(order([movesThere, both]).changes).toEqual([
      { ...fromThere, remote: null, base: { local: nine, remote: nine } },
    ])
  })

  it('does not move there while a person decides about one of its occurrences', () => {
    expect(order([movesThere, asked, fromHere])).toEqual({ changes: [asked], waits: false })
  })

  it('a question about an occurrence does not keep the series from moving here', () => {
    expect(order([movesHere, asked])).toEqual({ changes: [movesHere, asked], waits: false })
  })

  it('other changes of a series keep nothing waiting', () => {
    const renamed = change('update', 'our series', 'their series', { remote: edit })
    expect(order([renamed, fromThere, fromHere]).changes).toEqual([renamed, fromThere, fromHere])
  })

  it('the occurrences of other series do not wait', () => {
    const other = change('update', 'another', 'one', { local: edit, remote: edit })
    expect(order([movesThere, fromThere, other]).changes).toEqual([fromThere, other])
  })
})

describe('an added occurrence', () => {
  const slots = {
    local: new Map([['our occurrence', 'MayT9']]),
    remote: new Map([['their occurrence', 'JuneT9']]),
  }
  const old = { hour: 9, title: 'Team' }
  const now = { hour: 9, title: 'All hands' }
  const sameTitle: SeriesRules<Daily> = {
    ...rules,
    followed: (occurrence, _, from, to) =>
      occurrence.title === from.title ? { ...occurrence, title: to.title } : occurrence,
  }
  const inherit = (changes: readonly Change<Daily>[]) => inheritWrites(changes, parents, slots, sameTitle)
  const added = (kind: 'createLocal' | 'createRemote', to: Daily): Change<Daily> => ({
    ...(kind === 'createRemote'
      ? change(kind, 'our occurrence', null, { remote: { from: null, to } })
      : change(kind, null, 'their occurrence', { local: { from: null, to } })),
    base: { local: to, remote: to },
  })
  const here = change('update', 'our series', 'their series', { local: { from: old, to: now } })
  const there = change('update', 'our series', 'their series', { remote: { from: old, to: now } })
  const moved = { hour: 11, title: 'Team' }
  const both = { hour: 11, title: 'All hands' }

  it('takes over what is written to its own series, on either side', () => {
    expect(inherit([added('createRemote', moved), here])[0]).toMatchObject({
      remote: { from: null, to: both },
      base: { local: moved, remote: both },
    })
    expect(inherit([there, added('createLocal', moved)])[1]).toMatchObject({
      local: { from: null, to: both },
      base: { local: both, remote: moved },
    })
  })

  it('keeps what it says itself, and what is written to the series of the other side is there already', () => {
    const own = { hour: 11, title: 'Own' }
    for (const changes of [
      [added('createRemote', own), here],
      [added('createLocal', moved), here],
      [
        change('update', 'our series', 'their series', { local: { from: old, to: both } }),
        added('createRemote', moved),
      ],
    ])
      expect(inherit(changes)).toEqual(changes)
  })
})
