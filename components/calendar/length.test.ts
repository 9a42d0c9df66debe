import { expect, test } from 'vitest'
import { endAfter, lengthOf } from './length'

const span = { starts: '2026-12-31', startTime: '23:30', ends: '2027-01-01', endTime: '00:15' }

test('an event past midnight has its length', () => {
  expect(lengthOf(span)).toBe(45)
  expect(lengthOf({ ...span, ends: '2026-12-31', endTime: '23:30' })).toBe(0)
})

test.each([
  ['no start', { ...span, starts: '' }],
  ['no time of the end', { ...span, endTime: '' }],
  ['an end before the start', { ...span, ends: '2026-12-30' }],
])('%s has no length', (_, typed) => expect(lengthOf(typed)).toBeNull())

test('the end follows the start by the same length', () => {
  expect(endAfter({ starts: '2028-02-28', startTime: '23:50' }, 45)).toEqual({
    ends: '2028-02-29',
    endTime: '00:35',
  })
  // A week across the change of clocks in New York is a week.
  expect(endAfter({ starts: '2026-10-29', startTime: '09:00' }, 7 * 24 * 60)).toEqual({
    ends: '2026-11-05',
    endTime: '09:00',
  })
})

test('nothing follows a start that is being typed, or leaves the calendar', () => {
  expect(endAfter({ starts: '', startTime: '09:00' }, 60)).toBeNull()
  expect(endAfter({ starts: '9999-12-31', startTime: '23:30' }, 60)).toBeNull()
})
