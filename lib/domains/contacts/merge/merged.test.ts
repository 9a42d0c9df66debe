import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergedInto, type Survivor } from '@/lib/domains/contacts/merge/merged'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { contactArbitrary } from '@/testing/contacts/arbitrary'
import { company, contact, named, type Values } from '@/testing/matching/contacts-in-words'

const survivor = (remoteId: string, before: Values | Contact, now: Values | Contact): Survivor => ({
  remoteId,
  before: 'emails' in before ? before : contact(before),
  now: 'emails' in now ? now : contact(now),
})
const both = (a: Contact, b: Contact): Contact => ({
  ...a,
  emails: [...a.emails, ...b.emails],
  phones: [...a.phones, ...b.phones],
})

const JON = contact(named('Jon|Birch', { email: 'jon@work.example' }))
const JONATHAN = contact(named('Jonathan|Birch', { email: 'jon@home.example', phone: '+44 20 7946 0002' }))

describe('a contact that was deleted in the account', () => {
  test('was merged into the contact that has its address and number now', () => {
    expect(mergedInto(JONATHAN, [survivor('jon', JON, both(JON, JONATHAN))], null)?.remoteId).toBe('jon')
  })
  test('is still recognized there later, by its last name', () => {
    const merged = both(JON, JONATHAN)
    expect(mergedInto(JONATHAN, [survivor('jon', merged, merged)], null)?.remoteId).toBe('jon')
  })
  test('is recognized under any name if the other contact gained its values', () => {
    const office = contact(company('Birch & Co', { email: 'jon@home.example' }))
    expect(mergedInto(office, [survivor('jon', JON, both(JON, office))], null)?.remoteId).toBe('jon')
  })
  test('was not merged into a colleague who has always had the same number', () => {
    const [ana, ben] = [
      named('Ana|Silva', { phone: '+1 212 555 0101' }),
      named('Ben|Okafor', { phone: '212-555-0101' }),
    ]
    expect(mergedInto(contact(ana), [survivor('ben', ben, ben)], 'US')).toBeNull()
  })
  test('was not merged into a contact that has only some of its values', () => {
    const some = { ...JON, emails: [...JON.emails, ...JONATHAN.emails] }
    expect(mergedInto(JONATHAN, [survivor('jon', JON, some)], null)).toBeNull()
  })
  test('is not recognized if it had no values', () => {
    const bare = contact(named('Jonathan|Birch'))
    expect(mergedInto(bare, [survivor('jon', JON, JON)], null)).toBeNull()
  })
  test('is not recognized if two contacts fit', () => {
    const merged = both(JON, JONATHAN)
    const two = [survivor('one', merged, merged), survivor('two', merged, merged)]
    expect(mergedInto(JONATHAN, two, null)).toBeNull()
    expect(mergedInto(JONATHAN, [...two, survivor('three', JON, merged)], null)?.remoteId).toBe('three')
  })
})

test('only a contact that has every value is found, in any order', () => {
  fc.assert(
    fc.property(contactArbitrary, contactArbitrary, contactArbitrary, (gone, into, other) => {
      fc.pre(gone.emails.length + gone.phones.length > 0)
      const left = survivor('other', other, other)
      const merged = survivor('into', { ...into, emails: [], phones: [] }, both(into, gone))
      for (const list of [
        [left, merged],
        [merged, left],
      ])
        expect(mergedInto(gone, list, 'US')?.remoteId).toBe('into')
      const apart = survivor('into', into, { ...into, emails: [], phones: [] })
      expect(mergedInto(gone, [apart], 'US')).toBeNull()
    }),
  )
})
