// Both file formats agree: a contact that is written as vCard and as CSV and read again is the same contact.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countedWith, csvHeading, csvRow, NO_COUNTS } from '@/lib/domains/contacts/csv/google-csv-write'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { emailsIn } from '@/lib/domains/contacts/text/email-text'
import { isMangled } from '@/lib/domains/contacts/text/spreadsheet'
import {
  type Contact,
  EMPTY_CONTACT,
  type LabelledValue,
  withKind,
} from '@/lib/domains/contacts/value/contact'
import { writeVcards } from '@/lib/domains/contacts/vcard/write'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

const csvOf = (contacts: readonly Contact[]) => {
  const counts = contacts.reduce(countedWith, NO_COUNTS)
  return [csvHeading(counts), ...contacts.map((contact) => csvRow(contact, counts))].join('')
}
const contactsIn = (name: string, text: string) =>
  readContactFile(name, Buffer.from(text)).contacts.map(({ contact }) => contact)

/** Without what Google's table cannot express: its separator within a cell, a star before a label, its own labels in lower case. */
const sayable = contactArbitrary.map((contact): Contact => {
  const cell = (_: string, given: unknown) =>
    typeof given === 'string' ? given.replace(/:{3,}/g, '::').replace(/^\*+/, '').trim() : given
  const given: Contact = JSON.parse(JSON.stringify(contact), cell)
  const isOne = ({ value }: LabelledValue) => emailsIn(value).join() === value
  const labelled = <E extends { readonly label: string }>(entries: readonly E[]) =>
    entries.map((entry) => (entry.label === 'work' ? { ...entry, label: 'Work' } : entry))
  return withKind({
    ...given,
    emails: labelled(given.emails.filter(isOne)),
    phones: labelled(given.phones.filter(({ value }) => value !== '' && !isMangled(value))),
    websites: labelled(given.websites.filter(({ value }) => value !== '')),
    addresses: labelled(given.addresses).filter(({ label: _, ...parts }) =>
      Object.values(parts).some(Boolean),
    ),
  })
})

describe('both file readers agree', () => {
  test('on any contacts written in either format', () => {
    fc.assert(
      fc.property(fc.array(sayable, { minLength: 1, maxLength: 4 }), (contacts) => {
        const fromCards = contactsIn('a.vcf', writeVcards(contacts.map((contact) => ({ contact }))))
        expect(contactsIn('a.csv', csvOf(contacts))).toEqual(fromCards)
      }),
      { numRuns: 300 },
    )
  })

  test.each<[string, Partial<Contact>]>([
    ['formulas', { firstName: '=1+1', lastName: '@cmd', notes: "-2+3|'=x", title: "'=x", company: "''+x" }],
    [
      'numbers',
      {
        firstName: 'Ana',
        phones: [
          { value: '+44 20 7946 0018', label: 'Work' },
          { value: '-', label: '' },
        ],
      },
    ],
    ['a birthday without a year', { firstName: 'Ana', birthday: { year: null, month: 3, day: 12 } }],
    ['a birthday without a day', { firstName: 'Ana', birthday: { year: 1985, month: 3, day: null } }],
    ['quotation marks and lines', { firstName: 'A "B", C', notes: 'one\ntwo "three", four' }],
    ['names in their own order', { firstName: '太郎', lastName: '田中' }],
    ['a website alone', { websites: [{ value: 'https://example.com', label: '' }] }],
    ['a note alone', { notes: 'Met at sea' }],
    [
      'a flat and a box',
      {
        firstName: 'Ana',
        addresses: [
          {
            street: '1 Mill Rd\nFlat 9\n77',
            city: 'Cork',
            region: '',
            postalCode: 'T12',
            country: 'Ireland',
            label: 'Home',
          },
        ],
      },
    ],
    [
      '25 e-mail addresses',
      {
        firstName: 'Ana',
        emails: Array.from({ length: 25 }, (_, at) => ({ value: `a${at}@b.example`, label: '' })),
      },
    ],
  ])('%s', (_, given) => {
    const contact = withKind({ ...EMPTY_CONTACT, ...given })
    expect(contactsIn('a.csv', csvOf([contact]))).toEqual([contact])
    expect(contactsIn('a.vcf', writeVcards([{ contact }]))).toEqual([contact])
  })
})
