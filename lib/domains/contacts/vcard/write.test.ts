// Written cards read back as the same contacts and conform to RFC 6350.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT, withKind } from '@/lib/domains/contacts/value/contact'
import { readVcards } from '@/lib/domains/contacts/vcard/read'
import { vcardOf, vcardsOf, writeVcards } from '@/lib/domains/contacts/vcard/write'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

const lines = (text: string) => text.split('\r\n')

describe('round trip', () => {
  test('a file of any contacts reads back as the same contacts in the same order, with nothing to report', () => {
    fc.assert(
      fc.property(fc.array(contactArbitrary, { minLength: 1, maxLength: 3 }), (contacts) => {
        const { contacts: read, problems } = readVcards(writeVcards(contacts.map((contact) => ({ contact }))))
        expect(read.map(({ contact }) => contact)).toEqual(contacts)
        expect(read.flatMap(({ notes }) => notes)).toEqual([])
        expect(problems).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('a person without a name stays without one', () => {
    const nameless: readonly Partial<Contact>[] = [
      { company: 'Acme' },
      { emails: [{ value: 'ana@example.com', label: '' }] },
      { phones: [{ value: '112', label: 'Mobile' }] },
      { nickname: 'Bob the Builder' },
      { websites: [{ value: 'https://example.com/a,b;c', label: '' }] },
      {
        addresses: [
          { street: '1 Mill Rd\nFlat 9', city: 'Cork', region: '', postalCode: '', country: '', label: '' },
        ],
      },
      { notes: 'Met at the harbour, in May\nand again' },
      { title: 'Judge', department: 'Appeals' },
      { birthday: { year: null, month: 3, day: 12 } },
    ]
    for (const said of nameless) {
      const contact: Contact = { ...EMPTY_CONTACT, ...said }
      expect(readVcards(vcardOf({ contact })).contacts[0]?.contact).toEqual(withKind(contact))
    }
  })
})

describe('the form of the file', () => {
  const ana: Contact = {
    ...EMPTY_CONTACT,
    prefix: 'Dr.',
    firstName: 'Ana',
    lastName: 'Silva; da Costa',
    company: 'Acme, Inc.',
    department: 'Litigation',
    birthday: { year: null, month: 3, day: 12 },
    emails: [
      { value: 'ana@example.com', label: 'Work' },
      { value: 'a@home.example', label: 'Beach house' },
    ],
    phones: [{ value: '+1 415 555 0132', label: 'Work fax' }],
    websites: [{ value: 'https://example.com/?a=1,2;b', label: '' }],
    addresses: [
      {
        street: '1 Main St\nSuite 2',
        city: 'Reno',
        region: 'NV',
        postalCode: '89501',
        country: 'US',
        label: 'Home',
      },
    ],
    notes: 'One\nTwo, three',
  }

  test('every field is written where vCard 4.0 requires it', () => {
    const id = '0190a1b2-0000-7000-8000-000000000001'
    const changedAt = new Date('2026-02-03T04:05:06.789Z')
    expect(lines(vcardOf({ contact: ana, id, changedAt }))).toEqual([
      'BEGIN:VCARD',
      'VERSION:4.0',
      `UID:urn:uuid:${id}`,
      'REV:20260203T040506Z',
      'KIND:individual',
      'FN:Dr. Ana Silva\\; da Costa',
      'N:Silva\\; da Costa;Ana;;Dr.;',
      'ORG:Acme\\, Inc.;Litigation',
      'BDAY:--0312',
      'EMAIL;TYPE=work;PREF=1:ana@example.com',
      'item1.EMAIL:a@home.example',
      'item1.X-ABLabel:Beach house',
      'TEL;TYPE=work,fax:+1 415 555 0132',
      'ADR;TYPE=home:;;1 Main St\\nSuite 2;Reno;NV;89501;US',
      'URL:https://example.com/?a=1,2;b',
      'NOTE:One\\nTwo\\, three',
      'END:VCARD',
      '',
    ])
  })

  test.each([
    [{ year: 1985, month: 3, day: 12 }, '19850312'],
    [{ year: 1985, month: 3, day: null }, '1985-03'],
    [{ year: 1985, month: null, day: null }, '1985'],
    [{ year: null, month: 3, day: null }, '--03'],
  ])('the birthday %j is written %s', (birthday, text) => {
    expect(vcardOf({ contact: { ...ana, birthday } })).toContain(`BDAY:${text}\r\n`)
  })

  test('a company is marked as one', () => {
    const contact: Contact = { ...EMPTY_CONTACT, kind: 'company', company: 'Acme' }
    expect(lines(vcardOf({ contact }))).toEqual(expect.arrayContaining(['KIND:org', 'FN:Acme', 'ORG:Acme']))
  })

  test('an id that is no UUID is a text', () => {
    expect(vcardOf({ contact: ana, id: 'c1,2' })).toContain('UID;VALUE=text:c1\\,2\r\n')
  })

  test('no line is longer than 75 octets, and no character is split', () => {
    fc.assert(
      fc.property(contactArbitrary, (contact) => {
        const text = vcardOf({ contact })
        expect(Buffer.from(text).toString()).toBe(text)
        for (const line of lines(text)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      }),
      { numRuns: 1000 },
    )
  })

  test('cards are written one by one', () => {
    expect([...vcardsOf([{ contact: ana }, { contact: ana }])]).toHaveLength(2)
  })
})
