import { expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS } from '@/lib/domains/contacts/value/fields'
import { projectionsOf } from './holds'

const valuesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `a${at}@b.example`, label: '' }))
const addressesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    street: `${at} Mill Rd`,
    city: '',
    region: '',
    postalCode: '',
    country: '',
    label: '',
  }))
const having = (count: number): Contact => ({
  ...EMPTY_CONTACT,
  firstName: 'Ana',
  emails: valuesOf(count),
  phones: valuesOf(count),
  websites: valuesOf(count),
  addresses: addressesOf(count),
})

test.each(LIST_FIELDS)(
  '%s: each side of a sync holds 100 entries whole, and the first 100 of more',
  (field) => {
    const { local, remote } = projectionsOf('google')
    for (const side of [local, remote]) {
      expect(side(having(25))[field]).toEqual(having(25)[field])
      expect(side(having(101))[field]).toEqual(having(100)[field])
    }
  },
)
