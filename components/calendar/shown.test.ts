import { describe, expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { ListedEvent } from '@/lib/store/calendar/event-list'
import { daysWith } from './shown'

const ZONE = 'America/New_York'
const range = { from: '2026-11-29', to: '2026-12-06', zone: ZONE }

const timed = (title: string, start: string, end: string, repeat: readonly string[] = []): CalendarEvent => ({
  ...EMPTY_EVENT,
  title,
  time: { kind: 'timed', start, end, zone: ZONE, endZone: null },
  repeat,
})
const listed = (event: CalendarEvent, more: Partial<ListedEvent> = {}): ListedEvent => ({
  id: event.title,
  calendarId: 'calendar',
  event,
  replaced: new Set(),
  seriesId: null,
  originalStart: null,
  ...more,
})
const inWords = (events: readonly ListedEvent[], of = range) =>
  daysWith(events, of).map(({ day, shown }) => `${day}: ${shown.map(({ event }) => event.title).join(', ')}`)

describe('the days of a page', () => {
  it('whole days come first, then by start', () => {
    const events = [
      listed(timed('Late', '2026-12-01T15:00:00', '2026-12-01T16:00:00')),
      listed(timed('Early', '2026-12-01T08:00:00', '2026-12-01T09:00:00')),
      listed({
        ...EMPTY_EVENT,
        title: 'Absent',
        time: { kind: 'day', start: '2026-12-01', end: '2026-12-02' },
      }),
    ]
    expect(inWords(events)).toEqual(['2026-12-01: Absent, Early, Late'])
  })

  it('an event of several days stands on each, and not outside of the range', () => {
    const away = {
      ...EMPTY_EVENT,
      title: 'Away',
      time: { kind: 'day', start: '2026-11-27', end: '2026-12-01' },
    } as const
    expect(inWords([listed(away)])).toEqual(['2026-11-29: Away', '2026-11-30: Away'])
  })

  it('what ends at midnight does not stand on the next day', () => {
    expect(inWords([listed(timed('Gala', '2026-12-01T20:00:00', '2026-12-02T00:00:00'))])).toEqual([
      '2026-12-01: Gala',
    ])
  })

  it('a reader elsewhere sees it on the day that it is there', () => {
    const tokyo = { ...range, zone: 'Asia/Tokyo' }
    expect(inWords([listed(timed('Call', '2026-12-01T18:00:00', '2026-12-01T19:00:00'))], tokyo)).toEqual([
      '2026-12-02: Call',
    ])
  })

  it('a series shows each occurrence but those that are rows of their own', () => {
    const series = timed('Standup', '2026-11-30T09:00:00', '2026-11-30T09:15:00', [
      'RRULE:FREQ=DAILY;COUNT=4',
    ])
    const moved = timed('Standup, moved', '2026-12-02T11:00:00', '2026-12-02T11:15:00')
    const slot = '2026-12-01T14:00:00Z'
    const events = [
      listed(series, { replaced: new Set([slot]) }),
      listed(moved, { seriesId: 'Standup', originalStart: slot }),
    ]
    expect(inWords(events)).toEqual([
      '2026-11-30: Standup',
      '2026-12-02: Standup, Standup, moved',
      '2026-12-03: Standup',
    ])
    const [, second] = daysWith(events, range)
    expect(second?.shown.map(({ eventId, slot }) => `${eventId} ${slot}`)).toEqual([
      'Standup 2026-12-02T14:00:00Z',
      `Standup ${slot}`,
    ])
  })
})
