import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import { type DayRange, expand } from '@/lib/domains/events/recurrence/expand'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { aroundSeries, day, meeting, seriesArbitrary, timed } from '@/testing/events/arbitrary'

const slots = (event: CalendarEvent, range: DayRange) =>
  expand(event, range).occurrences.map(({ slot }) => slot)
const repeats = (event: CalendarEvent, at: string) => {
  const result = split(event, at)
  return result.kind === 'split'
    ? [result.head.repeat, result.tail.repeat, result.tail.time.start]
    : result.kind
}

describe('this and following', () => {
  test.each<[string, CalendarEvent, string, unknown]>([
    [
      'the head ends with its last kept start, in UTC; the tail goes on without end',
      meeting({ repeat: ['RRULE:FREQ=WEEKLY'] }),
      '2026-03-17T13:00:00Z',
      [['RRULE:FREQ=WEEKLY;UNTIL=20260310T130000Z'], ['RRULE:FREQ=WEEKLY'], '2026-03-17T09:00:00'],
    ],
    [
      'of all-day events the head ends with a date',
      meeting({ time: day('2026-03-03'), repeat: ['RRULE:FREQ=WEEKLY;UNTIL=20260430'] }),
      '2026-03-17',
      [['RRULE:FREQ=WEEKLY;UNTIL=20260310'], ['RRULE:FREQ=WEEKLY;UNTIL=20260430'], '2026-03-17'],
    ],
    [
      'a count is shared out',
      meeting({ repeat: ['RRULE:FREQ=WEEKLY;COUNT=10'] }),
      '2026-03-17T13:00:00Z',
      [['RRULE:FREQ=WEEKLY;UNTIL=20260310T130000Z'], ['RRULE:FREQ=WEEKLY;COUNT=8'], '2026-03-17T09:00:00'],
    ],
    [
      'excluded and added dates go to their side',
      meeting({
        time: day('2026-03-03'),
        repeat: [
          'RRULE:FREQ=WEEKLY',
          'RDATE;VALUE=DATE:20260304,20260501',
          'EXDATE;VALUE=DATE:20260310,20260324',
        ],
      }),
      '2026-03-17',
      [
        ['RRULE:FREQ=WEEKLY;UNTIL=20260310', 'RDATE;VALUE=DATE:20260304', 'EXDATE;VALUE=DATE:20260310'],
        ['RRULE:FREQ=WEEKLY', 'RDATE;VALUE=DATE:20260501', 'EXDATE;VALUE=DATE:20260324'],
        '2026-03-17',
      ],
    ],
    [
      'at an hour that the clocks skip the tail keeps the time of the series',
      meeting({ time: timed('2026-03-07T02:30:00', '2026-03-07T03:00:00'), repeat: ['RRULE:FREQ=DAILY'] }),
      '2026-03-08T07:30:00Z',
      [['RRULE:FREQ=DAILY;UNTIL=20260307T073000Z'], ['RRULE:FREQ=DAILY'], '2026-03-08T02:30:00'],
    ],
    [
      'at the first occurrence all follows',
      meeting({ repeat: ['RRULE:FREQ=DAILY'] }),
      '2026-03-03T14:00:00Z',
      'whole',
    ],
  ])('%s', (_, event, at, expected) => expect(repeats(event, at)).toEqual(expected))

  it.each<[string, readonly string[], string]>([
    ['there is no occurrence', ['RRULE:FREQ=WEEKLY'], '2026-03-04T14:00:00Z'],
    ['the occurrence is excluded', ['RRULE:FREQ=WEEKLY', 'EXDATE:20260310T130000Z'], '2026-03-10T13:00:00Z'],
    ['the rule cannot be read', ['RRULE:FREQ=WEEKLY; BYDAY=TU'], '2026-03-10T13:00:00Z'],
    [
      'an added date would change what the rule counts from',
      ['RRULE:FREQ=WEEKLY;INTERVAL=2', 'RDATE:20260311T130000Z'],
      '2026-03-11T13:00:00Z',
    ],
  ])('is refused where %s', (_, repeat, at) => {
    expect(split(meeting({ repeat }), at).kind).toBe('refused')
  })

  test('head and tail are the whole, and share nothing (trap 11)', () => {
    let refused = 0
    fc.assert(
      fc.property(seriesArbitrary, fc.integer({ min: 1, max: 40 }), (series, nth) => {
        const range = aroundSeries(series)
        const all = slots(series, range)
        const at = all[nth % all.length]
        if (at === undefined || at === all[0]) return
        const result = split(series, at)
        if (result.kind !== 'split') {
          refused++
          return
        }
        expect([...slots(result.head, range), ...slots(result.tail, range)]).toEqual(all)
        expect(slots(result.tail, range)[0]).toBe(at)
        expect(slots(result.head, range)).not.toContain(at)
      }),
      { numRuns: 500 },
    )
    expect(refused).toBeLessThan(50)
  })
})
