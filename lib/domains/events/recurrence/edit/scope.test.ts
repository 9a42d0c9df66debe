import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { withExdates, withoutExdates } from '@/lib/domains/events/recurrence/cancelled'
import { isInScope } from '@/lib/domains/events/recurrence/edit/scope'
import { expand } from '@/lib/domains/events/recurrence/expand'
import { asBusy } from '@/lib/domains/events/value/busy'
import { sameEvent } from '@/lib/domains/events/value/diff'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { aroundSeries, day, eventArbitrary, meeting, seriesArbitrary } from '@/testing/events/arbitrary'

const NY = 'America/New_York'
const weekly = (...lines: readonly string[]) => meeting({ repeat: ['RRULE:FREQ=WEEKLY;COUNT=3', ...lines] })

describe('an event is in the scope of a sync (traps 16, 42, 53)', () => {
  it.each([
    ['that ends later', meeting(), '2026-03-03T14:59:59Z', true],
    ['that has ended', meeting(), '2026-03-03T15:00:00Z', false],
    [
      'whose day is not over where the calendar is',
      meeting({ time: day('2026-03-03') }),
      '2026-03-04T04:59:59Z',
      true,
    ],
    ['whose day is over', meeting({ time: day('2026-03-03') }), '2026-03-04T05:00:00Z', false],
    ['of a series whose last occurrence ends later', weekly(), '2026-03-17T13:59:59Z', true],
    ['of a series that is over', weekly(), '2026-03-17T14:00:00Z', false],
    ['of a series with a later date', weekly('RDATE:20270101T140000Z'), '2026-12-31T00:00:00Z', true],
    ['of a series without end', meeting({ repeat: ['RRULE:FREQ=WEEKLY'] }), '2090-01-01T00:00:00Z', true],
    [
      'that repeats in a way that cannot be read',
      meeting({ repeat: ['RRULE:FREQ=NEVER'] }),
      '2090-01-01T00:00:00Z',
      true,
    ],
  ])('%s', (_, event, since, expected) => expect(isInScope(event, since, NY)).toBe(expected))

  test('always, where everything is synced', () => expect(isInScope(meeting(), null, NY)).toBe(true))

  test('whenever some of it is shown after the bound', () => {
    fc.assert(
      fc.property(seriesArbitrary, fc.nat(20), (series, nth) => {
        const range = aroundSeries(series)
        const all = expand(series, range).occurrences
        const from = all[nth % all.length]?.time.start.slice(0, 10) ?? ''
        const isShown = expand(series, { ...range, from }).occurrences.some(
          ({ time }) => time.start !== time.end,
        )
        if (isShown) expect(isInScope(series, `${from}T00:00:00Z`, NY)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

test('an excluded date and a cancelled occurrence are one fact, both ways', () => {
  fc.assert(
    fc.property(seriesArbitrary, fc.nat(5), (drawn, count) => {
      const series = normalEvent(drawn)
      const cancelled = expand(series, aroundSeries(series))
        .occurrences.slice(0, count)
        .map(({ slot }) => slot)
      expect(withoutExdates(withExdates(series, cancelled))).toEqual({ series, cancelled })
    }),
    { numRuns: 200 },
  )
})

test('busy says when, and nothing else (traps 47, 49)', () => {
  fc.assert(
    fc.property(eventArbitrary, (event) => {
      const busy = asBusy(event)
      expect(busy).toMatchObject({
        title: 'Busy',
        time: event.time,
        repeat: event.repeat,
        showAs: event.showAs,
      })
      expect([busy.description, busy.location, busy.guests, busy.reminders]).toEqual(['', '', [], null])
      expect(sameEvent(asBusy(busy), busy)).toBe(true)
    }),
  )
})
