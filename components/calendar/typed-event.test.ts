import { describe, expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { readTypedEvent, type TypedEvent } from './typed-event'
import { typedEventOf, typedWhen, understandEvent } from './understand-event'

const NEW_YORK = 'America/New_York'
const hearing: CalendarEvent = {
  ...EMPTY_EVENT,
  title: 'Hearing',
  time: {
    kind: 'timed',
    start: '2026-12-01T09:30:00',
    end: '2026-12-01T10:30:00',
    zone: NEW_YORK,
    endZone: null,
  },
}
const typed = (more: Partial<TypedEvent> = {}): TypedEvent => ({
  ...typedEventOf(hearing, 'calendar', NEW_YORK),
  ...more,
})
const understood = (more: Partial<TypedEvent>, base = hearing) => {
  const read = understandEvent(typed(more), base)
  if (read.kind === 'faults') throw new Error(read.faults.map(({ message }) => message).join(' '))
  return read.event
}
const faultsOf = (more: Partial<TypedEvent>) => {
  const read = understandEvent(typed(more), hearing)
  return read.kind === 'faults' ? read.faults.map(({ field }) => field) : []
}

describe('an event through the form and back', () => {
  const events: readonly (readonly [string, CalendarEvent])[] = [
    ['with times', hearing],
    ['of whole days', { ...hearing, time: { kind: 'day', start: '2026-12-01', end: '2026-12-04' } }],
    ['that repeats every week', { ...hearing, repeat: ['RRULE:FREQ=WEEKLY'] }],
    ['that repeats by a rule', { ...hearing, repeat: ['RRULE:FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE'] }],
    ['with canceled dates', { ...hearing, repeat: ['RRULE:FREQ=DAILY', 'EXDATE:20261202T143000Z'] }],
    ['that repeats in lines nobody can read', { ...hearing, repeat: ['RRULE:FREQ=NEVER'] }],
    ['that is private, free and public by turns', { ...hearing, visibility: 'private', showAs: 'free' }],
    ['that is public', { ...hearing, visibility: 'public' }],
    [
      'with guests and reminders, which the form does not show',
      {
        ...hearing,
        guests: [{ email: 'ben@example.com', name: 'Ben', response: 'accepted', optional: false }],
        reminders: [{ method: 'popup', minutes: 10 }],
      },
    ],
  ]

  it.each(events)('%s is the same', (_, event) => {
    const read = understandEvent(typedEventOf(event, 'calendar', NEW_YORK), event)
    expect(read).toEqual({ kind: 'event', event })
  })
})

describe('what a person types', () => {
  it('a last day that counts becomes the day after it', () => {
    expect(understood({ allDay: true, starts: '2026-12-01', ends: '2026-12-01' }).time).toEqual({
      kind: 'day',
      start: '2026-12-01',
      end: '2026-12-02',
    })
  })

  it('a rule may begin with RRULE:, and its parts may stand in any order', () => {
    expect(understood({ repeats: 'custom', rule: 'RRULE:COUNT=3;FREQ=DAILY' }).repeat).toEqual([
      'RRULE:FREQ=DAILY;COUNT=3',
    ])
  })

  it('a new rule keeps the dates that were canceled', () => {
    const base = { ...hearing, repeat: ['RRULE:FREQ=DAILY', 'EXDATE:20261202T143000Z'] }
    expect(understood({ repeats: 'week' }, base).repeat).toEqual([
      'RRULE:FREQ=WEEKLY',
      'EXDATE:20261202T143000Z',
    ])
  })

  it('an end before the start is refused at the field that is to blame', () => {
    expect(faultsOf({ endTime: '09:00' })).toEqual(['endTime'])
    expect(faultsOf({ ends: '2026-11-30' })).toEqual(['ends'])
    expect(faultsOf({ allDay: true, ends: '2026-11-30' })).toEqual(['ends'])
  })

  it.each([
    ['a title of spaces', { title: '  ' }, 'title'],
    ['a title that is too long', { title: 'x'.repeat(1_025) }, 'title'],
    ['a day that does not exist', { starts: '2026-02-30' }, 'starts'],
    ['a time that does not exist', { startTime: '24:10' }, 'startTime'],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 'zone'],
    ['no rule', { repeats: 'custom', rule: '' }, 'rule'],
    [
      'a rule that ends before the event',
      { repeats: 'custom', rule: 'FREQ=WEEKLY;UNTIL=20261101T000000Z' },
      'rule',
    ],
    ['a rule with a space in it', { repeats: 'custom', rule: 'FREQ=WEEKLY; COUNT=2' }, 'rule'],
  ] as const)('%s is refused', (_, more, field) => {
    expect(faultsOf(more)).toEqual([field])
  })

  it('times of a whole day are not looked at', () => {
    expect(faultsOf({ allDay: true, startTime: '', endTime: '' })).toEqual([])
  })
})

it('a form is read field by field; a choice that does not exist is not made', () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    title: 'A',
    repeats: 'sometimes',
    description: 'a\r\nb',
    allDay: 'on',
  }))
    form.set(name, value)
  expect(readTypedEvent(form)).toMatchObject({
    title: 'A',
    repeats: 'never',
    description: 'a\nb',
    allDay: true,
    isPrivate: false,
  })
})

it.each([
  ['rule', ['RRULE:FREQ=WEEKLY;UNTIL=20261231T000000Z']],
  ['starts', ['RRULE:FREQ=WEEKLY;UNTIL=20261231T000000Z', 'RRULE:FREQ=DAILY;UNTIL=20261220T000000Z']],
] as const)('a series is not moved past the end of its rules: %s', (field, repeat) => {
  const ended = { ...hearing, repeat }
  const moved = (starts: string) =>
    understandEvent({ ...typedEventOf(ended, 'calendar', NEW_YORK), starts, ends: starts }, ended)
  expect(moved('2026-12-08').kind).toBe('event')
  expect(moved('2027-01-05')).toMatchObject({ kind: 'faults', faults: [{ field }] })
})

it('says when what was typed takes place', () => {
  expect(typedWhen(typed())).toBe('Tuesday, December 1, 2026, 9:30 AM – 10:30 AM')
  expect(typedWhen(typed({ allDay: true }))).toBe('Tuesday, December 1, 2026')
  expect(typedWhen(typed({ ends: 'tomorrow' }))).toBe('')
})
