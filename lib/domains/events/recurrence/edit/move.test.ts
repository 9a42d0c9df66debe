import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { movedSlot, seriesTime, slotsLeft } from '@/lib/domains/events/recurrence/edit/move'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import { cutOf, isTail } from '@/lib/domains/events/recurrence/edit/tail'
import { expand } from '@/lib/domains/events/recurrence/expand'
import { aroundSeries, day, meeting, seriesArbitrary, timed } from '@/testing/events/arbitrary'

const NINE = meeting().time
const weekly = meeting({ repeat: ['RRULE:FREQ=WEEKLY'] })

describe('a series that is moved at one of its occurrences', () => {
  const SLOT = '2026-03-10T13:00:00Z'
  it.each([
    [
      'an hour later',
      timed('2026-03-10T10:00:00', '2026-03-10T11:30:00'),
      timed('2026-03-03T10:00:00', '2026-03-03T11:30:00'),
    ],
    [
      'to the day before',
      timed('2026-03-09T09:00:00', '2026-03-09T10:00:00'),
      timed('2026-03-02T09:00:00', '2026-03-02T10:00:00'),
    ],
    ['to all day', day('2026-03-10', '2026-03-12'), day('2026-03-03', '2026-03-05')],
    [
      'to another zone',
      timed('2026-03-10T09:00:00', '2026-03-10T10:00:00', 'Europe/Berlin'),
      timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Berlin'),
    ],
  ])('%s, moves as it does', (_, edited, expected) =>
    expect(seriesTime(NINE, SLOT, edited)).toEqual(expected),
  )

  it.each([
    ['by an hour', timed('2026-03-03T10:00:00', '2026-03-03T11:00:00'), '2026-03-10T14:00:00Z'],
    [
      'to midnight, and back by a day',
      timed('2026-03-03T00:00:00', '2026-03-03T01:00:00'),
      '2026-03-10T04:00:00Z',
    ],
    ['by a day', timed('2026-03-04T09:00:00', '2026-03-04T10:00:00'), '2026-03-11T13:00:00Z'],
    ['to all day', day('2026-03-03'), '2026-03-10'],
    [
      'to another zone',
      timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Berlin'),
      '2026-03-10T08:00:00Z',
    ],
  ])('takes the original starts of its occurrences along: %s (traps 21, 23)', (_, to, expected) => {
    expect(movedSlot(SLOT, NINE, to)).toBe(expected)
    expect(slotsLeft({ ...weekly, time: to }, [expected])).toEqual([expected])
  })

  test('keeps every occurrence, whatever the new time of day', () => {
    fc.assert(
      fc.property(seriesArbitrary, fc.constantFrom('00:00:00', '09:30:00', '23:00:00'), (series, clock) => {
        const to =
          series.time.kind === 'day'
            ? series.time
            : {
                ...series.time,
                start: `${series.time.start.slice(0, 11)}${clock}`,
                end: `${series.time.start.slice(0, 11)}23:30:00`,
              }
        const range = aroundSeries(series)
        const slots = expand(series, range)
          .occurrences.slice(0, 10)
          .map(({ slot }) => slot)
        const endless = { time: to, repeat: series.repeat.map((line) => line.replace(/;UNTIL=[^;]*/, '')) }
        const moved = slots.map((slot) => movedSlot(slot, series.time, to))
        expect(slotsLeft(endless, moved)).toEqual(moved)
      }),
      { numRuns: 200 },
    )
  })

  test('leaves behind what its new rule does not give (trap 12)', () => {
    const slots = ['2026-03-10T13:00:00Z', '2026-03-17T13:00:00Z', '2026-03-24T13:00:00Z', '2026-03-17']
    expect(slotsLeft(meeting({ repeat: ['RRULE:FREQ=WEEKLY;INTERVAL=2'] }), slots)).toEqual([
      '2026-03-17T13:00:00Z',
    ])
  })
})

describe('a series that was cut in the account (traps 11, 13)', () => {
  const head = meeting({ repeat: ['RRULE:FREQ=WEEKLY;UNTIL=20260317T035959Z'] })
  const tail = meeting({
    time: timed('2026-03-17T11:00:00', '2026-03-17T12:00:00'),
    repeat: ['RRULE:FREQ=WEEKLY'],
  })

  test('goes on as the new one that begins at the cut, also at another time of day', () => {
    expect(cutOf(weekly, head)).toBe('2026-03-17T13:00:00Z')
    expect(isTail(weekly, head, tail)).toBe(true)
  })
  it.each([
    ['under another title', weekly, head, { ...tail, title: 'Call' }],
    ['on another day', weekly, head, { ...tail, time: timed('2026-03-18T09:00:00', '2026-03-18T10:00:00') }],
    ['all day', weekly, head, { ...tail, time: day('2026-03-17') }],
    ['of a series that ends as before', weekly, weekly, tail],
    ['of a series that ends later', head, weekly, tail],
  ])('and not as one %s', (_, before, after, candidate) =>
    expect(isTail(before, after, candidate)).toBe(false),
  )

  test('is recognized where its next occurrence is twelve years later', () => {
    const repeat = ['RRULE:FREQ=YEARLY;COUNT=3;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29']
    const series = meeting({ time: day('2024-01-07', '2024-01-14'), repeat })
    const cut = split(series, '2036-02-29')
    if (cut.kind !== 'split') throw new Error(cut.kind)
    expect(cutOf(series, cut.head)).toBe('2036-02-29')
    expect(isTail(series, cut.head, cut.tail)).toBe(true)
  })

  test('is recognized wherever it was cut', () => {
    fc.assert(
      fc.property(seriesArbitrary, fc.integer({ min: 1, max: 10 }), (series, nth) => {
        const slot = expand(series, aroundSeries(series)).occurrences[nth]?.slot
        const cut = slot === undefined ? null : split(series, slot)
        if (cut?.kind !== 'split') return
        expect(cutOf(series, cut.head)).toBe(slot)
        expect(isTail(series, cut.head, cut.tail)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
