import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readCalendarFile } from '@/lib/domains/events/icalendar/read'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { day, timed } from '@/testing/events/arbitrary'
import { file, vevent } from '@/testing/events/files'
import { calendarFile } from './write'

const NY = 'America/New_York'
const read = (text: string) => readCalendarFile(text, NY)
const only = (...rows: readonly string[]) => {
  const { events, problems } = read(file(...vevent(...rows)))
  return {
    event: events[0]?.event,
    changed: events[0]?.changed,
    cancelled: events[0]?.cancelled,
    count: events.length,
    problems,
  }
}
const reasons = (...rows: readonly string[]) =>
  only(...rows).problems.map(({ line, reason }) => `${line}: ${reason}`)

describe('when an event is', () => {
  it.each<[string, readonly string[], CalendarEvent['time']]>([
    ['all day, without an end', ['DTSTART;VALUE=DATE:20260303'], day('2026-03-03')],
    [
      'all day, the end being the day after',
      ['DTSTART;VALUE=DATE:20260303', 'DTEND;VALUE=DATE:20260306'],
      day('2026-03-03', '2026-03-06'),
    ],
    [
      'all day, the end being the day itself',
      ['DTSTART;VALUE=DATE:20260303', 'DTEND;VALUE=DATE:20260303'],
      day('2026-03-03'),
    ],
    ['all day, without saying that it is a date', ['DTSTART:20260303'], day('2026-03-03')],
    [
      'all day, with a length',
      ['DTSTART;VALUE=DATE:20260303', 'DURATION:P2D'],
      day('2026-03-03', '2026-03-05'),
    ],
    [
      'in a named zone',
      ['DTEND;TZID=America/New_York:20260303T100000'],
      timed('2026-03-03T09:00:00', '2026-03-03T10:00:00'),
    ],
    ['without an end', [], timed('2026-03-03T09:00:00', '2026-03-03T09:00:00')],
    [
      'in UTC',
      ['DTSTART:20260303T140000Z', 'DTEND:20260303T150000Z'],
      timed('2026-03-03T14:00:00', '2026-03-03T15:00:00', 'UTC'),
    ],
    ['with an end in UTC', ['DTEND:20260303T150000Z'], timed('2026-03-03T09:00:00', '2026-03-03T10:00:00')],
    [
      'floating: in the zone of the calendar',
      ['DTSTART:20260303T090000', 'DURATION:PT1H30M'],
      timed('2026-03-03T09:00:00', '2026-03-03T10:30:00'),
    ],
    [
      'with a length across a change of the clocks',
      ['DTSTART;TZID=America/New_York:20260308T010000', 'DURATION:PT2H'],
      timed('2026-03-08T01:00:00', '2026-03-08T04:00:00'),
    ],
    [
      'with days across a change of the clocks',
      ['DTSTART;TZID=America/New_York:20260307T120000', 'DURATION:P1DT0H'],
      timed('2026-03-07T12:00:00', '2026-03-08T12:00:00'),
    ],
    [
      'in a zone as Windows calls it',
      ['DTSTART;TZID=Pacific Standard Time:20260303T090000'],
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00', 'America/Los_Angeles'),
    ],
    [
      'in a zone with a prefix',
      ['DTSTART;TZID="/mozilla.org/20050126_1/America/Argentina/Salta":20260303T090000'],
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00', 'America/Argentina/Salta'),
    ],
    [
      'ending in another zone',
      ['DTEND;TZID=Europe/Berlin:20260303T170000'],
      {
        kind: 'timed',
        start: '2026-03-03T09:00:00',
        end: '2026-03-03T17:00:00',
        zone: NY,
        endZone: 'Europe/Berlin',
      },
    ],
  ])('%s', (_, rows, time) => {
    expect(only(...rows)).toMatchObject({ event: { time }, problems: [] })
  })

  test('in a zone that the file explains', () => {
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Office', 'X-LIC-LOCATION:Europe/Berlin', 'END:VTIMEZONE']
    const { events, problems } = read(file(...vevent('DTSTART;TZID=Office:20260303T090000'), ...zone))
    expect([events[0]?.event.time, problems]).toEqual([
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00', 'Europe/Berlin'),
      [],
    ])
  })

  it.each<[string, readonly string[], CalendarEvent['time'], string]>([
    [
      'in a zone that nobody knows (trap 36): in that of the calendar',
      ['DTSTART;TZID=Customized Time Zone:20260303T090000'],
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00'),
      '6: The time zone “Customized Time Zone” is not known.',
    ],
    [
      'ending before it starts (trap 41): without a length',
      ['DTEND:20260303T120000Z'],
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00'),
      '7: The event ends before it starts.',
    ],
    [
      'with an end that is no date',
      ['DTEND:tomorrow'],
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00'),
      '7: The end “tomorrow” is not a date',
    ],
    [
      'with a length that cannot be',
      ['DURATION:PT99999999999H'],
      timed('2026-03-03T09:00:00', '2026-03-03T09:00:00'),
      '7: The length',
    ],
  ])('%s', (_, rows, time, problem) => {
    const { event, problems } = only(...rows)
    expect(event?.time).toEqual(time)
    expect(problems.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      expect.stringContaining(problem),
    ])
  })

  it.each([
    ['DTSTART:20260231T090000', '6: The start “20260231T090000” is not a date'],
    ['DTSTART:18991231T090000', 'between 1900 and 9998'], // trap 59
    ['DTSTART:99990101', 'between 1900 and 9998'],
    ['DTSTART:', 'is not a date'],
  ])('%s: left out, with the line', (row, problem) => {
    expect(only(row).count).toBe(0)
    expect(reasons(row)).toEqual([expect.stringContaining(problem)])
  })
})

