import { describe, expect, test } from 'vitest'
import { parseBirthday } from '@/lib/domains/contacts/text/birthday-text'
import { withoutPlaceholderYear } from '@/lib/domains/contacts/text/partial-date'

const date = (year: number | null, month: number | null, day: number | null) => ({ year, month, day })

describe('birthdays in files', () => {
  test.each([
    ['1973-09-28', date(1973, 9, 28)],
    ['19730928', date(1973, 9, 28)],
    ['19730928T000000+0100', date(1973, 9, 28)],
    ['1973-09-27T23:00:00Z', date(1973, 9, 27)],
    ['1973-09-28 00:00:00', date(1973, 9, 28)],
    ['1973-09-28Z', date(1973, 9, 28)],
    ['1973-09-28+01:00', date(1973, 9, 28)],
    ['19730928Z', date(1973, 9, 28)],
    ['19730928000000', date(1973, 9, 28)],
    ['197309280000Z', date(1973, 9, 28)],
    ['--0928', date(null, 9, 28)],
    ['--09-28', date(null, 9, 28)],
    ['--09-28Z', date(null, 9, 28)],
    ['--0928T1200', date(null, 9, 28)],
    ['1604-09-28', date(null, 9, 28)],
    ['0000-02-29', date(null, 2, 29)],
    ['28 September 1973', date(1973, 9, 28)],
    ['Sep 28, 1973', date(1973, 9, 28)],
    ['28 Sep 1604', date(null, 9, 28)],
    ['1973-09', date(1973, 9, null)],
    ['1973', date(1973, null, null)],
  ])('%s', (text, expected) => {
    expect(parseBirthday(text)).toEqual(expected)
  })

  test.each(['circa 1800', '---12', '1973-13-01', '19730931000000', '197309', '12/3/1973', '1604', ''])(
    '“%s” is no birthday',
    (text) => {
      expect(parseBirthday(text)).toBeNull()
    },
  )

  test('the year that a file uses for “no year” is left out', () => {
    expect(parseBirthday('1904-09-28', 1904)).toEqual(date(null, 9, 28))
    expect(parseBirthday('28 Sep 1904', 1904)).toEqual(date(null, 9, 28))
  })
})

test('a placeholder year is removed, any other year stays', () => {
  expect(withoutPlaceholderYear(date(1604, 3, 12))).toEqual(date(null, 3, 12))
  expect(withoutPlaceholderYear(date(1605, 3, 12))).toEqual(date(1605, 3, 12))
  expect(withoutPlaceholderYear(date(null, 3, 12))).toEqual(date(null, 3, 12))
})
