import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import { writtenFields } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { problemsOf } from '@/lib/domains/events/value/validity'
import type { Base, Choice, Conflict, ConflictPolicy } from '@/lib/engine/model'
import { EVENTS } from '@/testing/engine/events'
import { meeting, timed } from '@/testing/events/arbitrary'

const ASIS = { local: (event: CalendarEvent) => event, remote: (event: CalendarEvent) => event }
const LATER = timed('2026-03-03T11:00:00', '2026-03-03T12:00:00')
const ana = { email: 'ana@example.com', name: 'Ana', response: 'needsAction', optional: false } as const

const cancelled = (more: Partial<CalendarEvent> = {}) => meeting({ ...more, status: 'cancelled' })
/** As Google may give it. */
const STUB: CalendarEvent = { ...EMPTY_EVENT, status: 'cancelled' }
const both = (event: CalendarEvent) => ({ local: event, remote: event })

interface Options {
  readonly choices?: Readonly<Record<string, Choice>>
  readonly policy?: ConflictPolicy
}
function merged(
  base: Base<CalendarEvent> | null,
  local: CalendarEvent,
  remote: CalendarEvent,
  { choices = {}, policy = 'ask' }: Options = {},
) {
  const rest = { version: '1', deleted: false, key: null, changedAt: new Date(), parentId: 's', slot: 'x' }
  const ends = { local: { id: 'l', value: local, ...rest }, remote: { id: 'r', value: remote, ...rest } }
  return eventDomain.merge({ base, ...ends, choices, policy, project: ASIS })
}
const idOf = ([conflict]: readonly Conflict<CalendarEvent>[]) => conflict?.id ?? ''

test('two canceled values are the same, whatever else they say, and differ from any other only in their status', () => {
  fc.assert(
    fc.property(EVENTS.value, EVENTS.value, (a, b) => {
      const [off, other] = [{ ...a, status: 'cancelled' } as const, { ...b, status: 'cancelled' } as const]
      expect(eventDomain.same(off, other) && eventDomain.same(off, STUB)).toBe(true)
      expect(eventDomain.same(off, { ...b, status: 'tentative' })).toBe(false)
      expect(writtenFields({ ...b, status: 'confirmed' }, off)).toEqual(['status'])
      expect(writtenFields(off, { ...b, status: 'confirmed' })).toEqual(eventDomain.fields)
    }),
  )
  expect(problemsOf(STUB)).toEqual([])
  expect(eventDomain.fullName(cancelled())).toBe('')
})

describe('a cancellation', () => {
  test.each([cancelled(), STUB])('travels, either way', (off) => {
    const there = merged(both(meeting()), off, meeting())
    expect(there).toMatchObject({ local: off, remote: cancelled(), conflicts: [] })
    expect(there.base).toEqual({ local: off, remote: cancelled() })
    const here = merged(both(meeting()), meeting(), off)
    expect(here).toMatchObject({ local: cancelled(), remote: off, conflicts: [] })
  })

  test('on both sides is agreed, even if one was edited before', () => {
    const off = cancelled({ title: 'Hearing', time: LATER })
    for (const base of [null, both(meeting())])
      expect(merged(base, off, STUB)).toEqual({
        ...{ local: off, remote: STUB, conflicts: [] },
        base: { local: off, remote: STUB },
      })
  })

  test('of what the other side edited is asked about under every setting, and loses nothing until it is answered', () => {
    const moved = meeting({ time: LATER })
    for (const policy of ['ask', 'local', 'remote', 'newest'] as const) {
      for (const [local, remote] of [
        [cancelled(), moved],
        [moved, STUB],
      ] as const) {
        const asked = merged(both(meeting()), local, remote, { policy })
        expect(asked).toMatchObject({ local, remote, base: both(meeting()) })
        expect(asked.conflicts).toMatchObject([
          { field: 'status', base: 'confirmed', local: local.status, remote: remote.status },
        ])
        expect(merged(asked.base, asked.local, asked.remote, { policy }).conflicts).toEqual(asked.conflicts)
      }
    }
  })

  test('answered goes either way, and holds for this edit only', () => {
    const moved = meeting({ time: LATER })
    const asked = merged(both(meeting()), cancelled(), moved)
    const answered = (choice: Choice, remote = moved) =>
      merged(both(meeting()), cancelled(), remote, { choices: { [idOf(asked.conflicts)]: choice } })
    expect(answered('local')).toMatchObject({ remote: cancelled({ time: LATER }), conflicts: [] })
    expect(answered('remote')).toMatchObject({ local: moved, remote: moved, conflicts: [] })
    expect(answered('both').conflicts).toHaveLength(1)
    expect(answered('local', meeting({ time: LATER, title: 'Hearing' })).conflicts).toHaveLength(1)
  })

  test('is asked about on a first sync: nothing was agreed', () => {
    expect(merged(null, cancelled(), meeting()).conflicts).toMatchObject([{ field: 'status' }])
  })

  test('the same edit has one conflict, whatever the order in which its fields were stored', () => {
    const moved = meeting({ time: LATER })
    const { kind, ...rest } = LATER
    const stored = meeting({ time: { ...rest, kind } as CalendarEvent['time'] })
    const asked = (remote: CalendarEvent) => merged(both(meeting()), cancelled(), remote).conflicts
    expect(idOf(asked(stored))).toBe(idOf(asked(moved)))
  })
})

describe('an occurrence that was taken up again', () => {
  test('comes back on the other side, with all its fields', () => {
    const again = meeting({ time: LATER, title: 'Hearing' })
    for (const off of [cancelled(), STUB]) {
      expect(merged(both(cancelled()), again, off)).toMatchObject({ remote: again, conflicts: [] })
      expect(merged(both(off), off, again)).toMatchObject({ local: again, conflicts: [] })
    }
  })

  test('does not write guests to the account, and takes the account’s', () => {
    const invited = meeting({ guests: [ana] })
    const there = merged(both(STUB), invited, STUB)
    expect(there.remote.guests).toEqual([])
    expect(merged(there.base, there.local, there.remote)).toMatchObject({
      ...both(there.remote),
      local: invited,
    })
    expect(merged(both(STUB), cancelled(), invited).local.guests).toEqual([ana])
  })

  test('on both sides is merged as if nothing had been agreed', () => {
    const result = merged(both(STUB), meeting({ time: LATER }), meeting({ location: 'Room 4' }))
    expect(result.local.location).toBe('Room 4')
    expect(result.conflicts.map(({ field }) => field)).toEqual(['time'])
  })
})

describe('a cancellation that is written on our side alone', () => {
  test.each([
    ['a cancellation', meeting(), cancelled()],
    ['one taken back', cancelled(), meeting({ title: 'Hearing' })],
  ])('goes on to the account: %s', (_, before, after) => {
    const done = merged(both(before), after, before)
    const half = eventDomain.halfway({ local: after, base: done.base, conflicts: [] }, before, ASIS)
    expect(merged(half, after, before)).toMatchObject({ local: after, remote: after, conflicts: [] })
  })

  test('shows in the account as far as it got there', () => {
    const { shown, same } = eventDomain
    expect(same(shown({ from: meeting(), to: cancelled() }, STUB), STUB)).toBe(true)
    expect(shown({ from: meeting(), to: cancelled() }, meeting())).toEqual(meeting())
    const again = meeting({ title: 'Hearing' })
    expect(shown({ from: STUB, to: again }, again)).toEqual(again)
    expect(same(shown({ from: STUB, to: again }, STUB), STUB)).toBe(true)
    expect(same(shown({ from: STUB, to: again }, meeting()), meeting())).toBe(false)
  })
})
