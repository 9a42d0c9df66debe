// Canceled occurrences without content get that of their series.
import { expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { withContent } from './bare'

const ZONE = 'America/Chicago'
const series: CalendarEvent = {
  ...EMPTY_EVENT,
  title: 'Team',
  location: 'Library',
  time: {
    kind: 'timed',
    start: '2026-10-27T09:00:00',
    end: '2026-10-27T09:45:00',
    zone: ZONE,
    endZone: null,
  },
  repeat: ['RRULE:FREQ=WEEKLY'],
}
const bare: CalendarEvent = { ...EMPTY_EVENT, status: 'cancelled' }

it('an occurrence after the clocks changed keeps its wall time and its length', () => {
  expect(withContent(bare, series, '2026-11-03T15:00:00Z')).toEqual({
    ...series,
    ...{ status: 'cancelled', repeat: [] },
    time: { ...series.time, start: '2026-11-03T09:00:00', end: '2026-11-03T09:45:00' },
  })
})

it('one of whole days keeps its days', () => {
  const days: CalendarEvent = { ...series, time: { kind: 'day', start: '2026-12-01', end: '2026-12-03' } }
  expect(withContent(bare, days, '2026-12-08')).toMatchObject({
    time: { kind: 'day', start: '2026-12-08', end: '2026-12-10' },
  })
})

it('one of whole days, whose series has a time by now, has the content of its series', () => {
  expect(withContent(bare, series, '2026-11-03')).toMatchObject({ title: 'Team', status: 'cancelled' })
})

it('if the time of the series cannot be read, the occurrence keeps its own', () => {
  const odd: CalendarEvent = { ...series, time: { kind: 'day', start: 'soon', end: 'later' } }
  expect(withContent(bare, odd, '2026-12-08')).toMatchObject({ title: 'Team', time: bare.time })
})
