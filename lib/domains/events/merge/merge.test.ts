import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import type { Base, Item, Merged, Project } from '@/lib/domains/events/types'
import { sameEvent, sameField } from '@/lib/domains/events/value/diff'
import type { CalendarEvent, Guest } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import type { Choice, ConflictPolicy } from '@/lib/engine/model'
import { EVENTS } from '@/testing/engine/events'
import { day, guestsArbitrary, meeting, timed } from '@/testing/events/arbitrary'

const ASIS: Project = { local: (event) => event, remote: (event) => event }
/** Like a write to Google: no guests, no reminders. */
const NO_GUESTS: Project = { ...ASIS, remote: (event) => ({ ...event, guests: [], reminders: null }) }

const item = (id: string, value: CalendarEvent, more: Partial<Item> = {}): Item => ({
  ...{ id, version: '1', value, deleted: false, key: null, changedAt: null },
  ...more,
})
interface Options {
  readonly choices?: Readonly<Record<string, Choice>>
  readonly policy?: ConflictPolicy
  readonly project?: Project
  readonly more?: Partial<Item>
  readonly asked?: readonly EventField[]
}
function merged(
  base: Base | null,
  local: CalendarEvent,
  remote: CalendarEvent,
  { choices = {}, policy = 'ask', project = ASIS, more = {}, asked = [] }: Options = {},
): Merged {
  const ends = { local: item('l', local, more), remote: item('r', remote, more) }
  return eventDomain.merge({ base, ...ends, choices, policy, project, asked })
}
const both = (event: CalendarEvent): Base => ({ local: event, remote: event })
const ana: Guest = { email: 'ana@example.com', name: 'Ana', response: 'needsAction', optional: false }
const bo: Guest = { ...ana, email: 'bo@example.com', name: 'Bo' }

const LATER = timed('2026-03-03T11:00:00', '2026-03-03T12:00:00')
const EVENING = timed('2026-03-03T18:00:00', '2026-03-03T19:00:00')

describe('a field that one side changed goes to the other', () => {
  it.each<Partial<CalendarEvent>>([
    { title: 'Hearing' },
    { description: 'Bring the file' },
    { location: 'Room 4' },
    { time: LATER },
    { time: day('2026-03-03') }, // trap 30: start, end, kind and zone travel together
    { repeat: ['RRULE:FREQ=WEEKLY'] },
    { visibility: 'private' },
    { showAs: 'free' },
    { status: 'tentative' },
    { reminders: [] },
  ])('%o', (change) => {
    const [before, after] = [meeting(), meeting(change)]
    expect(merged(both(before), after, before)).toMatchObject({ local: after, remote: after, conflicts: [] })
    expect(merged(both(before), before, after)).toMatchObject({ local: after, remote: after, conflicts: [] })
  })

  test('unless a person has to decide: until then both keep it, and the base too', () => {
    const [before, after] = [meeting(), meeting({ time: LATER, title: 'Hearing' })]
    const open = merged(both(before), before, after, { asked: ['time', 'repeat'] })
    expect(open).toMatchObject({
      ...{ local: meeting({ title: 'Hearing' }), remote: after },
      base: both(meeting({ title: 'Hearing' })),
      conflicts: [{ field: 'time', base: before.time, local: before.time, remote: after.time }],
    })
    const [conflict] = open.conflicts
    const decided = (choice: Choice) =>
      merged(both(before), before, after, { asked: ['time'], choices: { [conflict?.id ?? '']: choice } })
    expect(decided('remote')).toMatchObject({ local: after, remote: after, conflicts: [] })
    expect(decided('local').remote).toEqual(meeting({ title: 'Hearing' }))
  })

  test('and other fields of the other side come back', () => {
    const after = merged(both(meeting()), meeting({ title: 'Hearing' }), meeting({ time: LATER }))
    expect(after).toMatchObject({ conflicts: [], local: meeting({ title: 'Hearing', time: LATER }) })
    expect(sameEvent(after.local, after.remote)).toBe(true)
  })
})

