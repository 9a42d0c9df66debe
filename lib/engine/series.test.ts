import { expect, it } from 'vitest'
import type { Change, ChangeKind } from './model'
import { NOTHING } from './planned-change'
import { followSeries, isOfSeries } from './series'

const change = (kind: ChangeKind, localId: string | null, remoteId: string | null): Change<never> => ({
  ...NOTHING,
  kind,
  localId,
  remoteId,
})
const parents = {
  local: new Map([['our occurrence', 'our series']]),
  remote: new Map([['their occurrence', 'their series']]),
}
const none = { local: new Set<string>(), remote: new Set<string>() }
const follow = (changes: readonly Change<never>[], linked = none) => followSeries(changes, parents, linked)

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
