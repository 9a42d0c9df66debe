import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { withExdates } from '@/lib/domains/events/recurrence/cancelled'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import { counted, expand } from '@/lib/domains/events/recurrence/expand'
import { lastStart } from '@/lib/domains/events/recurrence/last-start'
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import { allWallsOf, midnightOf } from '@/lib/domains/events/recurrence/walls'
import { repeatWords } from '@/lib/domains/events/recurrence/words'
import { addDays } from '@/lib/domains/events/value/dates'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { aroundSeries, day, meeting, seriesArbitrary, timed, zoneArbitrary } from '@/testing/events/arbitrary'

const IN_2026 = { from: '2026-01-01', to: '2027-01-01', zone: 'America/New_York' }
const starts = (event: CalendarEvent, range = IN_2026) =>
  expand(event, range).occurrences.map(({ time }) => time.start)
const slots = (event: CalendarEvent, range = IN_2026) =>
  expand(event, range).occurrences.map(({ slot }) => slot)
const daily = (start: string, end: string, zone: string, ...lines: readonly string[]) =>
  meeting({ time: timed(start, end, zone), repeat: ['RRULE:FREQ=DAILY;COUNT=4', ...lines] })

describe('occurrences', () => {
  test('of a single event: itself', () => {
    expect(expand(meeting(), IN_2026)).toEqual({
      occurrences: [{ slot: '2026-03-03T14:00:00Z', time: meeting().time }],
      problems: [],
    })
  })

  test('keep their wall time when the clocks change (traps 31, 32)', () => {
    const weekly = meeting({ repeat: ['RRULE:FREQ=WEEKLY;COUNT=3'] })
    expect(starts(weekly)).toEqual(['2026-03-03T09:00:00', '2026-03-10T09:00:00', '2026-03-17T09:00:00'])
    expect(slots(weekly)).toEqual(['2026-03-03T14:00:00Z', '2026-03-10T13:00:00Z', '2026-03-17T13:00:00Z'])
  })

  test('in the hour that the clocks skip: that day only is moved, and none is left out (trap 33)', () => {
    const early = daily('2026-03-06T02:30:00', '2026-03-06T03:00:00', 'America/New_York')
    expect(slots(early)).toEqual([
      '2026-03-06T07:30:00Z',
      '2026-03-07T07:30:00Z',
      '2026-03-08T07:30:00Z',
      '2026-03-09T06:30:00Z',
    ])
  })

  test('an end within the hour that comes twice keeps the last one (trap 34)', () => {
    const until = ['RRULE:FREQ=DAILY;UNTIL=20261101T061500Z']
    const night = meeting({ time: timed('2026-10-31T01:30:00', '2026-10-31T02:00:00'), repeat: until })
    expect(slots(night)).toEqual(['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z'])
  })

  test('an end before the time of its day leaves that day out (trap 35)', () => {
    const until = (text: string) => meeting({ repeat: [`RRULE:FREQ=DAILY;UNTIL=${text}`] })
    expect(starts(until('20260305T133000Z'))).toHaveLength(2)
    expect(starts(until('20260305T140000Z'))).toHaveLength(3)
  })

  test('the 31st is left out where a month has none (trap 55)', () => {
    const monthly = meeting({ time: day('2026-01-31'), repeat: ['RRULE:FREQ=MONTHLY;COUNT=4'] })
    expect(starts(monthly)).toEqual(['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'])
  })

  test('of several rules and dates come once each, in order', () => {
    const mixed = meeting({
      time: day('2026-03-03'),
      repeat: [
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'RRULE:FREQ=DAILY;INTERVAL=7;COUNT=2',
        'RRULE:FREQ=MONTHLY;COUNT=2;BYMONTHDAY=20',
        'RDATE;VALUE=DATE:20260310,20260401',
        'EXDATE;VALUE=DATE:20260317',
      ],
    })
    expect(slots(mixed)).toEqual(['2026-03-03', '2026-03-10', '2026-03-20', '2026-04-01'])
  })

  test('without those of an EXRULE', () => {
    const mixed = daily('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'UTC', 'EXRULE:FREQ=DAILY;INTERVAL=2')
    expect(slots(mixed)).toEqual(['2026-03-04T09:00:00Z', '2026-03-06T09:00:00Z'])
  })

  test('the start is one, also where its rule does not give it, and COUNT counts it', () => {
    const tuesday = meeting({ time: day('2026-03-03'), repeat: ['RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3'] })
    expect(slots(tuesday)).toEqual(['2026-03-03', '2026-03-09', '2026-03-16'])
  })

  it.each([
    ['of week 53, which is over in the next year', '2027-01-03', 'BYWEEKNO=53;COUNT=1', ['2027-01-03']],
    [
      'of the last two weeks',
      '2027-01-02',
      'BYWEEKNO=-1,-2;COUNT=4',
      ['2027-01-02', '2027-12-25', '2028-01-01', '2028-12-23'],
    ],
    [
      'of every sixth year, which begins with its first week',
      '2010-01-02',
      'BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101',
      ['2010-01-02', '2015-12-29', '2016-01-02'],
    ],
    [
      'of weeks that begin on Sunday',
      '2026-01-04',
      'BYWEEKNO=1;BYDAY=SU;WKST=SU;COUNT=2',
      ['2026-01-04', '2027-01-03'],
    ],
    [
      'of the last day of two weeks',
      '2026-01-01',
      'BYWEEKNO=1,2;BYDAY=MO,TH;BYSETPOS=-1;COUNT=2',
      ['2026-01-01', '2026-01-08'],
    ],
    [
      'of week 1 as far as it lies in January',
      '2024-01-01',
      'BYWEEKNO=1;BYDAY=MO;BYMONTH=1;COUNT=2',
      ['2024-01-01', '2027-01-04'],
    ],
  ])('%s', (_, start, parts, expected) => {
    const yearly = meeting({ time: day(start), repeat: [`RRULE:FREQ=YEARLY;${parts}`] })
    expect(slots(yearly, { from: '2000-01-01', to: '2040-01-01', zone: 'UTC' })).toEqual(expected)
    expect(lastStart(yearly)).toBe(expected.at(-1))
  })

  test('of dates alone, without a rule', () => {
    const dates = meeting({ time: day('2026-03-03'), repeat: ['RDATE;VALUE=DATE:20260501,20260401'] })
    expect(slots(dates)).toEqual(['2026-03-03', '2026-04-01', '2026-05-01'])
  })

  test('parts for a time of day mean nothing to an all-day event', () => {
    const twice = meeting({
      time: day('2026-03-03'),
      repeat: ['RRULE:FREQ=DAILY;COUNT=2;BYHOUR=9,17;BYMINUTE=0'],
    })
    expect(slots(twice)).toEqual(['2026-03-03', '2026-03-04'])
  })

  test('that began before the range and go on within it are shown, those that end at its start are not', () => {
    const night = meeting({ time: timed('2026-03-03T22:00:00', '2026-03-04T06:00:00') })
    const range = (from: string) => ({ from, to: addDays(from, 1), zone: 'America/New_York' })
    expect(starts(night, range('2026-03-04'))).toHaveLength(1)
    expect(starts(night, range('2026-03-05'))).toEqual([])
    const evening = meeting({ time: timed('2026-03-03T22:00:00', '2026-03-04T00:00:00') })
    expect(starts(evening, range('2026-03-04'))).toEqual([])
    const point = meeting({ time: timed('2026-03-04T00:00:00', '2026-03-04T00:00:00') })
    expect(starts(point, range('2026-03-04'))).toHaveLength(1)
  })

  test('that are items of their own are left out', () => {
    const weekly = meeting({ repeat: ['RRULE:FREQ=WEEKLY;COUNT=3'] })
    const { occurrences } = expand(weekly, IN_2026, new Set(['2026-03-10T13:00:00Z']))
    expect(occurrences.map(({ slot }) => slot)).toEqual(['2026-03-03T14:00:00Z', '2026-03-17T13:00:00Z'])
  })

  test('cancelling one occurrence removes exactly that one, as an EXDATE and as an item of its own', () => {
    fc.assert(
      fc.property(seriesArbitrary, fc.nat(), (series, nth) => {
        const range = aroundSeries(series)
        const all = slots(series, range)
        const gone = all[nth % all.length]
        if (gone === undefined) throw new Error('a series has its start')
        const left = all.filter((slot) => slot !== gone)
        expect(slots(withExdates(series, [gone]), range)).toEqual(left)
        expect(expand(series, range, new Set([gone])).occurrences.map(({ slot }) => slot)).toEqual(left)
      }),
      { numRuns: 300 },
    )
  })

  test('have the wall time of their series, each once, wherever the reader is', () => {
    fc.assert(
      fc.property(seriesArbitrary, zoneArbitrary, fc.nat(2_000), (series, zone, days) => {
        const from = addDays('2024-01-01', days)
        const { occurrences } = expand(series, { from, to: addDays(from, 60), zone })
        expect(new Set(occurrences.map(({ slot }) => slot)).size).toBe(occurrences.length)
        for (const { time, slot } of occurrences) {
          expect(time.start.slice(10)).toBe(series.time.start.slice(10))
          if (time.kind === 'day') expect(slot).toBe(time.start)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what cannot be expanded is said, and never takes for ever', () => {
  it.each([
    ['RRULE:FREQ=SECONDLY', 'too many'],
    ['RRULE:FREQ=SECONDLY;COUNT=500000', 'too many'],
    ['RRULE:FREQ=DAILY;COUNT=999999;INTERVAL=1;BYHOUR=1,2,3,4,5,6;BYMINUTE=1,2,3,4,5', 'too many'],
    ['RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1', 'numbers of weeks'],
    ['RRULE:FREQ=WEEKLY; BYDAY=TU', 'space'],
    ['RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261231', 'exclude'],
  ])('%s', (line, reason) => {
    const { occurrences, problems } = expand(meeting({ repeat: [line] }), IN_2026)
    expect(problems).toMatchObject([{ reason: expect.stringContaining(reason) }])
    expect(occurrences.map(({ time }) => time.start)).toEqual(['2026-03-03T09:00:00'])
  })

  test('whatever rule of the grammar it is, and whatever is done with it', () => {
    const list = (values: readonly (string | number)[]) =>
      fc.subarray([...values], { minLength: 1 }).map((some) => some.join())
    const parts = fc.record(
      {
        INTERVAL: fc.constantFrom(1, 7, 5_000, 999_999),
        COUNT: fc.constantFrom(1, 5, 999_999),
        UNTIL: fc.constantFrom(
          '19000101',
          '99991231T235959Z',
          '99991231T235959',
          '20270101',
          '20261101T013000',
        ),
        BYMONTH: list([1, 2, 12]),
        BYMONTHDAY: list([1, 29, 30, 31, -31]),
        BYYEARDAY: list([1, 366, -366]),
        BYWEEKNO: list([1, 53, -53]),
        BYDAY: list(['MO', 'SU', '1MO', '-1FR', '53TU']),
        BYHOUR: list([0, 2, 23]),
        BYMINUTE: list([0, 59]),
        BYSETPOS: list([1, -1, 366]),
        WKST: fc.constantFrom('SU', 'TH'),
      },
      { requiredKeys: [] },
    )
    const frequency = fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'SECONDLY')
    const starts = [
      ...[timed('1900-01-01T00:00:00', '1900-01-01T01:00:00', 'Pacific/Kiritimati'), day('9998-12-30')],
      ...[timed('9998-12-31T23:00:00', '9998-12-31T23:30:00', 'America/Los_Angeles'), meeting().time],
    ]
    fc.assert(
      fc.property(frequency, parts, fc.constantFrom(...starts), (freq, given, time) => {
        const rest = Object.entries(given).map(([name, value]) => `;${name}=${value}`)
        const event = meeting({
          time,
          repeat: [`RRULE:FREQ=${freq}${rest.join('')}`, 'RDATE:99981231T235959Z'],
        })
        const last = lastStart(event)
        const { occurrences } = expand(event, IN_2026)
        const at = occurrences.at(-1)?.slot
        expect(last === null || at === undefined || last >= at).toBe(true)
        if (at !== undefined) split(event, at)
        expect(repeatWords(event)).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99981231T235959Z',
    'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5',
    'RRULE:FREQ=YEARLY;INTERVAL=999999',
  ])('a rule that never matches shows its start alone: %s', (line) => {
    const never = meeting({ repeat: [line] })
    expect(starts(never)).toEqual(['2026-03-03T09:00:00'])
    expect(lastStart(never) ?? 'unknown').toMatch(/^(unknown|2026|9998)/)
  })
})

describe('the last start', () => {
  it.each([
    ['of a single event is its own', [], '2026-03-03T14:00:00Z'],
    ['of an endless rule does not exist', ['RRULE:FREQ=WEEKLY'], null],
    ['of one that cannot be read is not known', ['RRULE:FREQ=NEVER'], null],
    ['of a count', ['RRULE:FREQ=WEEKLY;COUNT=3'], '2026-03-17T13:00:00Z'],
    ['of an end, not later than it', ['RRULE:FREQ=WEEKLY;UNTIL=20260320T035959Z'], '2026-03-17T13:00:00Z'],
    [
      'of an end in the hour that comes twice',
      ['RRULE:FREQ=DAILY;UNTIL=20261101T141000Z'],
      '2026-11-01T14:00:00Z',
    ],
    ['of an added date', ['RRULE:FREQ=WEEKLY;COUNT=3', 'RDATE:20270101T140000Z'], '2027-01-01T14:00:00Z'],
    ['of an end before the start', ['RRULE:FREQ=WEEKLY;UNTIL=20200101T000000Z'], '2026-03-03T14:00:00Z'],
  ])('%s', (_, repeat, expected) => expect(lastStart(meeting({ repeat }))).toBe(expected))

  /** The search for the starts of a rule with COUNT does not give up. */
  const isFound = ({ time, repeat }: CalendarEvent) =>
    readRepeat(repeat, time).rules.every((rule) => {
      const start = midnightOf(time.start)
      return rule.count === null || 'walls' in allWallsOf(counted(rule, start), start)
    })

  test('is the last of all that are shown', () => {
    const range = { from: '2023-01-01', to: '2400-01-01', zone: 'UTC' }
    const ending = seriesArbitrary.filter(({ repeat }) => /UNTIL|COUNT/.test(repeat.join()))
    fc.assert(
      fc.property(ending, (series) => {
        expect(lastStart(series)).toBe(isFound(series) ? slots(series, range).at(-1) : null)
      }),
      { numRuns: 300 },
    )
  })

  test('is not known of a rule whose search finds nothing: every second year from an odd one, on February 29', () => {
    const repeat = ['RRULE:FREQ=YEARLY;COUNT=2;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29']
    const never = meeting({ time: timed('2029-12-24T00:00:00', '2029-12-24T08:00:00'), repeat })
    expect(lastStart(never)).toBeNull()
  })
})

test('a day of an all-day series is a date, whatever zone the reader is in (traps 26, 27)', () => {
  const absence = meeting({ time: day('2026-03-28', '2026-03-31'), repeat: ['RRULE:FREQ=WEEKLY;COUNT=2'] })
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu']) {
    const shown = expand(absence, { from: '2026-04-06', to: '2026-04-07', zone }).occurrences
    expect(shown.map(({ slot, time }) => [slot, time.start, time.end])).toEqual([
      ['2026-04-04', '2026-04-04', '2026-04-07'],
    ])
    expect(expand(absence, { from: '2026-04-07', to: '2026-04-08', zone }).occurrences).toEqual([])
  }
})
