import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { addDays, daysBetween, isDate } from '@/lib/domains/events/value/dates'
import {
  addSeconds,
  instantOf,
  isInstant,
  isSlot,
  isWallTime,
  movedTo,
  secondsBetween,
  slotOf,
  spanOf,
  wallAt,
} from '@/lib/domains/events/value/time'
import { dateArbitrary, day, timeArbitrary, timed, zoneArbitrary } from '@/testing/events/arbitrary'

const wallArbitrary = fc
  .record({ date: dateArbitrary, seconds: fc.nat(86_399) })
  .map(({ date, seconds }) => addSeconds(`${date}T00:00:00`, seconds))

describe('an instant', () => {
  it.each([
    ['2026-03-03T09:00:00', 'America/New_York', '2026-03-03T14:00:00Z'],
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00Z'], // skipped
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00Z'], // twice
    ['2011-12-30T09:00:00', 'Pacific/Apia', '2011-12-30T19:00:00Z'], // a day that was skipped
    ['2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'], // half an hour
    ['2026-03-03T09:00:00', 'Asia/Kathmandu', '2026-03-03T03:15:00Z'],
    ['2026-01-01T00:00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00Z'],
    ['1900-01-01T00:00:00', 'UTC', '1900-01-01T00:00:00Z'],
  ])('of %s in %s', (wall, zone, instant) => expect(instantOf(wall, zone)).toBe(instant))

  test('is what Temporal makes of a wall time, and back', () => {
    fc.assert(
      fc.property(wallArbitrary, zoneArbitrary, (wall, zone) => {
        const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone)
        expect(instantOf(wall, zone)).toBe(expected.toInstant().toString())
        expect(wallAt(instantOf(wall, zone), zone)).toBe(
          expected.toPlainDateTime().toString({ smallestUnit: 'second' }),
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

test('dates and wall times are known from other texts', () => {
  expect(['2024-02-29', '2026-12-31', '1900-01-01'].filter(isDate)).toHaveLength(3)
  expect(
    ['2026-02-29', '1900-02-29', '2026-00-10', '2026-13-01', '2026-1-1', '', '20260101'].filter(isDate),
  ).toEqual([])
  expect(['2026-03-03T24:00:00', '2026-03-03T09:60:00', '2026-03-03'].filter(isWallTime)).toEqual([])
  expect([isInstant('2026-03-03T09:00:00Z'), isInstant('2026-03-03T09:00:00'), isSlot('2026-03-03')]).toEqual(
    [...[true, false, true]],
  )
})

test('days and seconds are counted as on paper', () => {
  fc.assert(
    fc.property(dateArbitrary, fc.integer({ min: -4_000, max: 4_000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days)
      expect(secondsBetween(`${date}T09:00:00`, addSeconds(`${date}T09:00:00`, days))).toBe(days)
    }),
  )
})

describe('an event that is moved', () => {
  test('keeps its length on the clock, also across a change of the clocks', () => {
    expect(movedTo(timed('2026-03-01T22:00:00', '2026-03-02T06:00:00'), '2026-03-08T03:00:00Z')).toEqual(
      timed('2026-03-07T22:00:00', '2026-03-08T06:00:00'),
    )
    expect(movedTo(day('2026-03-01', '2026-03-04'), '2026-03-28')).toEqual(day('2026-03-28', '2026-03-31'))
  })
  test('to where it is stays as it is', () => {
    fc.assert(
      fc.property(timeArbitrary, (time) => {
        // A time that clocks skip has no instant of its own.
        fc.pre(time.kind === 'day' || wallAt(slotOf(time), time.zone) === time.start)
        expect(movedTo(time, slotOf(time))).toEqual(time)
      }),
    )
  })
  test('never ends before it starts', () => {
    expect(spanOf(timed('2026-03-08T02:30:00', '2026-03-08T03:15:00'), 'UTC')).toEqual({
      start: '2026-03-08T07:30:00Z',
      end: '2026-03-08T07:30:00Z',
    })
  })
})

describe('the zone of the server', () => {
  const SERVERS = [
    ...['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC', 'Australia/Lord_Howe'],
    'Africa/Casablanca',
  ]
  /** The results for the same events in processes with each of these zones. */
  const outputs = SERVERS.map((TZ) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'testing/events/in-server-zone.ts'], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    }),
  )

  test('moves no date and no time of any event (traps 28, 29, 31)', () => {
    expect(new Set(outputs.map((output) => output.split('\n')[0])).size).toBe(SERVERS.length)
    const rest = outputs.map((output) => output.split('\n').slice(1).join('\n'))
    expect(rest[0]?.length).toBeGreaterThan(10_000)
    for (const output of rest) expect(output).toBe(rest[0])
  })
})