describe('what an event says', () => {
  test('in folded and escaped text, with line ends of any kind', () => {
    const text = file(
      ...vevent('SUMMARY:Hearing\\, part', '  two', 'DESCRIPTION:a\\nb\\;c\\\\n', 'LOCATION:Room\r\n\t 4'),
    )
    for (const ends of ['\r\n', '\n', '\r', '\r\r\n'])
      expect(read(text.replaceAll('\r\n', ends)).events[0]?.event).toMatchObject({
        ...{ title: 'Hearing, part two', description: 'a\nb;c\\n', location: 'Room 4' },
      })
  })

  test('of guests, reminders, visibility and state', () => {
    const alarm = (...rows: readonly string[]) => ['BEGIN:VALARM', ...rows, 'END:VALARM']
    const { event, problems } = only(
      'ATTENDEE;CN="Lima, Ana";PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:MAILTO:Ana@Example.com',
      "ATTENDEE;CN=Bo ^'B^':mailto:bo@example.com",
      'CLASS:CONFIDENTIAL',
      'TRANSP:TRANSPARENT',
      'STATUS:TENTATIVE',
      ...alarm('ACTION:DISPLAY', 'TRIGGER:-PT15M'),
      ...alarm('ACTION:EMAIL', 'TRIGGER;RELATED=START:-P1D'),
    )
    expect(problems).toEqual([])
    expect(event).toMatchObject({
      guests: [
        { email: 'ana@example.com', name: 'Lima, Ana', response: 'accepted', optional: true },
        { email: 'bo@example.com', name: 'Bo "B"', response: 'needsAction', optional: false },
      ],
      ...{ visibility: 'private', showAs: 'free', status: 'tentative' },
      reminders: [
        { method: 'popup', minutes: 15 },
        { method: 'email', minutes: 1_440 },
      ],
    })
  })

  it.each([
    [['ATTENDEE:invalid:nomail'], 'no email address'],
    [['BEGIN:VALARM', 'TRIGGER:PT15M', 'END:VALARM'], 'reminder'],
    [['BEGIN:VALARM', 'TRIGGER;VALUE=DATE-TIME:20260303T090000Z', 'END:VALARM'], 'reminder'],
    [[`SUMMARY:${'x'.repeat(1_100)}`], 'longer than 1024'],
    [['RRULE:FREQ=WEEKLY; BYDAY=TU'], 'kept as it is'],
    [['EXDATE;TZID=Nowhere:20260310T090000', 'RRULE:FREQ=WEEKLY'], 'is not known'],
    [['no colon here'], 'not part of a calendar'],
  ])('%s is reported, and the event is read', (rows, problem) => {
    expect(reasons(...rows)).toEqual([expect.stringContaining(problem)])
    expect(only(...rows).count).toBe(1)
  })
})

