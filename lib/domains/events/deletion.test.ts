import { expect, test } from 'vitest'
import { asksBeforeDeleting } from '@/lib/domains/events/deletion'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'

const deletedAt = new Date('2026-11-27T22:00:00Z')
const at = (date: string, more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...EMPTY_EVENT,
  title: 'Hearing',
  time: {
    kind: 'timed',
    start: `${date}T09:00:00`,
    end: `${date}T10:00:00`,
    zone: 'America/New_York',
    endZone: null,
  },
  ...more,
})
const day = (start: string, end: string) => at(start, { time: { kind: 'day', start, end } })
const guests = [{ email: 'a@example.com', name: '', response: 'accepted', optional: false }] as const
const WEEKLY = ['RRULE:FREQ=WEEKLY']

test.each<[string, CalendarEvent, 'soon' | 'guests' | null]>([
  ['tomorrow', at('2026-11-28'), 'soon'],
  ['today, a little earlier', at('2026-11-27'), 'soon'],
  ['in two weeks', at('2026-12-11'), 'soon'],
  ['in three weeks', at('2026-12-18'), null],
  ['last week', at('2026-11-20'), null],
  ['all day next week', day('2026-12-03', '2026-12-04'), 'soon'],
  ['a trial that has begun', day('2026-11-20', '2026-12-20'), 'soon'],
  ['a series that goes on', at('2020-01-06', { repeat: WEEKLY }), 'soon'],
  ['a series that is over', at('2020-01-06', { repeat: ['RRULE:FREQ=WEEKLY;COUNT=3'] }), null],
  ['a series that begins next year', at('2027-03-01', { repeat: WEEKLY }), null],
  ['a series whose rule cannot be read', at('2020-01-06', { repeat: ['RRULE:FREQ=NEVER'] }), 'soon'],
  ['without a time that can be read', at('never'), 'soon'],
  ['with guests, in three weeks', at('2026-12-18', { guests }), 'guests'],
])('an event %s, if its calendar asks about those that are soon', (_, event, expected) => {
  const settings = { onConflict: 'ask', onLocalDelete: 'delete', askSoon: true } as const
  expect(asksBeforeDeleting('local', event, { deletedAt, settings })).toBe(expected)
})

test('nobody is asked about an event that is soon by default, nor before it is deleted in the account', () => {
  const settings = { onConflict: 'ask', onLocalDelete: 'delete' } as const
  const soon = at('2026-11-28')
  expect(asksBeforeDeleting('local', soon, { deletedAt, settings })).toBe(null)
  expect(asksBeforeDeleting('remote', soon, { deletedAt, settings: { ...settings, askSoon: true } })).toBe(
    null,
  )
})

test('an event with guests is asked about on both sides, whatever the setting', () => {
  const settings = { onConflict: 'ask', onLocalDelete: 'delete' } as const
  for (const side of ['local', 'remote'] as const)
    expect(asksBeforeDeleting(side, at('2030-01-01', { guests }), { deletedAt, settings })).toBe('guests')
})

test('an event counts as soon if nobody knows when it was deleted', () => {
  const settings = { onConflict: 'ask', onLocalDelete: 'delete', askSoon: true } as const
  expect(asksBeforeDeleting('local', at('2030-01-01'), { deletedAt: null, settings })).toBe('soon')
})
