import { describe, expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { movedWithSeries, occurrenceOf, occursAt, slotAfter, slotOnDay } from './follow'

const ZONE = 'America/New_York'
/** Mondays at 9 AM. */
const weekly: CalendarEvent = {
  ...EMPTY_EVENT,
  title: 'Team',
  time: {
    kind: 'timed',
    start: '2026-03-02T09:00:00',
    end: '2026-03-02T10:00:00',
    zone: ZONE,
    endZone: null,
  },
  repeat: ['RRULE:FREQ=WEEKLY'],
}
const at = (start: string, end: string): CalendarEvent => ({
  ...weekly,
  time: { kind: 'timed', start, end, zone: ZONE, endZone: null },
})
/** The Monday after the clocks changed. */
const slot = '2026-03-09T13:00:00Z'

it('an occurrence has the time of its series on its own day, and does not repeat', () => {
  expect(occurrenceOf(weekly, slot)).toEqual({
    ...at('2026-03-09T09:00:00', '2026-03-09T10:00:00'),
    repeat: [],
  })
})

it('a series has its occurrences and no others', () => {
  expect(occursAt(weekly, slot)).toBe(true)
  expect(occursAt(weekly, '2026-03-09T14:00:00Z')).toBe(false)
  expect(occursAt(weekly, '2026-03-10T13:00:00Z')).toBe(false)
  expect(slotOnDay(weekly, '2026-03-09')).toBe(slot)
})

describe('where an occurrence is after its series changed', () => {
  it.each([
    ['nothing changed', weekly, slot],
    ['another time of day', at('2026-03-02T14:00:00', '2026-03-02T15:00:00'), '2026-03-09T18:00:00Z'],
    ['another day of the week', at('2026-03-03T09:00:00', '2026-03-03T10:00:00'), '2026-03-10T13:00:00Z'],
    [
      'whole days',
      { ...weekly, time: { kind: 'day', start: '2026-03-02', end: '2026-03-03' } } as const,
      '2026-03-09',
    ],
    [
      'another zone',
      { ...weekly, time: { ...weekly.time, zone: 'Europe/Berlin' } } as CalendarEvent,
      '2026-03-09T08:00:00Z',
    ],
    ['it ended before', { ...weekly, repeat: ['RRULE:FREQ=WEEKLY;COUNT=1'] }, null],
    ['it no longer repeats', { ...weekly, repeat: [] }, null],
    ['every second week', { ...weekly, repeat: ['RRULE:FREQ=WEEKLY;INTERVAL=2'] }, null],
  ])('%s', (_, to, expected) => {
    expect(slotAfter(slot, weekly, to)).toBe(expected)
  })
})

describe('where one of several occurrences on a day is', () => {
  const twice = { ...weekly, repeat: ['RRULE:FREQ=WEEKLY;BYHOUR=9,15'] }
  const afternoon = '2026-03-09T19:00:00Z'

  it('stays, if only other fields changed', () => {
    expect(slotAfter(afternoon, twice, { ...twice, title: 'Staff' })).toBe(afternoon)
  })

  it('follows the minutes of its series', () => {
    const half = { ...twice, time: at('2026-03-02T09:30:00', '2026-03-02T10:00:00').time }
    expect(slotAfter(afternoon, twice, half)).toBe('2026-03-09T19:30:00Z')
  })
})

describe('an occurrence that was changed', () => {
  const renamed = { ...occurrenceOf(weekly, slot), title: 'Team and guests' }

  it('keeps what it changed, and takes over what its series changed', () => {
    const to = { ...at('2026-03-02T14:00:00', '2026-03-02T15:00:00'), title: 'Staff', location: 'Room 4' }
    const now = movedWithSeries(renamed, { from: slot, to: '2026-03-09T18:00:00Z' }, weekly, to)
    expect(now).toMatchObject({ title: 'Team and guests', location: 'Room 4', repeat: [] })
    expect(now.time).toMatchObject({ start: '2026-03-09T14:00:00', end: '2026-03-09T15:00:00' })
  })

  it('stays where it was moved to', () => {
    const moved = { ...renamed, time: at('2026-03-10T11:00:00', '2026-03-10T12:00:00').time }
    const to = at('2026-03-02T14:00:00', '2026-03-02T15:00:00')
    expect(movedWithSeries(moved, { from: slot, to: '2026-03-09T18:00:00Z' }, weekly, to).time).toEqual(
      moved.time,
    )
  })
})
