import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendarFile } from '@/lib/domains/events/icalendar/read'
import { timezoneLines } from '@/lib/domains/events/icalendar/vtimezone'
import { calendarFile, type EventToWrite } from '@/lib/domains/events/icalendar/write'
import { momentOf } from '@/lib/domains/events/recurrence/lines'
import { readRule } from '@/lib/domains/events/recurrence/read-rule'
import { wallsOf } from '@/lib/domains/events/recurrence/walls'
import { sameEvent } from '@/lib/domains/events/value/diff'
import type { Zone } from '@/lib/domains/events/value/event'
import { aheadAt } from '@/lib/domains/events/value/offsets'
import { day, meeting, timed, ZONES } from '@/testing/events/arbitrary'
import { toWriteArbitrary } from '@/testing/events/files'

const NOW = new Date('2026-11-27T12:00:00Z')
const written = (...events: readonly EventToWrite[]) => [...calendarFile(events, NOW)].join('')
const toWrite = (event = meeting(), more: Partial<EventToWrite> = {}): EventToWrite => ({
  ...{ uid: '1@concord', calendar: 'Firm', event, changed: [], cancelled: [], updatedAt: NOW },
  ...more,
})
const rowsOf = (text: string) => text.split('\r\n')

describe('a file that is written', () => {
  test('is read as what was written (trap 29)', () => {
    fc.assert(
      fc.property(fc.array(toWriteArbitrary, { maxLength: 4 }), fc.constantFrom(...ZONES), (events, zone) => {
        const { events: read, problems } = readCalendarFile(written(...events), zone)
        expect(problems).toEqual([])
        expect(read.map(({ uid, calendar, cancelled }) => ({ uid, calendar, cancelled }))).toEqual(
          events.map(({ uid, calendar, cancelled }) => ({ uid, calendar, cancelled })),
        )
        for (const [at, one] of events.entries()) {
          const other = read[at]
          if (!other) throw new Error('an event is missing')
          expect(sameEvent(other.event, one.event)).toBe(true)
          expect(other.event.time).toEqual(one.event.time)
          expect(other.changed.map(({ slot }) => slot)).toEqual(one.changed.map(({ slot }) => slot))
          for (const [nth, { event }] of one.changed.entries())
            expect(sameEvent(other.changed[nth]?.event ?? meeting(), event)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('says changed occurrences with RECURRENCE-ID, cancelled ones as EXDATE, and its calendar', () => {
    const weekly = meeting({ repeat: ['RRULE:FREQ=WEEKLY'] })
    const rows = rowsOf(
      written(
        toWrite(weekly, {
          changed: [{ slot: '2026-03-10T13:00:00Z', event: meeting({ title: 'Moved' }) }],
          cancelled: ['2026-03-17T13:00:00Z'],
        }),
      ),
    )
    for (const row of [
      'UID:1@concord',
      'DTSTAMP:20261127T120000Z',
      'DTSTART;TZID=America/New_York:20260303T090000',
      'RECURRENCE-ID;TZID=America/New_York:20260310T090000',
      'RRULE:FREQ=WEEKLY',
      'EXDATE:20260317T130000Z',
      'X-CALENDAR-NAME:Firm',
      'TZID:America/New_York',
    ])
      expect(rows).toContain(row)
  })

  test('folds lines within 75 octets and never within a character', () => {
    const text = written(
      toWrite(meeting({ title: 'ééé😀'.repeat(40), description: `${'x'.repeat(200)}\nend` })),
    )
    for (const row of rowsOf(text)) {
      expect(Buffer.byteLength(row)).toBeLessThanOrEqual(75)
      expect(row).not.toMatch(/[\ud800-\udbff]$|^ ?[\udc00-\udfff]/)
    }
    expect(readCalendarFile(text, 'UTC').events[0]?.event.title).toBe('ééé😀'.repeat(40))
  })

  test('lets no text become a line of its own', () => {
    const hostile = meeting({
      title: 'a\\nEND:VEVENT',
      location: 'x\nEND:VCALENDAR',
      repeat: ['RRULE:FREQ=NEVER', 'X\nATTENDEE:mailto:x@example.com', 'RRULE:FREQ=DAILY\nEND:VEVENT'],
      guests: [{ email: 'a@example.com', name: 'A";X=1:\n', response: 'accepted', optional: false }],
    })
    const text = written(toWrite(hostile))
    expect(rowsOf(text).filter((row) => /^(END:VEVENT|END:VCALENDAR|ATTENDEE)/.test(row))).toHaveLength(3)
    const [read] = readCalendarFile(text, 'UTC').events
    expect(
      read &&
        sameEvent(read.event, { ...hostile, guests: [{ ...hostile.guests[0], name: 'A";X=1:' } as never] }),
    ).toBe(true)
  })

  test('keeps an original start that a clock shows twice', () => {
    const nightly = meeting({
      time: timed('2026-10-31T01:30:00', '2026-10-31T02:00:00'),
      repeat: ['RRULE:FREQ=DAILY'],
    })
    const slot = '2026-11-01T06:30:00Z' // the second 01:30
    const text = written(toWrite(nightly, { changed: [{ slot, event: meeting() }] }))
    expect(readCalendarFile(text, 'UTC').events[0]?.changed[0]?.slot).toBe(slot)
  })

  test('has dates for days, and explains no zone for them', () => {
    const rows = rowsOf(written(toWrite(meeting({ time: day('2026-03-03', '2026-03-06') }))))
    expect(rows).toContain('DTSTART;VALUE=DATE:20260303')
    expect(rows).toContain('DTEND;VALUE=DATE:20260306')
    expect(rows).not.toContain('BEGIN:VTIMEZONE')
  })
})

/** The offset at an instant for a program that knows only the component. */
function offsetFrom(rows: readonly string[], instant: number): number {
  const blocks = rows.join('\n').matchAll(/BEGIN:(?:STANDARD|DAYLIGHT)\n([\s\S]*?)\nEND/g)
  const onsets = [...blocks].flatMap(([, block = '']) => {
    const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(block)?.[1]
    const start = momentOf(value('DTSTART') ?? '') ?? ''
    const rule = readRule(value('RRULE') ?? '')
    const ruled = rule.ok
      ? wallsOf(rule.rule, start, { from: start, to: '2070-01-01T00:00:00' })
      : { walls: [] }
    const dates = (value('RDATE') ?? '').split(',').flatMap((one) => momentOf(one) ?? [])
    const [before, after] = [offset(value('TZOFFSETFROM')), offset(value('TZOFFSETTO'))]
    const walls = [start, ...dates, ...('walls' in ruled ? ruled.walls : [])]
    return walls.map((wall) => ({ at: Date.parse(`${wall}Z`) - before, after }))
  })
  const passed = onsets.filter(({ at }) => at <= instant).sort((a, b) => a.at - b.at)
  return passed.at(-1)?.after ?? Number.NaN
}
function offset(text = ''): number {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
}

describe('a zone that is explained', () => {
  const cases: readonly (readonly [Zone, number, number])[] = [
    ...ZONES.map((zone) => [zone, 2005, 2030] as const),
    ['America/Sao_Paulo', 1990, 2026],
    ['Europe/Dublin', 1965, 2000],
    ['Asia/Jerusalem', 2010, 2026],
  ]
  test.each(cases)('%s has its offsets from %i to %i', (zone, first, last) => {
    const rows = timezoneLines(zone, first, last)
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(first, 0, 1), max: Date.UTC(last + 1, 0, 1) }), (instant) => {
        expect(offsetFrom(rows, instant)).toBe(aheadAt(zone, instant))
      }),
      { numRuns: 100 },
    )
  })

  test('goes on by rule where its clocks do', () => {
    expect(timezoneLines('America/New_York', 2026, 2026).filter((row) => row.startsWith('RRULE'))).toEqual([
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
      'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
    ])
    expect(timezoneLines('Europe/Berlin', 2026, 2026).filter((row) => row.startsWith('RRULE'))).toEqual([
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    ])
    expect(offsetFrom(timezoneLines('America/New_York', 2026, 2026), Date.UTC(2060, 6, 1))).toBe(
      -4 * 3_600_000,
    )
  })
})
