import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emailsIn } from '@/lib/domains/contacts/text/email-text'

describe('the addresses in a text', () => {
  test.each<[string, readonly string[]]>([
    ['ida@example.com', ['ida@example.com']],
    [' ida@example.com ', ['ida@example.com']],
    ['Ida Alder <ida@example.com>', ['ida@example.com']],
    ['<ida@example.com>', ['ida@example.com']],
    ['"Alder, Ida" <ida@example.com>', ['ida@example.com']],
    ['Alder, Ida <ida@example.com>', ['ida@example.com']],
    ['Ida <mailto:ida@example.com>', ['ida@example.com']],
    ['mailto:ida@example.com', ['ida@example.com']],
    ['ida@example.com (home)', ['ida@example.com']],
    ['ida@example.com, bob@example.com', ['ida@example.com', 'bob@example.com']],
    ['ida@example.com;bob@example.com', ['ida@example.com', 'bob@example.com']],
    ['ida@example.com / bob@example.com', ['ida@example.com', 'bob@example.com']],
    ['ida@example.com\nbob@example.com', ['ida@example.com', 'bob@example.com']],
    ['Ida <ida@example.com>, Bob <bob@example.com>', ['ida@example.com', 'bob@example.com']],
    ['ida@example.com, Bob <bob@example.com>', ['ida@example.com', 'bob@example.com']],
    ['ida@example.com, ida@example.com', ['ida@example.com']],
    ['"ida alder"@example.com', ['"ida alder"@example.com']],
    ["o'neil@example.com", ["o'neil@example.com"]],
    ['a/b@example.com', ['a/b@example.com']],
  ])('%j gives %j', (text, addresses) => {
    expect(emailsIn(text)).toEqual(addresses)
  })

  test.each(['n/a', 'none; ida@example.com', 'ask ida@example.com', 'Ida <not here>', 'ida@', '@', '<>'])(
    '%j is no list of addresses, and comes back whole',
    (text) => {
      expect(emailsIn(text)).toEqual([text])
    },
  )

  test('a blank text gives no address', () => {
    expect(emailsIn(' \n ')).toEqual([])
  })

  test('reading the result again gives the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab@.,;<>"() /:\n', 'mailto:', 'ida@example.com') }),
        (text) => {
          const found = emailsIn(text)
          expect(found.flatMap(emailsIn)).toEqual(found)
          expect(found.every((one) => text.includes(one))).toBe(true)
        },
      ),
    )
  })
})
