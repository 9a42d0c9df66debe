import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Contact,
  contactSchema,
  EMPTY_CONTACT,
  identified,
  kindOf,
  storedContact,
  withKind,
} from '@/lib/domains/contacts/value/contact'
import { parseContact } from '@/lib/domains/contacts/value/stored-contact'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

describe('person or company', () => {
  test.each<[Partial<Contact>, Contact['kind']]>([
    [{}, 'person'],
    [{ company: 'Acme Ltd' }, 'company'],
    [{ company: 'Acme Ltd', title: 'Partner', nickname: 'Acme' }, 'company'],
    [{ company: 'Acme Ltd', firstName: 'Bob' }, 'person'],
    [{ company: 'Acme Ltd', suffix: 'Esq.' }, 'person'],
    [{ company: 'Acme Ltd', firstName: 'acme', lastName: 'LTD' }, 'company'],
    [{ title: 'Partner' }, 'person'],
    [{ firstName: ' ', company: ' ' }, 'person'],
  ])('%j is a %s', (values, kind) => {
    expect(kindOf({ ...EMPTY_CONTACT, ...values })).toBe(kind)
  })

  test('follows from the names, whatever it was before', () => {
    fc.assert(
      fc.property(contactArbitrary, fc.constantFrom('person', 'company'), (contact, kind) => {
        expect(withKind({ ...contact, kind }).kind).toBe(kindOf(contact))
        expect(withKind(withKind(contact))).toBe(withKind(withKind(contact)))
      }),
    )
  })

  test('a repeated company name is stored once', () => {
    const twice = { ...EMPTY_CONTACT, firstName: 'Acme', lastName: 'Ltd', company: 'Acme Ltd' }
    expect(identified(twice)).toEqual({ ...EMPTY_CONTACT, kind: 'company', company: 'Acme Ltd' })
    const person = { ...EMPTY_CONTACT, firstName: 'Bob', company: 'Acme Ltd' }
    expect(identified(person)).toBe(person)
  })
})

describe('a stored contact', () => {
  test('is empty in a field that it was stored without', () => {
    const { nickname, emails, birthday, ...stored } = { ...EMPTY_CONTACT, firstName: 'Ana' }
    expect(storedContact(stored)).toEqual({ ...EMPTY_CONTACT, firstName: 'Ana' })
  })
  test('reads back unchanged', () =>
    fc.assert(
      fc.property(contactArbitrary, (contact) => {
        expect(storedContact(contact)).toEqual(contact)
        expect(contactSchema.parse(contact)).toEqual(contact)
        expect(parseContact(contact)).toBe(contact)
      }),
    ))
  test.each(Object.keys(EMPTY_CONTACT))('of another shape is refused (%s)', (field) =>
    expect(contactSchema.safeParse({ ...EMPTY_CONTACT, [field]: 7 }).success).toBe(false),
  )
  test.each(Object.keys(EMPTY_CONTACT))('of another shape is read as none (%s)', (field) =>
    expect(parseContact({ ...EMPTY_CONTACT, [field]: 7 })).toBeNull(),
  )
  test.each([null, 7, 'Ana', [], {}, { firstName: 'Ana' }])('is not %j', (json) =>
    expect(parseContact(json)).toBeNull(),
  )
})
