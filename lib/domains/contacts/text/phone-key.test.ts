import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extensionOf, phoneKey } from '@/lib/domains/contacts/text/phone-key'
import { EMPTY_CONTACT, type LabelledValue } from '@/lib/domains/contacts/value/contact'
import { keysAmong } from '@/lib/domains/contacts/value/normalise'

describe('a phone number', () => {
  test.each<[string, string | null, string]>([
    ['(604) 555-0123', 'US', '+16045550123'],
    ['(604) 555-0123', 'CA', '+16045550123'],
    ['(604) 555-0123', null, '6045550123'],
    ['(604) 555-0123', 'nowhere', '6045550123'],
    ['+1 604.555.0123', null, '+16045550123'],
    ['\u202a+1 (604) 555‑0123\u202c', null, '+16045550123'],
    ['604 555 0123 ext. 12', 'US', '+16045550123;ext=12'],
    ['604 555 0123 x12', 'US', '+16045550123;ext=12'],
    ['+44 20 7946 0958', 'US', '+442079460958'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['+44 (0)20 7946 0958', 'GB', '+442079460958'],
    ['tel:+1-604-555-0123', null, '+16045550123'],
    ['+1%20(604)%20555-0123', null, '+16045550123'],
    ['100%', 'US', '100'],
    ['555-0123', 'US', '5550123'],
    ['ask Bob', 'US', 'askbob'],
    ['', 'US', ''],
    // The international prefix is 00 in most of the world, 011 in North America, 010 in Japan, 0011 in Australia.
    ['0044 20 7946 0331', 'GB', '+442079460331'],
    ['0044 20 7946 0331', 'US', '+442079460331'],
    ['0044 20 7946 0331', null, '+442079460331'],
    ['(00) 44 20 7946 0331', 'DE', '+442079460331'],
    ['011 44 20 7946 0331', 'US', '+442079460331'],
    ['010 44 20 7946 0331', 'JP', '+442079460331'],
    ['0011 44 20 7946 0331', 'AU', '+442079460331'],
    ['0114 496 0123', 'GB', '+441144960123'],
    ['0049 30 901820', 'US', '+4930901820'],
    // Letters represent digits.
    ['1-800-FLOWERS', 'US', '+18003569377'],
    ['+1 800 FLOWERS', null, '+18003569377'],
    ['800-FLOWERS', 'US', '+18003569377'],
    ['1-800-CONTACTS', 'US', '+18002668228'],
    ['1-800-FLOWERS ext. 7', 'US', '+18003569377;ext=7'],
    ['1300 FLIGHT', 'AU', '+611300354448'],
    ['555-0123 home', 'US', '5550123home'],
  ])('%s, dialled in %s, is %s', (value, region, key) => expect(phoneKey(value, region)).toBe(key))

  test('includes its extension', () => {
    expect(['+1 604 555 0123;ext=7', '604-555-0123 x 7', '604 555 0123 ext. 7'].map(extensionOf)).toEqual(
      Array(3).fill(';ext=7'),
    )
    expect(extensionOf('+1 604 555 0123')).toBe('')
  })

  test('does not depend on how its digits are grouped', () => {
    const sign = fc.constantFrom('', ' ', '-', '.', ' (', ') ')
    const start = fc.constantFrom('+44', '0044', '(00)44', '00 44 ')
    fc.assert(
      fc.property(start, fc.array(sign, { minLength: 9, maxLength: 9 }), (begin, signs) => {
        const value = begin + [...'2079460331'].map((digit, at) => digit + (signs[at] ?? '')).join('')
        for (const region of [null, 'US', 'GB', 'DE', 'JP'])
          expect(phoneKey(value, region)).toBe('+442079460331')
        expect(phoneKey(phoneKey(value, 'US'), 'GB')).toBe('+442079460331')
      }),
    )
  })
})

describe('numbers of contacts that are compared', () => {
  const phone = (value: string, canonical?: string): LabelledValue => ({ value, label: '', canonical })
  const having = (...phones: readonly LabelledValue[]) => ({ ...EMPTY_CONTACT, phones })

  test('are equal if the account says so, whatever the region', () => {
    const there = having(phone('020 7946 0331', '+442079460331'))
    const keyOf = keysAmong([having(phone('+44 20 7946 0331')), there], 'US')
    expect(keyOf('phones', phone('020 7946 0331'))).toBe('+442079460331')
    expect(keyOf('phones', phone('+44 20 7946 0331'))).toBe('+442079460331')
    expect(keyOf('phones', phone('030 901820'))).toBe('030901820')
  })

  test('keep their extensions', () => {
    const keyOf = keysAmong([having(phone('604 555 0123 ext. 7', '+16045550123'))], null)
    expect(keyOf('phones', phone('604 555 0123 ext. 7'))).toBe('+16045550123;ext=7')
    expect(keyOf('phones', phone('+1 604 555 0123;ext=7'))).toBe('+16045550123;ext=7')
  })
})
