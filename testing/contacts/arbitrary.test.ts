// What the other property tests assume about generated contacts.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contactSchema, displayName } from '@/lib/domains/contacts/value/contact'
import { contactArbitrary, edited } from '@/testing/contacts/arbitrary'

const RUNS = { numRuns: 1000 }

test('every contact is well formed and has a name or a value to show', () => {
  fc.assert(
    fc.property(contactArbitrary, (contact) => {
      expect(contactSchema.parse(contact)).toEqual(contact)
      expect(displayName(contact)).not.toBe('')
    }),
    RUNS,
  )
})

test('an edited contact is still valid and differs in at most one field', () => {
  const pair = contactArbitrary.chain((contact) => fc.tuple(fc.constant(contact), edited(contact)))
  fc.assert(
    fc.property(pair, ([before, after]) => {
      expect(contactSchema.parse(after)).toEqual(after)
      expect(displayName(after)).not.toBe('')
      const fields = Object.keys(before) as (keyof typeof before)[]
      expect(fields.filter((field) => before[field] !== after[field]).length).toBeLessThanOrEqual(1)
    }),
    RUNS,
  )
})
