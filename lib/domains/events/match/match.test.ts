import { describe, expect, it, test } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import type { Item } from '@/lib/domains/events/types'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { day, meeting, timed } from '@/testing/events/arbitrary'

const item = (id: string, value: CalendarEvent, more: Partial<Item> = {}): Item => ({
  ...{ id, version: '1', value, deleted: false, key: null, changedAt: null },
  ...more,
})
const found = (local: readonly Item[], remote: readonly Item[], options = {}) =>
  eventDomain
    .match(local, remote, options)
    .map(({ localId, remoteId, automatic }) => `${localId}${remoteId} ${automatic ? 'sure' : 'asked'}`)
    .sort()
const guest = (email: string) => ({ email, name: '', response: 'needsAction', optional: false }) as const
const CALL = meeting({ title: 'Call' })

describe('two events are one', () => {
  it.each<[string, CalendarEvent, CalendarEvent, readonly string[]]>([
    [
      'surely, with one title and time',
      meeting(),
      meeting({ title: ' MEETING ', location: 'Room 4' }),
      ['ab sure'],
    ],
    [
      'surely, under another name of the zone',
      meeting({ time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Kyiv') }),
      meeting({ time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Kiev') }),
      ['ab sure'],
    ],
    [
      'surely, all day',
      meeting({ time: day('2026-03-03') }),
      meeting({ time: day('2026-03-03') }),
      ['ab sure'],
    ],
    ['perhaps, with other guests', meeting(), meeting({ guests: [guest('ana@example.com')] }), ['ab asked']],
    [
      'perhaps, with another end',
      meeting(),
      meeting({ time: timed('2026-03-03T09:00:00', '2026-03-03T11:00:00') }),
      ['ab asked'],
    ],
    ['perhaps, one of them a series', meeting(), meeting({ repeat: ['RRULE:FREQ=WEEKLY'] }), ['ab asked']],
    [
      'perhaps, at the same instant in another zone',
      meeting(),
      meeting({ time: timed('2026-03-03T06:00:00', '2026-03-03T07:00:00', 'America/Los_Angeles') }),
      ['ab asked'],
    ],
    ['perhaps, at the same time under another title', meeting(), CALL, ['ab asked']],
    ['perhaps, without a title', meeting({ title: '' }), meeting({ title: '' }), ['ab asked']],
    [
      'perhaps, on the same day with a word in common',
      meeting({ title: 'Hearing Lima', time: day('2026-03-03') }),
      meeting({ title: 'hearing (moved)', time: day('2026-03-03') }),
      ['ab asked'],
    ],
    [
      'not, on the same day under other titles',
      meeting({ title: 'Holiday', time: day('2026-03-03') }),
      meeting({ title: 'Deadline', time: day('2026-03-03') }),
      [],
    ],
    [
      'not, at another time',
      meeting(),
      meeting({ time: timed('2026-03-04T09:00:00', '2026-03-04T10:00:00') }),
      [],
    ],
    ['not, the one all day', meeting(), meeting({ time: day('2026-03-03') }), []],
  ])('%s', (_, a, b, expected) => {
    expect(found([item('a', a)], [item('b', b)])).toEqual(expected)
  })

  test('perhaps, where there are several (trap 5)', () => {
    expect(found([item('a', meeting())], [item('b', meeting()), item('c', meeting())])).toEqual([
      'ab asked',
      'ac asked',
    ])
  })

  test('and those of one title leave other titles alone', () => {
    expect(found([item('a', meeting()), item('c', CALL)], [item('b', meeting()), item('d', CALL)])).toEqual([
      ...['ab sure', 'cd sure'],
    ])
  })

  test('surely by their identifier, wherever they were moved to (trap 58)', () => {
    const uid = { uid: 'x@example.com' }
    const moved = meeting({ title: 'Other', time: day('2026-05-05') })
    expect(found([item('a', meeting(), uid)], [item('b', moved, uid), item('c', meeting())])).toEqual([
      'ab sure',
    ])
    expect(found([item('a', meeting(), uid)], [item('b', moved, uid), item('c', moved, uid)])).toEqual([
      ...['ab asked', 'ac asked'],
    ])
  })

  test('not, where a person said so, or one is deleted', () => {
    expect(
      found([item('a', meeting())], [item('b', meeting())], { separate: [{ localId: 'a', remoteId: 'b' }] }),
    ).toEqual([])
    expect(found([item('a', meeting(), { deleted: true })], [item('b', meeting())])).toEqual([])
  })
})

describe('occurrences are one by their series and original start', () => {
  const SLOT = '2026-03-10T13:00:00Z'
  const weekly = meeting({ repeat: ['RRULE:FREQ=WEEKLY'] })
  const moved = meeting({ title: 'Moved', time: timed('2026-03-12T15:00:00', '2026-03-12T16:00:00') })
  const ours = [item('a', weekly), item('p', meeting({ title: 'x' }), { parentId: 'a', slot: SLOT })]
  const theirs = [item('q', moved, { parentId: 'b', slot: SLOT }), item('b', weekly)]

  test('never by where they are now, and in any order (traps 19, 24)', () => {
    expect(found(ours, theirs)).toEqual(['ab sure', 'pq sure'])
  })
  test('where the series are linked already', () => {
    const linked = [{ localId: 'a', remoteId: 'b' }]
    expect(found(ours.slice(1), theirs.slice(0, 1), { linked })).toEqual(['pq sure'])
    expect(found(ours.slice(1), theirs.slice(0, 1))).toEqual([])
  })
})

test('a thousand copies of one event on each side are matched in time', () => {
  const copies = (side: string) => Array.from({ length: 1_000 }, (_, at) => item(`${side}${at}`, meeting()))
  expect(eventDomain.match(copies('a'), copies('b'), {})).toHaveLength(1_000)
})

test('the order of the items does not matter', () => {
  const local = [item('a', meeting()), item('c', CALL), item('e', meeting({ time: day('2026-03-03') }))]
  const remote = [item('b', meeting({ title: 'Meeting two' })), item('d', CALL)]
  expect(found(local.toReversed(), remote.toReversed())).toEqual(found(local, remote))
})

describe('our key', () => {
  it.each([
    [meeting(), 'proof'],
    [meeting({ location: 'Room 4' }), 'proof'],
    [CALL, 'hint'],
    [meeting({ time: day('2026-03-03') }), 'hint'],
    [meeting({ title: 'Call', time: day('2026-03-03') }), 'none'],
  ])('of %o is worth: %s', (remote, worth) => expect(eventDomain.proofOfKey(meeting(), remote)).toBe(worth))
})

test('namesakes have one title and one start', () => {
  const [a, b, c] = [item('a', meeting()), item('b', meeting()), item('c', CALL)]
  expect(eventDomain.namesakes([a], [b, c])).toMatchObject([
    { localId: 'a', remoteId: 'b', automatic: false },
  ])
  expect(eventDomain.fullName(meeting({ title: '' }))).toBe('')
  expect(
    eventDomain.namesakes([item('a', meeting({ title: '' }))], [item('b', meeting({ title: '' }))]),
  ).toEqual([])
})

test('a row of a preview is called by its title and found by all that it says', () => {
  const summary = eventDomain.summary(meeting({ location: 'Room 4', guests: [guest('ana@example.com')] }))
  expect(summary).toMatchObject({ name: 'Meeting', sortKey: '2026-03-03T09:00:00 meeting' })
  expect(summary.search).toContain('room 4')
  expect(summary.search).toContain('ana@example.com')
})

test('times that no calendar can hold are matched as their text', () => {
  const odd = meeting({ time: timed('2026-02-30T09:00:00', '2026-02-30T10:00:00', 'Nowhere') })
  expect(found([item('a', odd)], [item('b', odd)])).toEqual(['ab sure'])
})
