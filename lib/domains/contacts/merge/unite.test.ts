import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { birthdayText } from '@/lib/domains/contacts/text/birthday-text'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS, SINGLE_FIELDS } from '@/lib/domains/contacts/value/fields'
import { keysAmong } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'
import { contactArbitrary } from '@/testing/contacts/arbitrary'
import { unite } from './unite'

const work = (value: string) => ({ value, label: 'Work' })
const contact = (more: Partial<Contact>): Contact => ({
  ...EMPTY_CONTACT,
  firstName: 'Ana',
  lastName: 'Lima',
  ...more,
})

describe('the contact that several become', () => {
  it('has every email address, phone number, website and address once, with the first label that says anything', () => {
    const united = unite(
      [
        contact({ emails: [{ value: 'ana@lima.example', label: '' }], phones: [work('+1 212 555 0100')] }),
        contact({
          emails: [work('ANA@lima.example'), work('a@home.example')],
          phones: [work('(212) 555-0100')],
        }),
      ],
      'US',
    )
    expect(united.emails).toEqual([work('ana@lima.example'), work('a@home.example')])
    expect(united.phones).toEqual([work('+1 212 555 0100')])
  })

  it('keeps the survivor’s single values and fills its blanks from the others', () => {
    const united = unite([contact({ title: 'Partner' }), contact({ title: 'partner ', company: 'Lima LLP' })])
    expect(united).toMatchObject({ title: 'Partner', company: 'Lima LLP', notes: '' })
  })

  it('writes what has no place of its own into the notes', () => {
    const united = unite([
      contact({ notes: 'Met in Porto', birthday: { year: 1980, month: 3, day: 12 } }),
      contact({
        lastName: 'Lima-Costa',
        notes: 'Prefers calls',
        birthday: { year: 1980, month: 12, day: 3 },
      }),
      contact({ notes: 'met in porto' }),
    ])
    expect(united.notes).toMatch(
      /^.*Porto\n\nPrefers calls\n\nOther last name: Lima-Costa\nOther birthday: /is,
    )
    expect(united.lastName).toBe('Lima')
  })
})

it('loses no value of any contact, and one contact alone stays as it is in everything but repeated entries', () => {
  const textOf = (one: Contact, field: (typeof SINGLE_FIELDS)[number]) => {
    const value = one[field]
    return value === null ? '' : typeof value === 'string' ? value.trim() : birthdayText(value)
  }
  fc.assert(
    fc.property(contactArbitrary, contactArbitrary, (a, b) => {
      const united = unite([a, b])
      const keyOf = keysAmong([a, b], null)
      for (const field of LIST_FIELDS) {
        const keys = new Set(united[field].map((entry) => keyOf(field, entry)))
        for (const entry of [...a[field], ...b[field]]) expect(keys).toContain(keyOf(field, entry))
      }
      for (const field of SINGLE_FIELDS)
        for (const one of [a, b]) {
          const text = folded(textOf(one, field))
          expect(folded(textOf(united, field)).includes(text) || folded(united.notes).includes(text)).toBe(
            true,
          )
        }
    }),
    { numRuns: 100 },
  )
})