describe('what both changed differently', () => {
  it.each<[string, Partial<CalendarEvent>, Partial<CalendarEvent>]>([
    ['time', { time: LATER }, { time: EVENING }],
    ['repeat', { repeat: ['RRULE:FREQ=WEEKLY'] }, { repeat: ['RRULE:FREQ=DAILY'] }],
  ])('of %s is always asked about, whatever the setting', (field, here, there) => {
    for (const policy of ['ask', 'local', 'remote', 'newest'] as const) {
      const result = merged(both(meeting()), meeting(here), meeting(there), { policy })
      expect(result.conflicts).toMatchObject([{ field, mayKeepBoth: false }])
      expect([result.local, result.remote, result.base]).toEqual([
        meeting(here),
        meeting(there),
        both(meeting()),
      ])
    }
    const [conflict] = merged(both(meeting()), meeting(here), meeting(there)).conflicts
    const answered = merged(both(meeting()), meeting(here), meeting(there), {
      choices: { [conflict?.id ?? '']: 'remote' },
    })
    expect(answered).toMatchObject({ local: meeting(there), remote: meeting(there), conflicts: [] })
  })

  test('of a title follows the setting', () => {
    const [a, b] = [meeting({ title: 'A' }), meeting({ title: 'B' })]
    const title = (policy: ConflictPolicy) => merged(both(meeting()), a, b, { policy }).remote.title
    expect([title('local'), title('remote'), title('ask'), title('newest')]).toEqual(['A', 'B', 'B', 'B'])
  })

  test('of a title goes to the newest edit, unless the clocks cannot tell', () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 2, 3, 9, 0, seconds))
    const title = (local: number, remote: number) => {
      const ends = {
        local: item('l', meeting({ title: 'A' }), { changedAt: at(local) }),
        remote: item('r', meeting({ title: 'B' }), { changedAt: at(remote) }),
      }
      const rest = { base: both(meeting()), choices: {}, policy: 'newest', project: ASIS } as const
      return eventDomain.merge({ ...ends, ...rest }).conflicts.length === 0
        ? eventDomain.merge({ ...ends, ...rest }).local.title
        : 'asked'
    }
    expect([title(120, 0), title(0, 120), title(0, 30)]).toEqual(['A', 'B', 'asked'])
  })

  test('of a description can be kept in full', () => {
    const [a, b] = [meeting({ description: 'A' }), meeting({ description: 'B' })]
    const [conflict] = merged(both(meeting()), a, b).conflicts
    const result = merged(both(meeting()), a, b, { choices: { [conflict?.id ?? '']: 'both' } })
    expect([result.local.description, result.remote.description]).toEqual(['A\n\nB', 'A\n\nB'])
  })

  test('holds up no other field', () => {
    const result = merged(
      both(meeting()),
      meeting({ time: LATER, title: 'Hearing' }),
      meeting({ time: EVENING }),
    )
    expect(result.remote).toEqual(meeting({ time: EVENING, title: 'Hearing' }))
    expect(result.base.remote).toEqual(meeting({ title: 'Hearing' }))
  })
})

describe('what is only spelled another way', () => {
  test('is no change: HTML for text, a zone under another name, parts of a rule in another order (traps 37, 50, 60)', () => {
    const kyiv = (zone: string) => timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', zone)
    const ours = meeting({
      description: 'a\nb',
      time: kyiv('Europe/Kyiv'),
      repeat: ['RRULE:FREQ=WEEKLY;BYDAY=MO,TU'],
    })
    const theirs = meeting({
      description: 'a<br>b',
      time: kyiv('Europe/Kiev'),
      repeat: ['RRULE:WKST=MO;INTERVAL=1;BYDAY=TU,MO;FREQ=WEEKLY'],
    })
    expect(merged(both(ours), ours, theirs)).toEqual({
      local: ours,
      remote: theirs,
      base: { local: ours, remote: theirs },
      conflicts: [],
    })
  })
})

