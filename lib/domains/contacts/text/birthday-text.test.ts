import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { birthdayText, parseBirthday } from '@/lib/domains/contacts/text/birthday-text'
import { birthdayArbitrary } from '@/testing/contacts/arbitrary'

const whole = { year: 1980, month: 3, day: 12 }
const noYear = { year: null, month: 3, day: 12 }

describe('a typed birthday', () => {
  it.each([
    ['1980-03-12', whole],
    ['12 March 1980', whole],
    ['March 12, 1980', whole],
    ['12th of march, 1980', whole],
    ['mar. 12 1980', whole],
    ['1980/3/12', whole],
    ['12 March', noYear],
    ['--03-12', noYear],
    ['March 1980', { year: 1980, month: 3, day: null }],
    [' 1980 ', { year: 1980, month: null, day: null }],
    ['29 February', { year: null, month: 2, day: 29 }],
  ])('"%s" is understood', (text, date) => {
    expect(parseBirthday(text)).toEqual(date)
  })

  it.each(['3/12/1980', '12.3.80', '31 April', '30 Febr', 'Marsh 12', 'soon', '29 February 1981'])(
    '"%s" is no birthday',
    (text) => {
      expect(parseBirthday(text)).toBeNull()
    },
  )

  it('is shown in a form that reads back as the same date', () => {
    fc.assert(
      fc.property(birthdayArbitrary, (date) => {
        expect(parseBirthday(birthdayText(date))).toEqual(date)
      }),
      { numRuns: 2000 },
    )
  })
})