describe('a series', () => {
  const master = vevent('RRULE:FREQ=WEEKLY', 'SUMMARY:Weekly')
  const part = (...rows: readonly string[]) =>
    vevent('DTSTART;TZID=America/New_York:20260312T150000', ...rows)

  test.each([
    'RECURRENCE-ID;TZID=America/New_York:20260310T090000',
    'RECURRENCE-ID:20260310T130000Z',
    'RECURRENCE-ID;TZID=Europe/Berlin:20260310T140000',
    'RECURRENCE-ID:20260310T090000',
    'RECURRENCE-ID;VALUE=DATE:20260310',
  ])('with an occurrence that was moved, before or after its series in the file (traps 20, 24): %s', (id) => {
    for (const rows of [
      [...part(id), ...master],
      [...master, ...part(id)],
    ]) {
      const { events, problems } = read(file(...rows))
      expect(problems).toEqual([])
      expect(events).toMatchObject([{ event: { repeat: ['RRULE:FREQ=WEEKLY'] }, cancelled: [] }])
      expect(events[0]?.changed.map(({ slot, event }) => [slot, event.time.start])).toEqual([
        ['2026-03-10T13:00:00Z', '2026-03-12T15:00:00'],
      ])
    }
  })

  test('with cancelled occurrences, as EXDATE and as occurrences of their own', () => {
    const exdate = vevent('RRULE:FREQ=WEEKLY', 'EXDATE;TZID=Eastern Standard Time:20260310T090000')
    const gone = part('RECURRENCE-ID:20260317T130000Z', 'STATUS:CANCELLED')
    expect(read(file(...exdate, ...gone))).toMatchObject({
      events: [
        {
          event: { repeat: ['RRULE:FREQ=WEEKLY'] },
          changed: [],
          cancelled: ['2026-03-10T13:00:00Z', '2026-03-17T13:00:00Z'],
        },
      ],
      problems: [],
    })
  })

  test('all day: its occurrences are dates (trap 26)', () => {
    const rows = [
      ...vevent('DTSTART;VALUE=DATE:20260303', 'RRULE:FREQ=WEEKLY', 'EXDATE:20260317T000000Z'),
      ...vevent('DTSTART;VALUE=DATE:20260311', 'RECURRENCE-ID;VALUE=DATE:20260310'),
    ]
    const [one] = read(file(...rows)).events
    expect([one?.changed[0]?.slot, one?.cancelled]).toEqual(['2026-03-10', ['2026-03-17']])
  })

  it.each([
    [
      'whose series is not in the file is kept as an event',
      [...part('RECURRENCE-ID:20260310T130000Z')],
      1,
      'is not in the file. It is kept',
    ],
    [
      'that is cancelled, without its series',
      [...part('RECURRENCE-ID:20260310T130000Z', 'STATUS:CANCELLED')],
      0,
      'left out',
    ],
    [
      'of an event that does not repeat',
      [...vevent(), ...part('RECURRENCE-ID:20260303T140000Z')],
      2,
      'does not repeat',
    ],
    [
      'and all that follow',
      [...master, ...part('RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T130000Z')],
      1,
      'this one only',
    ],
    ['that does not say which', [...master, ...part('RECURRENCE-ID:someday')], 1, 'does not say which'],
    [
      'of a cancelled series',
      [...vevent('RRULE:FREQ=DAILY', 'STATUS:CANCELLED'), ...part('RECURRENCE-ID:20260310T130000Z')],
      0,
      'is cancelled',
    ],
  ])('an occurrence %s', (_, rows, count, problem) => {
    const { events, problems } = read(file(...rows))
    expect(events).toHaveLength(count)
    expect(problems.map(({ reason }) => reason)).toEqual([expect.stringContaining(problem)])
  })

  test('that the file has twice is read in its newer version', () => {
    const { events, problems } = read(
      file(...vevent('SUMMARY:New', 'SEQUENCE:2'), ...vevent('SUMMARY:Old', 'SEQUENCE:1')),
    )
    expect([events.map(({ event }) => event.title), problems.length]).toEqual([['New'], 1])
  })
})