describe('guests (traps 8, 9, 52)', () => {
  test('that the account added, changed or removed come here', () => {
    const base = both(meeting({ guests: [ana] }))
    const there = meeting({ guests: [{ ...ana, response: 'accepted' }, bo] })
    expect(merged(base, meeting({ guests: [ana] }), there)).toMatchObject({
      local: there,
      remote: there,
      conflicts: [],
    })
    expect(merged(base, meeting({ guests: [ana] }), meeting()).local.guests).toEqual([])
  })

  test('of a copy that was made without them are not missed there', () => {
    const [ours, copy] = [meeting({ guests: [ana] }), meeting()]
    const base = { local: ours, remote: copy }
    const edited = merged(base, meeting({ guests: [ana], title: 'Hearing' }), copy, { project: NO_GUESTS })
    expect([edited.local.guests, edited.remote.guests, edited.conflicts]).toEqual([[ana], [], []])
    const came = merged(base, ours, meeting({ guests: [bo] }), { project: NO_GUESTS })
    expect([came.local.guests, came.remote.guests, came.conflicts]).toEqual([[ana, bo], [bo], []])
  })

  test('that somebody edited here are asked about one by one, and written only for the answer', () => {
    const base = both(meeting({ guests: [ana] }))
    const here = meeting({ guests: [bo] })
    const there = meeting({ guests: [ana] })
    const asked = merged(base, here, there, { policy: 'local' })
    expect(asked.conflicts.map(({ field, local, remote }) => [field, local, remote])).toEqual([
      ['guests', null, ana],
      ['guests', bo, null],
    ])
    expect([asked.local.guests, asked.remote.guests]).toEqual([[bo], [ana]])
    const [first, second] = asked.conflicts
    const choices = { [first?.id ?? '']: 'remote', [second?.id ?? '']: 'local' } as const
    const decided = merged(base, here, there, { choices, project: NO_GUESTS })
    expect([decided.local.guests, decided.remote.guests, decided.conflicts]).toEqual([
      [ana, bo],
      [ana, bo],
      [],
    ])
  })

  test('are never written by a plan that nobody answered', () => {
    const pair = EVENTS.value.chain((value) =>
      fc.record({
        base: fc.constant(value),
        local: fc
          .tuple(EVENTS.touched(value), guestsArbitrary)
          .map(([event, guests]) => ({ ...event, guests })),
        remote: fc
          .tuple(EVENTS.touched(value), guestsArbitrary)
          .map(([event, guests]) => ({ ...event, guests })),
        policy: fc.constantFrom<ConflictPolicy>('ask', 'local', 'remote', 'newest'),
        project: fc.constantFrom(ASIS, NO_GUESTS),
        first: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(pair, ({ base, local, remote, policy, project, first }) => {
        const result = merged(first ? null : both(base), local, remote, { policy, project })
        expect(sameField('guests', result.remote, remote)).toBe(true)
        const again = merged(result.base, result.local, result.remote, { policy, project })
        expect(sameEvent(again.local, result.local) && sameEvent(again.remote, result.remote)).toBe(true)
        expect(again.conflicts.map(({ id }) => id)).toEqual(result.conflicts.map(({ id }) => id))
      }),
      { numRuns: 1_000 },
    )
  })
})

test('the visibility of one occurrence stays where it is (trap 48)', () => {
  const ends = { more: { parentId: 'series', slot: '2026-03-03T14:00:00Z' } }
  const result = merged(
    both(meeting()),
    meeting({ visibility: 'private', title: 'Hearing' }),
    meeting(),
    ends,
  )
  expect(result).toMatchObject({ remote: { visibility: 'default', title: 'Hearing' }, conflicts: [] })
})

test('what a side cannot hold is kept where it is', () => {
  const short: Project = {
    ...ASIS,
    remote: (event) => ({ ...event, location: '', description: event.description.slice(0, 3) }),
  }
  const base = {
    local: meeting({ description: 'abcdef', location: 'Room 4' }),
    remote: meeting({ description: 'abc' }),
  }
  const here = merged(base, { ...base.local, title: 'Hearing' }, base.remote, { project: short })
  expect(here).toMatchObject({
    conflicts: [],
    remote: { title: 'Hearing', description: 'abc', location: '' },
  })
  // An edit of the shortened value must not delete the rest.
  const there = merged(base, base.local, { ...base.remote, description: 'abX' }, { project: short })
  expect(there.conflicts).toMatchObject([{ field: 'description', local: 'abcdef', remote: 'abX' }])
})

describe('a change that is written on our side alone', () => {
  test('goes on to the account, and is no edit of a person', () => {
    const base = both(meeting())
    const done = merged(base, meeting({ title: 'Hearing' }), meeting({ location: 'Room 4' }))
    const half = eventDomain.halfway(
      { local: done.local, base: done.base, conflicts: [] },
      meeting({ location: 'Room 4' }),
      ASIS,
    )
    const next = merged(half, done.local, meeting({ location: 'Room 4' }))
    expect(next).toMatchObject({ remote: { title: 'Hearing', location: 'Room 4' }, conflicts: [] })
    const edited = merged(half, done.local, meeting({ location: 'Room 5' }))
    expect(edited).toMatchObject({ local: { title: 'Hearing', location: 'Room 5' }, conflicts: [] })
  })

  test('shows in the account as far as it got there', () => {
    const to = meeting({ title: 'Hearing', location: 'Room 4' })
    const shown = eventDomain.shown(
      { from: meeting(), to },
      meeting({ title: 'Hearing', status: 'tentative' }),
    )
    expect(shown).toEqual(meeting({ title: 'Hearing' }))
  })
})
