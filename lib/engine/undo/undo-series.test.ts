// A series and its occurrences are one unit of undo. Whole runs are undone in testing/scenarios/events/undo-events.pg.test.ts.
import { describe, expect, it } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Item, Link, Side, SyncSettings, Write } from '@/lib/engine/model'
import { planLink } from '@/lib/engine/plan'
import { meeting, timed } from '@/testing/events/arbitrary'
import { planUndo, type UndoInput } from './plan-undo'
import type { Around, OccurrencesNow } from './undo-series'

const settings: SyncSettings = { onConflict: 'ask', onLocalDelete: 'delete' }
const context = { domain: eventDomain, settings }
const SLOT = '2026-03-10T13:00:00Z'
const series = meeting({
  ...{ title: 'Team', repeat: ['RRULE:FREQ=WEEKLY;COUNT=5'] },
  time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00'),
})
const plain = { ...series, repeat: [], time: timed('2026-03-10T09:00:00', '2026-03-10T10:00:00') }
const party = { ...plain, title: 'Party' }
const moved = { ...series, title: 'All hands', time: timed('2026-03-03T15:00:00', '2026-03-03T16:00:00') }
const canceled: CalendarEvent = { ...plain, status: 'cancelled' }

const item = (id: string, value: CalendarEvent, slot: string | null = null): Item<CalendarEvent> => ({
  ...{ id, version: '2', value, deleted: false, key: null, changedAt: null },
  ...(slot ? { parentId: 'series', slot } : {}),
})
const linked = (value: CalendarEvent, slot: string | null = null) => ({
  local: item('local', value, slot),
  remote: item('remote', value, slot),
  link: {
    ...{ id: 'link', localId: 'local', remoteId: 'remote', base: { local: value, remote: value } },
    ...{ localVersion: '2', remoteVersion: '2', tombstone: null },
  } satisfies Link<CalendarEvent>,
})

function undo(
  side: Side,
  write: Write<CalendarEvent>,
  pair: UndoInput<CalendarEvent>['pair'],
  around: Around<CalendarEvent>,
) {
  const done = { local: null, remote: null, [side]: write }
  return planUndo({ done, pair, only: null, deletesThere: true, needed: false, around }, context)
}
const ofSeries = (
  side: Side,
  now: OccurrencesNow,
  slotsHere: readonly string[] = [],
): Around<CalendarEvent> => ({
  ...{ kind: 'series', slotsHere },
  occurrences: { local: 'none', remote: 'none', [side]: now },
})
const within = (after: CalendarEvent): Around<CalendarEvent> => {
  const both = { now: series, after }
  return { kind: 'occurrence', series: { local: both, remote: both } }
}
const inSeries = within(series)

describe.each(['local', 'remote'] as const)('undo of what a run wrote on the %s side', (side) => {
  it.each([
    ['changed', party],
    ['canceled', canceled],
  ])('an occurrence that was %s is as its series again, and the next sync writes nothing', (_, value) => {
    const pair = linked(value, SLOT)
    const { change, kept } = undo(side, { from: null, to: value }, pair, inSeries)
    expect(kept).toEqual([])
    expect(change).toMatchObject({ kind: 'update', [side]: { to: plain }, tombstone: null })
    if (!change?.base) throw new Error('no base')
    const after = { ...pair, [side]: { ...pair[side], value: change[side]?.to, version: '3' } }
    const link = { ...pair.link, base: change.base }
    const next = planLink(link, after.local, after.remote, {
      ...{ domain: eventDomain, settings, again: false },
      ...{ project: { local: (one) => one, remote: (one) => one } },
      answers: { linked: [], separate: [], conflicts: {} },
    })
    expect(next.kind).not.toBe('change')
    const again = undo(side, change[side] ?? { from: null, to: null }, after, inSeries)
    expect(again.change?.[side]?.to).toMatchObject({ title: value.title, status: value.status })
  })

  it('what people changed of the occurrence since stays and is named', () => {
    const now = linked({ ...party, title: 'Party for Ben', location: 'Bar' }, SLOT)
    const { change, kept } = undo(side, { from: null, to: { ...party, location: 'Bar' } }, now, inSeries)
    expect(change?.[side]?.to).toMatchObject({ title: 'Party for Ben', location: plain.location })
    expect(kept).toEqual([{ why: 'edited', side, fields: ['title'] }])
  })

  it('an occurrence whose series gets another length back has that length', () => {
    const long = { ...series, time: timed('2026-03-03T09:00:00', '2026-03-03T12:00:00') }
    const { change } = undo(side, { from: null, to: party }, linked(party, SLOT), within(long))
    expect(change?.[side]?.to).toEqual({
      ...plain,
      time: timed('2026-03-10T09:00:00', '2026-03-10T12:00:00'),
    })
  })

  it('an occurrence whose series gets other dates back is as its series is now: it moves with that', () => {
    const { change } = undo(side, { from: null, to: party }, linked(party, SLOT), within(moved))
    expect(change?.[side]?.to).toEqual(plain)
  })

  it('an occurrence whose series is gone is gone with it', () => {
    const around = { kind: 'occurrence', series: { local: null, remote: null } } as const
    expect(undo(side, { from: null, to: party }, linked(party, SLOT), around)).toEqual({
      ...{ change: null, kept: [{ why: 'gone', side }] },
    })
  })

  it('a series that was added is deleted with its occurrences, unless one was touched since', () => {
    const write = { from: null, to: series }
    for (const now of ['none', 'untouched'] as const)
      expect(undo(side, write, linked(series), ofSeries(side, now)).change?.[side]?.to).toBeNull()
    expect(undo(side, write, linked(series), ofSeries(side, 'touched'))).toEqual({
      ...{ change: null, kept: [{ why: 'occurrences', side }] },
    })
  })

  it('a series gets its time back if no occurrence differs from it', () => {
    const { change } = undo(side, { from: series, to: moved }, linked(moved), ofSeries(side, 'none'))
    expect(change?.[side]?.to).toEqual(series)
  })
})

describe('a series that a run moved, of which occurrences differ', () => {
  const write = { from: series, to: moved }

  it('keeps its time in the account, which may drop them, and gets everything else back', () => {
    const { change, kept } = undo('remote', write, linked(moved), ofSeries('remote', 'untouched'))
    expect(change?.remote?.to).toEqual({ ...moved, title: 'Team' })
    expect(kept).toEqual([{ why: 'slots', side: 'remote' }])
  })

  it('moves back here, where they move with it, unless one would have no place', () => {
    const back = undo('local', write, linked(moved), ofSeries('local', 'touched', ['2026-03-10T19:00:00Z']))
    expect(back).toMatchObject({ change: { local: { to: series } }, kept: [] })
    const lost = undo('local', write, linked(moved), ofSeries('local', 'touched', ['2026-03-11T19:00:00Z']))
    expect(lost.change?.local?.to).toEqual({ ...moved, title: 'Team' })
    expect(lost.kept).toEqual([{ why: 'slots', side: 'local' }])
  })
})

it('guests that a create left out are no edit in the account', () => {
  const guests = [{ email: 'ben@example.com', name: '', response: 'needsAction', optional: false } as const]
  const write = { from: null, to: { ...series, guests } }
  const { change } = undo('remote', write, linked(series), ofSeries('remote', 'none'))
  expect(change).toMatchObject({ kind: 'deleteRemote' })
})