describe('a file', () => {
  test('of several calendars keeps them apart', () => {
    const { events } = read(file(...vevent('X-CALENDAR-NAME:Firm\\, Inc'), ...vevent('X-CALENDAR-NAME:Ana')))
    expect(events.map(({ calendar }) => calendar)).toEqual(['Firm, Inc', 'Ana'])
  })

  test('without identifiers has an event for each', () => {
    const { events } = read(file(...vevent('UID:'), ...vevent('UID:')))
    expect(events.map(({ uid, line }) => [uid, line])).toEqual([
      ['', 4],
      ['', 8],
    ])
  })

  it.each([
    ['an event that is never ended', ['BEGIN:VEVENT', 'DTSTART:20260303', ...vevent()], 2],
    ['a calendar that is never ended', [...vevent(), 'BEGIN:VCALENDAR', ...vevent('UID:b')], 2],
    ['ends of nothing', ['END:VALARM', 'END:VEVENT', ...vevent()], 1],
  ])('with %s is read all the same', (_, rows, count) =>
    expect(read(file(...rows)).events).toHaveLength(count),
  )

  test('with tasks says that they are left out', () => {
    const { problems } = read(file('BEGIN:VTODO', 'SUMMARY:x', 'END:VTODO', ...vevent()))
    expect(problems).toEqual([{ line: 4, reason: '1 tasks are left out: only events are read.' }])
  })

  test.each(['', 'hello', 'BEGIN:VCARD\nEND:VCARD', '<html></html>'])(
    'that is none is called so: %s',
    (text) => {
      expect(read(text).events).toEqual([])
      expect(
        read(text).problems.some(({ reason }) => reason.includes('not an iCalendar file')) ||
          text.includes('VCARD'),
      ).toBe(true)
    },
  )

  test('never makes it throw', () => {
    const rows = fc.array(
      fc.oneof(
        fc.constantFrom(
          'BEGIN:VEVENT',
          'END:VEVENT',
          'BEGIN:VALARM',
          'END:VALARM',
          'BEGIN:VCALENDAR',
          'END:VCALENDAR',
        ),
        fc
          .tuple(
            fc.constantFrom(
              'DTSTART',
              'DTEND',
              'DURATION',
              'RRULE',
              'EXDATE',
              'RDATE',
              'RECURRENCE-ID',
              'UID',
              'TRIGGER',
              'ATTENDEE',
              'SUMMARY',
              '__proto__',
            ),
            fc.constantFrom(
              '',
              ';TZID=America/New_York',
              ';TZID=',
              ';VALUE=DATE',
              ';X="',
              ';TZID="a:b"',
              ';VALUE=PERIOD',
            ),
            fc.oneof(
              fc.constantFrom(
                '19000101',
                '99981231T235959Z',
                '20260303T090000',
                '-P9999W',
                'P9999WT99999H',
                '-PT15M',
                '00000000',
                'FREQ=DAILY',
                'FREQ=YEARLY;UNTIL=99991231',
                '99991231T000000',
              ),
              fc.string({ unit: 'binary', maxLength: 20 }),
            ),
          )
          .map(([name, params, value]) => `${name}${params}:${value}`),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(rows, fc.boolean(), (lines, whole) => {
        const { events, problems } = read(whole ? file(...lines) : lines.join('\n'))
        expect(problems.every(({ line, reason }) => line >= 1 && reason.endsWith('.'))).toBe(true)
        for (const one of events) expect(one.event.time.start).toMatch(/^(19|[2-9]\d)\d\d-/)
        const again = events.map((one) => ({ ...one, updatedAt: new Date(0) }))
        expect([...calendarFile(again, new Date(0))].join('')).toContain('END:VCALENDAR')
      }),
      { numRuns: 1_000 },
    )
  })

  test('of 20,000 events is read whole', () => {
    const rows = Array.from({ length: 20_000 }, (_, at) =>
      vevent(`UID:${at}`, 'RRULE:FREQ=WEEKLY', 'SUMMARY:Call'),
    )
    const { events, problems } = read(file(...rows.flat()))
    expect([events.length, problems]).toEqual([20_000, []])
  })
})
