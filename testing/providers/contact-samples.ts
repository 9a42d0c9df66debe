// Contacts as samples of the contract.
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { RemoteSamples } from './contract-steps'

export const person = (firstName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName: 'Silva',
  ...more,
})

export const FULL: Contact = {
  kind: 'person',
  prefix: 'Dr.',
  firstName: 'Ana',
  middleName: 'Maria',
  lastName: 'Silva',
  suffix: 'Jr.',
  nickname: 'Annie',
  company: 'Acme, Inc.',
  title: 'Partner',
  department: 'Litigation',
  notes: 'Met at the hearing.\nCalls after 5.',
  birthday: { year: 1980, month: 3, day: 12 },
  emails: [
    { value: 'ana@law.example', label: 'Work' },
    { value: 'ana@home.example', label: 'Home' },
  ],
  phones: [
    { value: '(415) 555-0132', label: 'Mobile' },
    { value: '555-0199', label: '' },
  ],
  websites: [{ value: 'https://law.example', label: 'Blog' }],
  addresses: [
    {
      street: '1 Main St',
      city: 'Boston',
      region: 'MA',
      postalCode: '02110',
      country: 'United States',
      label: 'Work',
    },
  ],
}

const phones = Array.from({ length: 25 }, (_, at) => ({ value: `555-01${at + 10}`, label: `Línea nº ${at}` }))

export const CONTACT_SAMPLES: RemoteSamples<Contact> = {
  empty: EMPTY_CONTACT,
  full: FULL,
  named: person,
  nameOf: ({ firstName }) => firstName,
  edit: (title) => ({ title }),
  note: (notes) => ({ notes }),
  asCreated: (contact) => contact,
  exact: [
    ['25 custom labels', person('Ana', { phones })],
    ['a birthday without a year', person('Ana', { birthday: { year: null, month: 2, day: 29 } })],
    ['a birthday without a day', person('Ana', { birthday: { year: 1980, month: 3, day: null } })],
    ['a birthday of a year alone', person('Ana', { birthday: { year: 1980, month: null, day: null } })],
  ],
  reportsTotal: true,
  refusedField: 'emails',
  accepted: (at) => ({ emails: [{ value: `new${at}@x.example`, label: '' }] }),
  textsOf: ({ firstName, lastName, emails }) => [firstName, lastName, ...emails.map(({ value }) => value)],
  entryEdit: ({ addresses }) => ({
    addresses: addresses.map((address) => ({
      ...address,
      street: address.street.replace('1 Main St', '2 Main St'),
    })),
  }),
}
