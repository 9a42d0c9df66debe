import { describe, expect, it, test } from 'vitest'
import { withExdates, withoutExdates } from '@/lib/domains/events/recurrence/cancelled'
import { canonicalRepeat, NO_REPEAT, readRepeat, repeatProblems } from '@/lib/domains/events/recurrence/lines'
import { sameEvent } from '@/lib/domains/events/value/diff'
import { day, meeting, timed } from '@/testing/events/arbitrary'

const NINE = timed('2026-03-03T09:00:00', '2026-03-03T10:00:00')
const ALL_DAY = day('2026-03-03')

describe('lines that say the same are written the same', () => {
  it.each([
    ['parts in any order (trap 50)', NINE, ['RRULE:WKST=SU;INTERVAL=1;FREQ=DAILY'], ['RRULE:FREQ=DAILY']],
    [
      'a date as the end of a timed series is the end of that day in its zone',
      NINE,
      ['RRULE:FREQ=DAILY;UNTIL=20260401'],
      ['RRULE:FREQ=DAILY;UNTIL=20260402T035959Z'],
    ],
    [
      'a wall time as the end counts in the zone of the event',
      NINE,
      ['RRULE:FREQ=DAILY;UNTIL=20260401T090000'],
      ['RRULE:FREQ=DAILY;UNTIL=20260401T130000Z'],
    ],
    [
      'a time as the end of an all-day series is the date that it names',
      ALL_DAY,
      ['RRULE:FREQ=DAILY;UNTIL=20260401T235959Z'],
      ['RRULE:FREQ=DAILY;UNTIL=20260401'],
    ],
    [
      'excluded dates in a named zone, in local time and in UTC (trap 25)',
      NINE,
      ['EXDATE;TZID=Europe/Berlin:20260310T140000', 'EXDATE:20260317T090000', 'EXDATE:20260324T130000Z'],
      ['EXDATE:20260310T130000Z,20260317T130000Z,20260324T130000Z'],
    ],
    [
      'a date excluded from a timed series is the occurrence of that day',
      NINE,
      ['EXDATE;VALUE=DATE:20260310'],
      ['EXDATE:20260310T130000Z'],
    ],
    [
      'all-day exclusions are dates, whatever they came as (trap 26)',
      ALL_DAY,
      [
        'EXDATE:20260310T000000Z',
        'EXDATE;TZID=Pacific/Kiritimati:20260311T000000',
        'EXDATE;VALUE=DATE:20260310',
      ],
      ['EXDATE;VALUE=DATE:20260310,20260311'],
    ],
    [
      'rules before dates, and every line once',
      NINE,
      ['RDATE:20260401T130000Z', 'EXRULE:FREQ=YEARLY', 'rrule:freq=daily', 'RRULE:FREQ=DAILY'],
      ['RRULE:FREQ=DAILY', 'EXRULE:FREQ=YEARLY', 'RDATE:20260401T130000Z'],
    ],
    ['a quoted zone', NINE, ['RDATE;TZID="America/New_York":20260401T090000'], ['RDATE:20260401T130000Z']],
  ])('%s', (_, time, lines, expected) => {
    const canonical = canonicalRepeat(lines, time)
    expect(canonical).toEqual(expected)
    expect(canonicalRepeat(canonical, time)).toEqual(canonical)
  })
})

describe('a line that cannot be read is carried as its text', () => {
  it.each([
    ['RRULE:FREQ=WEEKLY; BYDAY=TU;COUNT=3', 'space'], // trap 62
    ['EXDATE;TZID=Eastern Standard Time:20260310T090000', 'time zone'], // trap 22
    ['EXDATE;TZID=tzone://Microsoft/Custom:20260310T090000', 'time zone'], // trap 36
    ['RDATE;VALUE=PERIOD:20260310T090000Z/PT1H', 'length'],
    ['EXDATE:20261310T090000Z', 'no date'],
    ['EXDATE:', 'no date'],
    ['DTSTART:20260310T090000Z', 'begin'],
    ['', 'begin'],
  ])('%s', (line, reason) => {
    expect(canonicalRepeat([line], NINE)).toEqual([line])
    expect(readRepeat([line], NINE).unread).toMatchObject([{ text: line }])
    expect(repeatProblems([line], NINE)[0]?.reason).toContain(reason)
  })

  test('beside lines that can', () => {
    expect(canonicalRepeat(['RRULE:FREQ=NEVER', 'RRULE:INTERVAL=1;FREQ=DAILY'], NINE)).toEqual([
      'RRULE:FREQ=DAILY',
      'RRULE:FREQ=NEVER',
    ])
  })
})

describe('an end of another type is a problem for a person who typed it', () => {
  it.each([
    ['RRULE:FREQ=DAILY;UNTIL=20260401', NINE, 'UTC'],
    ['RRULE:FREQ=DAILY;UNTIL=20260401T090000', NINE, 'UTC'],
    ['RRULE:FREQ=DAILY;UNTIL=20260401T090000Z', ALL_DAY, 'is a date'],
    ['RRULE:FREQ=HOURLY', ALL_DAY, 'all-day'],
  ])('%s', (line, time, reason) => expect(repeatProblems([line], time)[0]?.reason).toContain(reason))

  test('and of nothing where it fits', () => {
    expect(
      repeatProblems(['RRULE:FREQ=DAILY;UNTIL=20260401T090000Z', 'EXDATE:20260310T130000Z'], NINE),
    ).toEqual([])
    expect(repeatProblems(['RRULE:FREQ=DAILY;UNTIL=20260401'], ALL_DAY)).toEqual([])
  })
})

describe('an excluded date and a cancelled occurrence are one fact', () => {
  const bare = meeting({ repeat: ['RRULE:FREQ=WEEKLY'] })
  const excluded = meeting({ repeat: ['EXDATE;TZID=America/New_York:20260310T090000', 'RRULE:FREQ=WEEKLY'] })

  test('an EXDATE becomes the slot of a cancelled occurrence, and back', () => {
    expect(withoutExdates(excluded)).toEqual({ series: bare, cancelled: ['2026-03-10T13:00:00Z'] })
    expect(sameEvent(withExdates(bare, ['2026-03-10T13:00:00Z']), excluded)).toBe(true)
  })

  test('nothing is taken from a series without one', () => {
    expect(withoutExdates(bare)).toEqual({ series: bare, cancelled: [] })
    expect(withExdates(bare, [])).toBe(bare)
  })
})

test('no lines, no repeat', () => expect(readRepeat([], NINE)).toEqual(NO_REPEAT))
