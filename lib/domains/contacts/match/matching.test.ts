import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameLikeness } from '@/lib/domains/contacts/match/fields/name-likeness'
import { editsWithin, jaroWinkler, skeleton } from '@/lib/domains/contacts/match/fields/similarity'
import { traitsOf } from '@/lib/domains/contacts/match/traits'
import { isKnownFirstName, mayBeCalled } from '@/lib/domains/contacts/names/nicknames'
import { personName } from '@/lib/domains/contacts/names/person-name'
import { phoneKey } from '@/lib/domains/contacts/text/phone-key'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { plain, words } from '@/lib/domains/contacts/value/words'

const runs = { numRuns: 2_000 }
const nameOf = (firstName: string, lastName: string, rest = {}) =>
  personName({ ...EMPTY_CONTACT, firstName, lastName, ...rest })

describe('words', () => {
  test.each([
    ['José', 'jose'],
    ['ŁÓDŹ', 'lodz'],
    ['İbrahim', 'ibrahim'],
    ['Straße', 'strasse'],
    ['Йо́сиф', 'иосиф'],
  ])('%s is plainly %s', (text, expected) => expect(plain(text)).toBe(expected))

  test('vowel signs are letters, not accents', () => {
    expect(plain('राम')).not.toBe(plain('रमा'))
    expect(plain('김민준')).toBe('김민준')
  })

  test('apostrophes join, hyphens separate', () => {
    expect(words("O’Brien-O'Neil")).toEqual(['obrien', 'oneil'])
  })

  test('the number of edits is the same in both directions', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, fc.nat(3), (a, b, limit) => {
        expect(editsWithin(a, b, limit)).toBe(editsWithin(b, a, limit))
        expect(editsWithin(a, b, limit) === 0).toBe(a === b)
        expect(editsWithin(a, b, limit)).toBe(Math.min(limit + 1, editsWithin(a, b, 8)))
      }),
      runs,
    )
  })

  test('a limit changes no number of edits below it, in long words either', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 10, maxLength: 30 })
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, limit) => {
        expect(editsWithin(a, b, limit)).toBe(Math.min(limit + 1, editsWithin(a, b, 40)))
      }),
      runs,
    )
  })

  test('one typo is one edit', () => {
    expect(['jonh', 'johnn', 'jon', 'joan'].map((slip) => editsWithin('john', slip, 2))).toEqual([1, 1, 1, 1])
  })

  test('the published examples of Jaro-Winkler come out', () => {
    const two = (a: string, b: string) => Math.round(1_000 * jaroWinkler(a, b)) / 1_000
    expect([two('martha', 'marhta'), two('dixon', 'dicksonx'), two('dwayne', 'duane')]).toEqual([
      0.961, 0.813, 0.84,
    ])
    expect([two('abc', 'xyz'), two('', 'a'), two('same', 'same')]).toEqual([0, 0, 1])
  })

  test('spellings that sound alike have one skeleton', () => {
    expect(new Set(['schmidt', 'schmitt', 'schmid'].map(skeleton)).size).toBe(1)
    expect(skeleton('philips')).toBe(skeleton('filips'))
  })
})

describe('nicknames', () => {
  test.each([
    ['bob', 'robert'],
    ['peggy', 'margaret'],
    ['kasia', 'katarzyna'],
    ['paco', 'francisco'],
    ['саша', 'александр'],
  ])('%s may be %s', (a, b) => {
    expect(mayBeCalled(a, b)).toBe(true)
    expect(mayBeCalled(b, a)).toBe(true)
  })

  test('a name that is no nickname of another is still known', () => {
    expect(mayBeCalled('robert', 'albert')).toBe(false)
    expect(isKnownFirstName('albert')).toBe(true)
  })
})

