import { describe, expect, it } from 'vitest'
import { amount, list, percent, range, span } from './figures'

describe('figures', () => {
  it('say which of all a page shows, in one style', () => {
    expect([range(1, 50, 254), range(51, 50, 254), range(251, 4, 1254), range(0, 0, 0)]).toEqual([
      '1–50 of 254',
      '51–100 of 254',
      '251–254 of 1,254',
      '0 of 0',
    ])
  })

  it('reach 100 % only at the end, and never more', () => {
    expect([
      percent(0, 0),
      percent(1, null),
      percent(999, 1000),
      percent(1000, 1000),
      percent(1100, 1000),
    ]).toEqual([0, 0, 99, 100, 100])
  })
  it('tell how long in the unit that fits', () => {
    const [second, minute, hour] = [1000, 60_000, 3_600_000] as const
    const rows = [200, 40 * second, 4 * minute, 2 * hour, 2 * hour + 10 * minute, 50 * hour].map(span)
    expect(rows).toEqual(['under 1 s', '40 s', '4 min', '2 h', '2 h 10 min', '2 days'])
  })
  it('agree with their noun, and end a list with "and"', () => {
    expect([amount(1, 'contact'), amount(12_318, 'contact'), amount(2, 'person', 'people')]).toEqual([
      '1 contact',
      '12,318 contacts',
      '2 people',
    ])
    expect(list(['phone', 'title', 'birthday'])).toBe('phone, title and birthday')
  })
})
