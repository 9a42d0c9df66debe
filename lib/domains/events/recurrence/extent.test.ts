import { expect, it } from 'vitest'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { extentOf } from './extent'

const day = { ...EMPTY_EVENT, time: { kind: 'day', start: '2026-12-01', end: '2026-12-02' } } as const
const timed = {
  ...EMPTY_EVENT,
  time: {
    kind: 'timed',
    start: '2026-12-01T09:00:00',
    end: '2026-12-01T10:00:00',
    zone: 'America/New_York',
    endZone: null,
  },
} as const

it('a day is found by readers in every zone', () => {
  expect(extentOf(day)).toEqual({
    from: new Date('2026-11-30T10:00:00Z'),
    to: new Date('2026-12-02T12:00:00Z'),
  })
})

it('a time is an instant', () => {
  expect(extentOf(timed)).toEqual({
    from: new Date('2026-12-01T14:00:00Z'),
    to: new Date('2026-12-01T15:00:00Z'),
  })
})

it.each([
  ['RRULE:FREQ=WEEKLY', null],
  ['RRULE:FREQ=NEVER', null],
  ['RRULE:FREQ=WEEKLY;COUNT=3', new Date('2026-12-15T15:00:00Z')],
  ['RRULE:FREQ=WEEKLY;UNTIL=20261210T000000Z', new Date('2026-12-08T15:00:00Z')],
])('%s goes on until %s', (rule, to) => {
  expect(extentOf({ ...timed, repeat: [rule] }).to).toEqual(to)
})