describe('a split name', () => {
  test.each([
    ['titles and degrees', nameOf('Dr. John', 'Smith, PhD'), { first: 'john', last: ['smith'] }],
    ['a generation in the last name', nameOf('John', 'Smith Jr.'), { last: ['smith'], generation: 2 }],
    [
      'a generation in a whole name',
      nameOf('John Smith, Sr.', ''),
      { first: 'john', last: ['smith'], generation: 1 },
    ],
    ['señor is no senior', nameOf('Juan', 'Ruiz', { prefix: 'Sr.' }), { generation: null, gender: 'male' }],
    [
      'last name first',
      nameOf('', 'van der Berg, Anna'),
      { first: 'anna', last: ['berg'], lastJoined: 'vanderberg' },
    ],
    [
      'a particle in a whole name',
      nameOf('Ludwig van Beethoven', ''),
      { first: 'ludwig', lastJoined: 'vanbeethoven' },
    ],
    ['a nickname in quotes', nameOf('Robert “Bob”', 'Lis'), { first: 'robert', nicknames: ['bob'] }],
    ['an address in place of a name', nameOf('a@x.example', ''), { first: '', last: [] }],
    ['a name that is a title too', nameOf('Don', 'Dame'), { first: 'don', last: ['dame'] }],
    ['a role', nameOf('IT-Support', ''), { isRole: true }],
  ])('%s', (_, name, expected) => expect(name).toMatchObject(expected))
})

describe('names side by side', () => {
  test.each([
    ['initials', nameOf('J.', 'Lis'), nameOf('John', 'Lis'), 'initial', 'same'],
    ['two initials', nameOf('JR', 'Lis'), nameOf('John', 'Lis', { middleName: 'Robert' }), 'initial', 'same'],
    [
      'a middle name in use',
      nameOf('Robert', 'Lis'),
      nameOf('James', 'Lis', { middleName: 'Robert' }),
      'part',
      'same',
    ],
    ['a double first name', nameOf('Jean-Luc', 'Lis'), nameOf('Jeanluc', 'Lis'), 'same', 'same'],
    ['two double first names', nameOf('Jean-Luc', 'Lis'), nameOf('Jean-Paul', 'Lis'), 'other', 'same'],
    ['a man and a woman', nameOf('Bogdan', 'Lis'), nameOf('Bogdana', 'Lis'), 'other', 'same'],
    ['a slip', nameOf('Jonhatan', 'Lis'), nameOf('Jonathan', 'Lis'), 'typo', 'same'],
    ['two last names of four', nameOf('Ana', 'García Ruiz'), nameOf('Ana', 'García Sanz'), 'same', 'unknown'],
    ['Mac and Mc', nameOf('Ian', 'MacDonald'), nameOf('Ian', 'McDonald'), 'same', 'spelling'],
  ] as const)('%s', (_, a, b, first, last) => {
    expect(nameLikeness(a, b)).toMatchObject({ first, last })
    expect(nameLikeness(b, a)).toMatchObject({ first, last })
  })
})

test('a phone number read without parsing is the number that parsing gives', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
  const sign = fc.constantFrom('', ' ', '-', '.')
  const northAmerican = fc.tuple(digits(3), sign, digits(3), sign, digits(4)).map((parts) => parts.join(''))
  const abroad = fc
    .tuple(fc.constantFrom('1', '44', '49', '33', '39', '48', '86', '972'), sign, digits(3), sign, digits(5))
    .map((parts) => `+${parts.join('')}`)
  const parenthesised = fc.tuple(digits(3), digits(3), digits(4)).map(([a, b, c]) => `(${a}) ${b}-${c}`)
  fc.assert(
    fc.property(fc.oneof(northAmerican, abroad, parenthesised), (value) => {
      const contact = { ...EMPTY_CONTACT, phones: [{ value, label: '' }] }
      const traits = traitsOf(
        { id: '', version: '', value: contact, deleted: false, key: null, changedAt: null },
        'US',
      )
      expect(traits.phones[0]?.digits).toBe(phoneKey(value, 'US').replace(/\D/g, ''))
    }),
    { ...runs, examples: [['+113100000'], ['+1 131 000 0000'], ['+78001234567']] },
  )
})
