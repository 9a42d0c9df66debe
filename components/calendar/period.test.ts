import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/domains/events/value/dates'
import {
  addressOf,
  moved,
  nextPeriod,
  periodOf,
  periodWords,
  placeOf,
  previousPeriod,
  weekdayOf,
} from './period'

const days = fc.integer({ min: -20_000, max: 60_000 }).map((n) => addDays('1970-01-01', n))

describe('a month', () => {
  it('shows whole weeks from Sunday to Saturday', () => {
    expect(periodOf('month', '2026-12-15')).toMatchObject({
      from: '2026-11-29',
      to: '2027-01-03',
      anchor: '2026-12-01',
    })
    expect(periodOf('month', '2026-02-10')).toMatchObject({ from: '2026-02-01', to: '2026-03-01' })
  })

  it('holds its day, begins on a Sunday, and has whole weeks', () => {
    fc.assert(
      fc.property(days, (day) => {
        const { from, to } = periodOf('month', day)
        expect(from <= day && day < to).toBe(true)
        expect([weekdayOf(from), weekdayOf(to)]).toEqual([0, 0])
      }),
    )
  })
})

it('Next and Previous lead back to where they began, and leave out no day', () => {
  fc.assert(
    fc.property(fc.constantFrom('agenda', 'month'), days, (view, day) => {
      const period = periodOf(view, day)
      const next = periodOf(view, nextPeriod(period))
      expect(periodOf(view, previousPeriod(next))).toEqual(period)
      expect(next.from <= period.to).toBe(true)
    }),
  )
})

it('a link changes the days or the view of where the person is, and keeps the calendars', () => {
  const today = '2026-12-15'
  const agenda = { view: 'agenda', on: null, shown: ['a'] } as const
  expect(moved(agenda, { step: 1 }, today)).toEqual({ ...agenda, on: '2026-12-29' })
  expect(moved(moved(agenda, { step: 1 }, today), { step: 1 }, today)).toEqual({
    ...agenda,
    on: '2027-01-12',
  })
  const month = moved(agenda, { view: 'month' }, today)
  expect(moved(month, { step: -1 }, today)).toEqual({ view: 'month', on: '2026-11-01', shown: ['a'] })
  expect(moved({ ...month, on: '2026-11-01' }, { on: null }, today)).toEqual(month)
})

it('says what it shows', () => {
  expect(periodWords(periodOf('month', '2026-12-15'))).toBe('December 2026')
  expect(periodWords(periodOf('agenda', '2026-11-27'))).toBe('November 27 – December 10, 2026')
})

describe('the address', () => {
  it('says what was read from it', () => {
    const place = { view: 'month', on: '2026-12-01', shown: ['a', 'b'] } as const
    const { searchParams } = new URL(addressOf(place), 'http://localhost')
    const params = { view: 'month', on: '2026-12-01', chosen: '1', calendar: searchParams.getAll('calendar') }
    expect(placeOf(params)).toEqual(place)
    expect(addressOf(placeOf({}))).toBe('/calendar')
  })

  it('no calendar chosen is not all calendars', () => {
    expect(placeOf({ chosen: '1' }).shown).toEqual([])
    expect(placeOf({}).shown).toBeNull()
  })

  it.each(['', 'yesterday', '2026-13-01', '0001-01-01', '9999-12-31'])('%s is no day to show', (on) => {
    expect(placeOf({ on }).on).toBeNull()
  })
})
