import { describe, expect, it } from 'vitest'
import { chosenIn, travels } from './choice'

describe('an item that only one side has', () => {
  it.each([
    ['local', {}, true],
    ['remote', {}, true],
    ['remote', { only: { kind: 'hand' } }, false],
    ['local', { only: { kind: 'labels', ids: ['1'] } }, true],
    ['remote', { only: { kind: 'labels', ids: ['1'] } }, true],
    ['local', { only: { kind: 'clients' } }, true],
    ['remote', { only: { kind: 'clients' } }, false],
    ['remote', { only: { kind: 'tags', ids: ['1'] } }, false],
    ['remote', { only: { kind: 'clients', labels: ['1'] } }, false],
    ['local', { only: { kind: 'clients', labels: ['1'] } }, true],
    ['local', { only: { kind: 'clients' }, direction: 'toLocal' }, false],
    ['remote', { direction: 'toRemote' }, false],
  ] as const)('%s, with %j: %s', (side, settings, expected) => {
    expect(travels(side, settings)).toBe(expected)
  })
})

it('takes labels of the account alone, or beside what is chosen here', () => {
  expect(chosenIn({ kind: 'labels', ids: ['1'] })).toEqual(['1'])
  expect(chosenIn({ kind: 'hand', labels: ['1', '2'] })).toEqual(['1', '2'])
  expect(chosenIn({ kind: 'hand' })).toBeNull()
  expect(chosenIn(null)).toBeNull()
})
