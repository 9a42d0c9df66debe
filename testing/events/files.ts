// iCalendar files for tests: a file from its rows, and drawn calendars with changed and cancelled occurrences.
import fc from 'fast-check'
import type { EventToWrite } from '@/lib/domains/events/icalendar/write'
import { expand } from '@/lib/domains/events/recurrence/expand'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { aroundSeries, eventArbitrary, singleArbitrary } from './arbitrary'

export const file = (...rows: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...rows, 'END:VCALENDAR', ''].join('\r\n')

/** One event that starts on March 3, 2026 at nine in New York, unless the rows say otherwise. */
export const vevent = (...rows: readonly string[]): readonly string[] => [
  'BEGIN:VEVENT',
  ...(rows.some((row) => row.startsWith('UID')) ? [] : ['UID:a@example.com']),
  ...(rows.some((row) => row.startsWith('DTSTART')) ? [] : ['DTSTART;TZID=America/New_York:20260303T090000']),
  ...rows,
  'END:VEVENT',
]

const UPDATED = new Date('2026-11-27T12:00:00Z')

export const toWriteArbitrary: fc.Arbitrary<EventToWrite> = fc
  .record({
    event: eventArbitrary.map(normalEvent),
    changes: fc.array(singleArbitrary.map(normalEvent), { maxLength: 2 }),
    calendar: fc.constantFrom(null, 'Firm', 'Ana; private, “x”'),
    id: fc.uuid(),
  })
  .map(({ event, changes, calendar, id }) => {
    const isSeries = event.repeat.length > 0
    const slots = isSeries ? expand(event, aroundSeries(event)).occurrences.map(({ slot }) => slot) : []
    const changed = changes.flatMap((change, at) => {
      const slot = slots[at + 1]
      return slot === undefined ? [] : [{ slot, event: change }]
    })
    const cancelled = slots.slice(changed.length + 1, changed.length + 3)
    return { uid: `${id}@concord`, calendar, event, changed, cancelled, updatedAt: UPDATED }
  })
