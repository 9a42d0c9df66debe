// What the form and the import refuse, and the advice that they give.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { checkContact } from '@/lib/domains/contacts/value/limits'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

const ana: Contact = { ...EMPTY_CONTACT, firstName: 'Ana' }
const email = (value: string, label = '') => ({ value, label })
const faults = (values: Partial<Contact>) =>
  checkContact({ ...ana, ...values }).map(({ field, entry, message }) => [field, entry, message])

describe('a name', () => {
  test.each([
    [{ lastName: 'Silva' }],
    [{ nickname: 'Annie' }],
    [{ company: 'Acme' }],
    [{ emails: [email('a@b.example')] }],
    [{ phones: [email('112')] }],
    [{ websites: [email('x.example')] }],
    [{ notes: 'x' }],
  ])('%j is enough for a person', (values) => {
    expect(checkContact({ ...EMPTY_CONTACT, ...values })).toEqual([])
  })

  test.each([[{}], [{ firstName: '  ' }]])('%j is not', (values) => {
    expect(checkContact({ ...EMPTY_CONTACT, ...values })).toEqual([
      {
        field: 'firstName',
        entry: null,
        message: 'A person needs a name, a company, an email or a phone. Fill in at least one of them.',
      },
    ])
  })

  test('a company needs its own name', () => {
    expect(checkContact({ ...EMPTY_CONTACT, kind: 'company', company: 'Acme' })).toEqual([])
    expect(checkContact({ ...EMPTY_CONTACT, kind: 'company', emails: [email('a@x.example')] })).toEqual([
      { field: 'company', entry: null, message: 'A company needs a name. Fill in Company.' },
    ])
  })

  test('in the company form a person’s name is enough', () => {
    expect(checkContact({ ...EMPTY_CONTACT, kind: 'company', lastName: 'Stone' })).toEqual([])
  })
})

describe('lengths', () => {
  test('a value of the maximum length is accepted', () => {
    const long = 'x'.repeat(1024)
    const address = { street: long, city: long, region: long, postalCode: long, country: long, label: long }
    const phones = [{ value: long, label: long }]
    expect(faults({ firstName: long, notes: 'x'.repeat(32_000), phones, addresses: [address] })).toEqual([])
  })

  test('one character more is refused, and the message says by how much', () => {
    const long = 'x'.repeat(1025)
    const address = { street: '', city: long, region: '', postalCode: '', country: '', label: '' }
    const values = { firstName: long, phones: [email('1'), email('2', long)], addresses: [address] }
    expect(faults({ ...values, notes: 'x'.repeat(32_001) })).toEqual([
      ['firstName', null, 'First name has 1,025 characters; at most 1,024 are allowed. Shorten it.'],
      ['notes', null, 'Notes has 32,001 characters; at most 32,000 are allowed. Shorten it.'],
      ['phones', 1, 'Label of Phone has 1,025 characters; at most 1,024 are allowed. Shorten it.'],
      ['addresses', 0, 'City has 1,025 characters; at most 1,024 are allowed. Shorten it.'],
    ])
  })

  test('100 emails fit, the 101st does not', () => {
    const emails = Array.from({ length: 101 }, (_, at) => email(`a${at}@b.example`))
    expect(faults({ emails: emails.slice(0, 100) })).toEqual([])
    expect(faults({ emails })).toEqual([
      ['emails', 100, 'Email: at most 100 entries are allowed, and this is number 101 of 101. Remove 1.'],
    ])
  })

  test('characters that the database cannot store are refused', () => {
    expect(faults({ firstName: 'A\0' })).toHaveLength(1)
    expect(faults({ lastName: '\ud800' })).toHaveLength(1)
    expect(faults({ lastName: '😀' })).toEqual([])
  })
})

describe('an email', () => {
  test.each([
    'a@b',
    'ana@example.com',
    ' ana@example.com ',
    'zoë@exämple.de',
    '"ana maria"@example.com',
    "o'b+x@b.c",
  ])('%s may be one', (value) => {
    expect(faults({ emails: [email(value)] })).toEqual([])
  })

  test.each([
    'n/a',
    '@example.com',
    'ana@',
    '/o=ExchangeLabs/ou=x',
    'a@b.c, d@e.f',
    'Ana <ana@b.c>',
    'a b@c.d',
    'a@b@c',
  ])('%s is none', (value) => {
    expect(faults({ emails: [email('ok@b.c'), email(value)] })).toEqual([
      ['emails', 1, expect.stringContaining(`“${value}” is not`)],
    ])
  })

  test('an empty row has to be filled in or removed', () => {
    expect(faults({ emails: [email(' ')] })).toEqual([
      ['emails', 0, 'Email is empty. Fill it in or remove the row.'],
    ])
    const address = { street: '', city: ' ', region: '', postalCode: '', country: '', label: 'Home' }
    expect(faults({ addresses: [address] })).toEqual([
      ['addresses', 0, 'Address is empty. Fill it in or remove it.'],
    ])
  })
})

describe('a birthday', () => {
  test.each([
    [{ year: 2024, month: 2, day: 29 }],
    [{ year: null, month: 2, day: 29 }],
    [{ year: 1985, month: null, day: null }],
    [{ year: 1985, month: 3, day: null }],
  ])('%j may be one', (birthday) => {
    expect(faults({ birthday })).toEqual([])
  })

  test.each([
    [
      { year: 2023, month: 2, day: 29 },
      'Birthday is not a date in the calendar. Correct the day or the month.',
    ],
    [
      { year: null, month: 4, day: 31 },
      'Birthday is not a date in the calendar. Correct the day or the month.',
    ],
    [{ year: 1985, month: null, day: 3 }, 'Birthday has a day but no month. Choose the month.'],
    [
      { year: 19850, month: 1, day: 1 },
      'Birthday has a year that is not in the calendar. Correct the year, or leave it empty.',
    ],
  ])('%j is none', (birthday, message) => {
    expect(faults({ birthday })).toEqual([['birthday', null, message]])
  })
})

test('no contact that a person could type is refused, except for its emails', () => {
  fc.assert(
    fc.property(contactArbitrary, (contact) => {
      expect(checkContact({ ...contact, emails: [] })).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
