// What a review says about events: in the reader's zone, each value as people read it.
import { describe, expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT, type Guest } from '@/lib/domains/events/value/event'
import { timed } from '@/testing/events/arbitrary'
import { hearing, merged, stored } from '@/testing/events/changes'
import { fieldDiffs } from '../field-diff'
import { rowOf } from '../row'
import { termsOf } from '.'
import { EVENTS } from './events'

const NEW_YORK = 'America/New_York'
const terms = termsOf('events', NEW_YORK, 'Google')
const NINE = timed('2026-03-03T09:00:00', '2026-03-03T10:00:00')
const ben: Guest = { email: 'ben@example.com', name: 'Ben Ode', response: 'accepted', optional: false }

describe('a row', () => {
  it('has the date, the time and the recurrence below the title', () => {
    const weekly = hearing({ repeat: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] })
    const row = rowOf(stored({ kind: 'createRemote', body: { remote: { from: null, to: weekly } } }), terms)
    expect(row).toMatchObject({
      name: 'Hearing',
      line: 'Tuesday, March 3, 2026, 9:00 AM – 10:00 AM · Every week on Tuesday',
      what: { text: 'Add to Google' },
    })
  })

  it('shows the time in the reader’s zone; where it is not known, in UTC, and says so', () => {
    expect(EVENTS.secondary(hearing(), 'Europe/Berlin')).toBe(
      'Tuesday, March 3, 2026, 3:00 PM – 4:00 PM (9:00 AM in New York)',
    )
    expect(EVENTS.secondary(hearing(), null)).toBe(
      'Tuesday, March 3, 2026, 2:00 PM – 3:00 PM UTC (9:00 AM in New York)',
    )
    const day = hearing({ time: { kind: 'day', start: '2026-03-03', end: '2026-03-04' } })
    for (const zone of [null, NEW_YORK, 'Pacific/Kiritimati'])
      expect(EVENTS.secondary(day, zone)).toBe('Tuesday, March 3, 2026')
  })

  it('shows a time in a zone that nobody knows as it is written', () => {
    const odd = hearing({ time: { ...NINE, zone: 'Mars/Olympus' } as CalendarEvent['time'] })
    expect(EVENTS.secondary(odd, NEW_YORK)).toBe('2026-03-03 09:00:00 (Mars/Olympus)')
    expect(EVENTS.secondary(EMPTY_EVENT, NEW_YORK)).toBe('')
  })

  it('of a canceled occurrence says where it is canceled, with the title and the date', () => {
    const off = hearing({ status: 'cancelled' })
    const row = rowOf(merged(hearing(), hearing(), off), terms)
    expect(row).toMatchObject({
      name: 'Hearing',
      line: 'Canceled · Tuesday, March 3, 2026, 9:00 AM – 10:00 AM',
      what: { sign: '−', text: 'Cancel in Clio' },
    })
    const create = stored({ kind: 'createRemote', body: { remote: { from: null, to: off } } })
    expect(rowOf(create, terms).what.text).toBe('Cancel in Google')
  })

  it('names fields as people do', () => {
    const more = hearing({ repeat: ['RRULE:FREQ=DAILY'], showAs: 'free', visibility: 'private' })
    expect(rowOf(merged(hearing(), more, hearing()), terms).what.text).toBe(
      'Update in Google: recurrence, availability and privacy',
    )
  })
})

describe('the fields', () => {
  const labelsOf = (local: CalendarEvent | null, remote: CalendarEvent | null) =>
    fieldDiffs({ local, remote }, { local, remote }, terms).map(({ label }) => label)

  it('leave out what every new event says', () => {
    expect(labelsOf(hearing(), hearing())).toEqual(['Title', 'Time'])
  })

  it('show both sides where one is not as in a new event', () => {
    const [, , shown] = fieldDiffs(
      { local: hearing({ showAs: 'free' }), remote: hearing() },
      { local: hearing({ showAs: 'free' }), remote: hearing({ showAs: 'free' }) },
      terms,
    )
    expect(shown).toMatchObject({ label: 'Show as', local: ['Free'], remote: ['Busy'] })
  })

  it('show each guest and each reminder on a line', () => {
    const optional: Guest = { email: 'cho@example.com', name: '', response: 'needsAction', optional: true }
    const event = hearing({
      guests: [ben, optional],
      reminders: [
        { method: 'popup', minutes: 10 },
        { method: 'email', minutes: 1_440 },
      ],
    })
    expect(EVENTS.lines(event, 'guests', null)).toEqual([
      'Ben Ode (ben@example.com), accepted',
      'cho@example.com, has not answered, optional',
    ])
    expect(EVENTS.lines(event, 'reminders', null)).toEqual([
      '10 minutes before (popup)',
      '1 day before (email)',
    ])
    expect(EVENTS.lines(event, 'toString', null)).toEqual([])
  })

  it('call guests that only the account has by their side', () => {
    const diffs = fieldDiffs(
      { local: hearing(), remote: hearing({ guests: [ben] }) },
      { local: hearing(), remote: hearing({ guests: [ben] }) },
      terms,
    )
    expect(diffs.find(({ field }) => field === 'guests')?.result).toEqual([
      { pieces: [{ text: 'Ben Ode (ben@example.com), accepted', mark: 'same' }], where: 'only in Google' },
    ])
  })
})
