import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { seriesRules } from '@/lib/domains/events/recurrence/edit/slots'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import { expand } from '@/lib/domains/events/recurrence/expand'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { aroundSeries, meeting, seriesArbitrary, timed } from '@/testing/events/arbitrary'
import { occurrenceOf } from './follow'

const weekly = meeting({ repeat: ['RRULE:FREQ=WEEKLY'] })
const SLOT = '2026-03-10T13:00:00Z'
const later = { ...weekly, time: timed('2026-03-03T11:00:00', '2026-03-03T12:00:00') }

describe('two series have the same slots', () => {
  it.each<[string, Partial<CalendarEvent>, boolean]>([
    ['with another title', { title: 'Hearing' }, true],
    ['with another length', { time: timed('2026-03-03T09:00:00', '2026-03-03T12:00:00') }, true],
    ['with the same rule in other words', { repeat: ['RRULE:INTERVAL=1;FREQ=WEEKLY'] }, true],
    ['at another time', { time: later.time }, false],
    [
      'in another zone',
      { time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Berlin') },
      false,
    ],
    ['with an end', { repeat: ['RRULE:FREQ=WEEKLY;COUNT=3'] }, false],
  ])('%s: %o, %s', (_, change, same) => {
    expect(seriesRules.sameSlots(weekly, { ...weekly, ...change })).toBe(same)
  })
})

describe('a series that cannot be read', () => {
  it.each<[string, Partial<CalendarEvent>]>([
    ['its rule', { repeat: ['RRULE:FREQ=FORTNIGHTLY'] }],
    ['its time', { time: { ...timed('2026-02-30T09:00:00', '2026-02-30T10:00:00') } }],
    ['its zone', { time: { ...weekly.time, zone: 'Mars/Olympus' } as CalendarEvent['time'] }],
  ])('%s: every slot stays where it is', (_, unread) => {
    const unknown = { ...weekly, ...unread }
    expect(seriesRules.has(unknown, '1999-01-01T00:00:00Z')).toBe(true)
    expect(seriesRules.slotAfter(SLOT, weekly, unknown)).toBe(SLOT)
    expect(seriesRules.slotAfter(SLOT, unknown, later)).toBe(SLOT)
    expect(seriesRules.isTail(weekly, unknown, later)).toBe(false)
  })
})

it('a series has its slots and no others', () => {
  expect(seriesRules.has(weekly, SLOT)).toBe(true)
  expect(seriesRules.has(weekly, '2026-03-11T13:00:00Z')).toBe(false)
  expect(seriesRules.has(weekly, '2026-03-10')).toBe(false)
})

it('a slot of whole days is none of a series with a time', () => {
  const days = { ...weekly, time: { kind: 'day', start: '2026-03-03', end: '2026-03-04' } } as const
  expect(seriesRules.slotAfter(SLOT, days, later)).toBe(null)
  expect(seriesRules.slotAfter('2026-03-10', weekly, days)).toBe('2026-03-10')
  expect(seriesRules.slotAfter(SLOT, weekly, days)).toBe('2026-03-10')
})

it('a canceled occurrence follows with nothing, since it says nothing', () => {
  const canceled = { ...EMPTY_EVENT, status: 'cancelled' } as const
  expect(seriesRules.followed(canceled, { from: SLOT, to: SLOT }, weekly, later)).toBe(canceled)
})

test('an occurrence that equals its series equals it after the series moved', () => {
  fc.assert(
    fc.property(seriesArbitrary, fc.nat(5), (series, nth) => {
      const slot = expand(series, aroundSeries(series)).occurrences[nth]?.slot
      const to = { ...series, title: 'Another', location: 'Elsewhere' }
      const after = slot && seriesRules.slotAfter(slot, series, to)
      if (!slot || !after) return
      expect(after).toBe(slot)
      const followed = seriesRules.followed(occurrenceOf(series, slot), { from: slot, to: after }, series, to)
      expect(followed).toEqual(occurrenceOf(to, after))
    }),
    { numRuns: 200 },
  )
})

test('after a split every slot is in exactly one half', () => {
  fc.assert(
    fc.property(seriesArbitrary, fc.integer({ min: 1, max: 6 }), (series, nth) => {
      const slots = expand(series, aroundSeries(series)).occurrences.slice(0, 8)
      const at = slots[nth]?.slot
      const cut = at === undefined ? null : split(series, at)
      if (cut?.kind !== 'split') return
      for (const { slot } of slots)
        expect([slot, seriesRules.has(cut.head, slot), seriesRules.has(cut.tail, slot)]).toEqual([
          slot,
          slot < (at ?? ''),
          slot >= (at ?? ''),
        ])
    }),
    { numRuns: 200 },
  )
})
