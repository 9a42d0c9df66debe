import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import { changedFields, descriptionKey, sameEvent } from '@/lib/domains/events/value/diff'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { FIELD_NAMES, FIELDS } from '@/lib/domains/events/value/fields'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { problemsOf } from '@/lib/domains/events/value/validity'
import { agendaWords, daysOf, titleOf, todayIn, whenWords } from '@/lib/domains/events/value/words'
import { knownZone, otherName, sameZone } from '@/lib/domains/events/value/zone'
import { day, eventArbitrary, meeting, timed } from '@/testing/events/arbitrary'

const NY = 'America/New_York'

describe('two events are the same', () => {
  it.each<[string, Partial<CalendarEvent>, Partial<CalendarEvent>]>([
    ['with line ends of another kind', { description: 'a\r\nb ' }, { description: 'a\nb' }],
    [
      'with a description as HTML or as text (trap 60)',
      { description: 'a<br>b &amp; c' },
      { description: 'a\nb & c' },
    ],
    ['with paragraphs as HTML', { description: '<p>One</p><p>Two</p>' }, { description: 'One\n\nTwo\n' }],
    [
      'under the old and the new name of a zone (trap 37)',
      { time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Kyiv') },
      { time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Europe/Kiev') },
    ],
    [
      'with rules in another order (trap 50)',
      { repeat: ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE'] },
      { repeat: ['RRULE:WKST=SU;BYDAY=WE,MO;INTERVAL=1;FREQ=WEEKLY'] },
    ],
    [
      'with guests in another order',
      { guests: [guest('Ana@example.com'), guest('bo@example.com')] },
      { guests: [guest('bo@example.com'), guest('ana@example.com')] },
    ],
    [
      'with reminders in another order',
      { reminders: [remind(10), remind(30)] },
      { reminders: [remind(30), remind(10), remind(10)] },
    ],
  ])('%s', (_, a, b) => {
    expect(changedFields(meeting(a), meeting(b))).toEqual([])
    expect(sameEvent(meeting(b), meeting(a))).toBe(true)
  })

  it.each<[string, Partial<CalendarEvent>]>([
    ['title', { title: 'Hearing' }],
    ['description', { description: 'a < b' }],
    ['time', { time: timed('2026-03-03T09:00:00', '2026-03-03T10:30:00') }],
    ['time', { time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'America/Chicago') }],
    ['time', { time: day('2026-03-03') }],
    ['repeat', { repeat: ['RRULE:FREQ=DAILY'] }],
    ['guests', { guests: [guest('ana@example.com')] }],
    ['visibility', { visibility: 'private' }],
    ['showAs', { showAs: 'free' }],
    ['status', { status: 'tentative' }],
    ['reminders', { reminders: [] }], // none, and not those of the calendar (trap 61)
  ])('but not where the %s differs', (field, change) => {
    expect(changedFields(meeting(), meeting(change))).toEqual([field])
  })

  test('text that only looks like markup is compared as it is', () => {
    expect(descriptionKey('a < b and c > d')).toBe('a < b and c > d')
    expect(descriptionKey('5 <3 6')).not.toBe(descriptionKey('5 6'))
  })
})

function guest(email: string) {
  return { email, name: '', response: 'needsAction', optional: false } as const
}
function remind(minutes: number) {
  return { method: 'popup', minutes } as const
}

describe('an event whose time no calendar can hold (trap 41)', () => {
  it.each([
    timed('2026-02-30T09:00:00', '2026-03-03T10:00:00'),
    timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'tzone://Microsoft/Custom'),
    timed('', '', ''),
    day('2026-02-30', ''),
  ])('is compared, merged and made normal all the same: %o', (time) => {
    const repeat = ['RRULE:FREQ=DAILY;UNTIL=20260401', 'EXDATE:20260310T090000']
    const [odd, other] = [meeting({ time, repeat }), meeting({ time, repeat: repeat.toReversed() })]
    expect([sameEvent(odd, other), sameEvent(odd, meeting({ repeat }))]).toEqual([true, false])
    expect(normalEvent(odd).repeat).toEqual([...repeat].sort())
    expect(problemsOf(odd).map(({ field }) => field)).toEqual(['time'])
    const item = (value: CalendarEvent) => ({
      id: '1',
      version: '1',
      value,
      deleted: false,
      key: null,
      changedAt: null,
    })
    const project = { local: (event: CalendarEvent) => event, remote: (event: CalendarEvent) => event }
    const input = {
      base: null,
      local: item(odd),
      remote: item(meeting({ repeat })),
      choices: {},
      policy: 'ask',
      project,
    } as const
    expect(eventDomain.merge(input).conflicts.map(({ field }) => field)).toContain('time')
    expect(eventDomain.summary(odd).name).toBe('Meeting')
  })
})

describe('the normal form', () => {
  test('says the same, and is normal itself', () => {
    fc.assert(
      fc.property(eventArbitrary, (event) => {
        const normal = normalEvent(event)
        expect(sameEvent(normal, event)).toBe(true)
        expect(normalEvent(normal)).toEqual(normal)
      }),
    )
  })

  test('holds no control character, and knows guests by their address', () => {
    const normal = normalEvent(
      meeting({
        title: ' A\u0000\nB ',
        guests: [guest(' ANA@Example.com'), guest('ana@example.com'), guest('')],
      }),
    )
    expect(normal.title).toBe('A B')
    expect(normal.guests).toEqual([guest('ana@example.com')])
  })
})

test('every field of an event is named once', () => {
  expect([...FIELD_NAMES].sort()).toEqual(Object.keys(meeting()).sort())
  expect(FIELD_NAMES.filter((name) => FIELDS[name].alwaysAsk)).toEqual(['time', 'repeat', 'guests'])
})

describe('what is wrong with an event', () => {
  it.each<[string, Partial<CalendarEvent>, string]>([
    [
      'an end before its start (trap 41)',
      { time: timed('2026-03-03T09:00:00', '2026-03-03T08:00:00') },
      'ends before',
    ],
    ['an all-day event without a day', { time: day('2026-03-03', '2026-03-03') }, 'ends before'],
    ['a date that does not exist', { time: day('2026-02-30', '2026-03-03') }, 'start is not a date'],
    ['an end that does not exist', { time: day('2026-02-20', '2026-02-30') }, 'end is not a date'],
    [
      'a time that does not exist',
      { time: timed('2026-03-03T25:00:00', '2026-03-04T10:00:00') },
      'start is not',
    ],
    ['a year before 1900 (trap 59)', { time: day('1899-12-31') }, 'before 1900'],
    ['a year of five digits', { time: day('9999-01-01', '9999-01-02') }, 'after 9998'],
    [
      'a zone of another system',
      { time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', 'Eastern Standard Time') },
      'America/New_York',
    ],
    [
      'an offset for a zone',
      { time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00', '+05:00') },
      'not known',
    ],
    ['an end in a zone that is behind it', { time: inTwoZones('2026-03-03T09:30:00') }, 'ends before'],
    ['a rule that cannot be read', { repeat: ['RRULE:FREQ=WEEKLY; BYDAY=TU'] }, 'space'],
    ['a title that does not fit', { title: 'x'.repeat(1_025) }, '1,024'],
    ['too many lines', { repeat: Array.from({ length: 51 }, () => 'RRULE:FREQ=DAILY') }, 'too many lines'],
    ['a guest without an address', { guests: [guest('Ana')] }, 'email'],
    [
      'too many guests',
      { guests: Array.from({ length: 201 }, (_, at) => guest(`g${at}@example.com`)) },
      '200',
    ],
    ['a reminder too long before', { reminders: [remind(50_000)] }, 'four weeks'],
    ['too many reminders', { reminders: [1, 2, 3, 4, 5, 6].map(remind) }, 'At most 5'],
  ])('%s', (_, change, text) => {
    expect(problemsOf(meeting(change)).map((one) => one.text)).toEqual([expect.stringContaining(text)])
  })

  test('nothing, of what the arbitrary draws and of an end in a zone ahead', () => {
    fc.assert(
      fc.property(eventArbitrary, (event) => {
        expect(problemsOf(event)).toEqual([])
      }),
    )
    expect(problemsOf(meeting({ time: inTwoZones('2026-03-03T18:30:00') }))).toEqual([])
  })
})

/** From 9 AM in New York to a time in Berlin. */
function inTwoZones(end: string): CalendarEvent['time'] {
  return { kind: 'timed', start: '2026-03-03T09:00:00', end, zone: NY, endZone: 'Europe/Berlin' }
}

describe('zones', () => {
  test('have an old and a new name', () => {
    expect([otherName('Europe/Kyiv'), otherName('Europe/Kiev')]).toEqual(['Europe/Kiev', 'Europe/Kyiv'])
    expect(otherName('America/New_York')).toBeNull()
    expect(sameZone('Asia/Calcutta', 'Asia/Kolkata')).toBe(true)
    expect(sameZone('Europe/Berlin', 'Europe/Paris')).toBe(false)
  })
  test('are known by the names of IANA, in any case of letters', () => {
    expect(knownZone('america/new_york')).toBe(NY)
    expect(
      ['Pacific Standard Time', '+05:00', '', 'tzone://Microsoft/Custom', 'x'.repeat(9)].map(knownZone),
    ).toEqual([null, null, null, null, null])
  })
})

describe('when an event is, in words', () => {
  it.each([
    [meeting().time, NY, 'Tuesday, March 3, 2026, 9:00 AM – 10:00 AM'],
    [
      meeting().time,
      'America/Los_Angeles',
      'Tuesday, March 3, 2026, 6:00 AM – 7:00 AM (9:00 AM in New York)',
    ],
    [day('2026-03-03'), 'Pacific/Kiritimati', 'Tuesday, March 3, 2026'],
    [day('2026-03-03', '2026-03-06'), NY, 'Tuesday, March 3, 2026 – Thursday, March 5, 2026'],
    [
      timed('2026-03-03T22:00:00', '2026-03-04T06:00:00'),
      NY,
      'Tuesday, March 3, 2026, 10:00 PM – Wednesday, March 4, 2026, 6:00 AM',
    ],
    [timed('2026-03-03T09:00:00', '2026-03-03T09:00:00'), NY, 'Tuesday, March 3, 2026, 9:00 AM'],
  ])('%o in %s', (time, zone, words) => expect(whenWords(time, zone)).toBe(words))

  it.each([
    [meeting().time, '2026-03-03', '9:00 AM – 10:00 AM'],
    [day('2026-03-03'), '2026-03-03', 'All day'],
    [timed('2026-03-03T22:00:00', '2026-03-05T06:00:00'), '2026-03-03', 'from 10:00 PM'],
    [timed('2026-03-03T22:00:00', '2026-03-05T06:00:00'), '2026-03-04', 'All day'],
    [timed('2026-03-03T22:00:00', '2026-03-05T06:00:00'), '2026-03-05', 'until 6:00 AM'],
    [timed('2026-03-03T22:00:00', '2026-03-04T00:00:00'), '2026-03-03', '10:00 PM – 12:00 AM'],
    [timed('2026-03-03T09:00:00', '2026-03-03T09:00:00'), '2026-03-03', '9:00 AM'],
  ])('%o on %s', (time, on, words) => expect(agendaWords(time, NY, on)).toBe(words))

  test('the days that it touches are those of the reader', () => {
    const evening = timed('2026-03-03T22:00:00', '2026-03-04T00:00:00')
    expect(daysOf(evening, NY)).toEqual({ first: '2026-03-03', last: '2026-03-03' })
    expect(daysOf(evening, 'Europe/Berlin')).toEqual({ first: '2026-03-04', last: '2026-03-04' })
    expect(daysOf(day('2026-03-03', '2026-03-06'), 'Pacific/Kiritimati')).toEqual({
      ...{ first: '2026-03-03', last: '2026-03-05' },
    })
    expect(todayIn(new Date('2026-03-03T23:00:00Z'), 'Pacific/Kiritimati')).toBe('2026-03-04')
    expect([titleOf(meeting()), titleOf(meeting({ title: '' }))]).toEqual(['Meeting', 'Untitled event'])
  })
})
