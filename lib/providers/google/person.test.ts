import { describe, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { ListField } from '@/lib/domains/contacts/value/fields'
import { create, patch, project, toItem } from './person'
import { list, type Person } from './raw'

const SOURCE = { type: 'CONTACT', id: '8a6b0f5889920ca' }
const primary = { primary: true, sourcePrimary: true, source: SOURCE }
const plain = { source: SOURCE }
const profile = { source: { type: 'PROFILE', id: '104' } }

const ANA: Person = {
  resourceName: 'people/c623380167042605258',
  etag: '%Eg4BAj0FBwk+Cz8MEEA3LhoEAQIFByIMcG9JRnpDRzBxS0U9',
  metadata: {
    sources: [{ ...SOURCE, etag: '#poIFzCG0qKE=', updateTime: '2021-01-04T22:44:04.913Z' }],
    previousResourceNames: ['people/c17'],
    objectType: 'PERSON',
  },
  names: [
    {
      metadata: primary,
      displayName: 'Dr. Ana Maria Silva, Jr.',
      displayNameLastFirst: 'Silva, Ana Maria, Jr.',
      unstructuredName: 'Dr. Ana Maria Silva Jr.',
      honorificPrefix: 'Dr.',
      givenName: 'Ana',
      middleName: 'Maria',
      familyName: 'Silva',
      honorificSuffix: 'Jr.',
      phoneticGivenName: 'AH-nah',
    },
  ],
  nicknames: [
    { metadata: plain, value: 'Nana', type: 'ALTERNATE_NAME' },
    { metadata: primary, value: 'Annie' },
  ],
  organizations: [
    {
      metadata: primary,
      type: 'work',
      formattedType: 'Work',
      name: 'Acme, Inc.',
      title: 'Partner',
      department: 'Litigation',
      jobDescription: 'Appeals',
      current: true,
    },
    { metadata: plain, name: 'Bar Association', title: 'Member' },
  ],
  biographies: [
    { metadata: primary, value: 'Met at the hearing.\r\nCalls after 5.', contentType: 'TEXT_PLAIN' },
  ],
  birthdays: [{ metadata: primary, date: { month: 3, day: 12 }, text: '3/12' }],
  emailAddresses: [
    { metadata: profile, value: 'leak@profile.example' },
    { metadata: plain, value: 'ana@home.example', type: 'home', formattedType: 'Home' },
    {
      metadata: primary,
      value: 'Ana@Law.example',
      type: 'work',
      formattedType: 'Work',
      displayName: 'Ana Silva',
    },
  ],
  phoneNumbers: [
    {
      metadata: primary,
      value: '(415) 555-0132',
      canonicalForm: '+14155550132',
      type: 'workFax',
      formattedType: 'Work Fax',
    },
    { metadata: plain, value: '555-0199', canonicalForm: '+15550199' },
    { metadata: plain, value: '555-0200', type: 'Beach house', formattedType: 'Beach house' },
  ],
  urls: [{ metadata: primary, value: 'https://law.example', type: 'homePage', formattedType: 'Home Page' }],
  addresses: [
    {
      metadata: primary,
      type: 'home',
      formattedType: 'Home',
      formattedValue: '1 Main St\nApt 4\nBoston, MA 02110\nUS',
      poBox: '77',
      streetAddress: '1 Main St',
      extendedAddress: 'Apt 4',
      city: 'Boston',
      region: 'MA',
      postalCode: '02110',
      country: 'United States',
      countryCode: 'US',
    },
  ],
  clientData: [
    { metadata: plain, key: 'other.app', value: 'x' },
    { metadata: plain, key: 'concord.contactId', value: 'c-1' },
  ],
}

const contactOf = (person: Person) => toItem(person).value
const patched = (raw: Person, edit: Partial<Contact>) => {
  const from = contactOf(raw)
  return patch(raw, from, { ...from, ...edit })
}

describe('reading a person', () => {
  test('takes every field from the contact, and nothing from a profile', () => {
    expect(toItem(ANA)).toEqual({
      id: 'people/c623380167042605258',
      version: '#poIFzCG0qKE=',
      key: 'c-1',
      deleted: false,
      changedAt: new Date('2021-01-04T22:44:04.913Z'),
      previousIds: ['people/c17'],
      raw: ANA,
      value: {
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
        birthday: { year: null, month: 3, day: 12 },
        emails: [
          { value: 'Ana@Law.example', label: 'Work' },
          { value: 'ana@home.example', label: 'Home' },
        ],
        phones: [
          { value: '(415) 555-0132', label: 'Work fax', canonical: '+14155550132' },
          { value: '555-0199', label: '', canonical: '+15550199' },
          { value: '555-0200', label: 'Beach house' },
        ],
        websites: [{ value: 'https://law.example', label: 'Home page' }],
        addresses: [
          {
            street: '1 Main St\nApt 4\n77',
            city: 'Boston',
            region: 'MA',
            postalCode: '02110',
            country: 'United States',
            label: 'Home',
          },
        ],
      },
    })
  })

  test('recognizes a deleted person by its mark, and a person without a contact source', () => {
    const metadata = {
      sources: [{ type: 'CONTACT', id: '249cd98b0b527a8b' }],
      deleted: true,
      objectType: 'PERSON',
    }
    const gone = { resourceName: 'people/c1', etag: '%EgU3CT4BLhoBAg==', metadata }
    expect(toItem(gone)).toMatchObject({ id: 'people/c1', deleted: true, raw: null, value: EMPTY_CONTACT })
    const only = { ...ANA, metadata: { sources: [{ type: 'PROFILE', id: '104' }] } }
    expect(toItem(only).deleted).toBe(true)
  })

  test.each<[string, Person, Partial<Contact>]>([
    [
      'a company is an organisation without a person',
      { organizations: [{ name: 'Acme' }] },
      { kind: 'company', company: 'Acme' },
    ],
    [
      'a title alone makes no company',
      { organizations: [{ title: 'Partner' }] },
      { kind: 'person', title: 'Partner' },
    ],
    [
      'a company whose name stands in the name too says it once',
      {
        names: [{ givenName: 'Brightwater', familyName: 'Ltd' }],
        organizations: [{ name: 'Brightwater Ltd' }],
      },
      { kind: 'company', company: 'Brightwater Ltd', firstName: '', lastName: '' },
    ],
    [
      'a maiden name, initials and other names are no nickname',
      {
        nicknames: [
          'MAIDEN_NAME',
          'INITIALS',
          'GPLUS',
          'OTHER_NAME',
          'ALTERNATE_NAME',
          'SHORT_NAME',
          'NEW_ONE',
        ].map((type) => ({ value: 'Smith', type })),
      },
      { nickname: '' },
    ],
    [
      'the first nickname of no type, or the default one, is ours',
      {
        nicknames: [
          { value: 'Smith', type: 'MAIDEN_NAME' },
          { value: 'Annie', type: 'DEFAULT' },
          { value: 'Nan' },
        ],
      },
      { nickname: 'Annie' },
    ],
    [
      'the employer is ours, not a school or a former one',
      {
        organizations: [
          { name: 'Old Ltd', current: false },
          { name: 'State University', type: 'school' },
          { name: 'Acme', title: 'Partner' },
        ],
      },
      { company: 'Acme', title: 'Partner' },
    ],
    [
      'a school is better than nothing',
      { organizations: [{ name: 'Yale', type: 'school' }] },
      { company: 'Yale' },
    ],
    [
      'the year 1604 stands for none',
      { birthdays: [{ date: { year: 1604, month: 3, day: 12 } }] },
      { birthday: { year: null, month: 3, day: 12 } },
    ],
    [
      'of birthdays one with a date is ours',
      { birthdays: [{ text: 'spring' }, { date: { year: 1980 } }] },
      {
        birthday: { year: 1980, month: null, day: null },
      },
    ],
    [
      'HTML notes are plain text',
      { biographies: [{ value: '<p>Met at <b>court</b></p>', contentType: 'TEXT_HTML' }] },
      { notes: 'Met at court' },
    ],
    [
      'notes that only look like HTML stay as they are',
      { biographies: [{ value: '<p> & co', contentType: 'TEXT_PLAIN' }] },
      { notes: '<p> & co' },
    ],
    [
      'a name around an e-mail address is no part of it, and two addresses are two',
      {
        emailAddresses: [
          { value: 'Ida Alder <ida@example.com>', type: 'work' },
          { value: 'a@example.com; b@example.com' },
        ],
      },
      {
        emails: [
          { value: 'ida@example.com', label: 'Work' },
          { value: 'a@example.com', label: '' },
          { value: 'b@example.com', label: '' },
        ],
      },
    ],
    [
      'a post office box alone is an address',
      {
        addresses: [
          { poBox: '77', city: 'Boston', formattedValue: 'x' },
          { poBox: '78', formattedValue: 'y' },
        ],
      },
      {
        addresses: [
          { street: '77', city: 'Boston', region: '', postalCode: '', country: '', label: '' },
          { street: '78', city: '', region: '', postalCode: '', country: '', label: '' },
        ],
      },
    ],
    [
      'a name in one piece is a first name',
      { names: [{ unstructuredName: 'Prince' }] },
      { firstName: 'Prince' },
    ],
    [
      'a name in parts goes before its one piece',
      { names: [{ unstructuredName: 'A B', familyName: 'B' }] },
      { firstName: '', lastName: 'B' },
    ],
    [
      'zero parts of a date are unknown',
      { birthdays: [{ date: { year: 0, month: 3, day: 12 } }] },
      { birthday: { year: null, month: 3, day: 12 } },
    ],
    ['a birthday as free text is not read', { birthdays: [{ text: 'in spring' }] }, { birthday: null }],
    [
      'a date without sense is not read',
      { birthdays: [{ date: { month: 2, day: 30 } }] },
      { birthday: null },
    ],
    [
      'an address in one piece is a street',
      { addresses: [{ formattedValue: '1 Main St\nBoston' }] },
      {
        addresses: [
          { street: '1 Main St\nBoston', city: '', region: '', postalCode: '', country: '', label: '' },
        ],
      },
    ],
    ['empty entries are not there', { emailAddresses: [{ type: 'home' }, { value: '  ' }] }, { emails: [] }],
  ])('%s', (_, fields, expected) => {
    expect(contactOf({ metadata: ANA.metadata, ...fields })).toMatchObject(expected)
  })

  test('values that are not entries read as empty', () => {
    const broken = {
      metadata: ANA.metadata,
      names: 'Ana',
      emailAddresses: [null, 7, { value: 9 }],
      birthdays: {},
    }
    expect(contactOf(broken)).toEqual(EMPTY_CONTACT)
  })
})

describe('writing a person', () => {
  test('what was read changes nothing', () => {
    expect(patch(ANA, contactOf(ANA), contactOf(ANA))).toEqual({ person: {}, mask: [] })
  })

  test('a changed name part keeps the other and the phonetic parts, but not the unstructured name', () => {
    expect(patched(ANA, { lastName: 'Souza' })).toEqual({
      mask: ['names'],
      person: {
        names: [
          {
            metadata: { sourcePrimary: true },
            honorificPrefix: 'Dr.',
            givenName: 'Ana',
            middleName: 'Maria',
            familyName: 'Souza',
            honorificSuffix: 'Jr.',
            phoneticGivenName: 'AH-nah',
          },
        ],
      },
    })
  })

  test('an unstructured name is split when a part is added', () => {
    const raw = { metadata: ANA.metadata, names: [{ unstructuredName: 'Prince' }] }
    expect(patched(raw, { lastName: 'Nelson' }).person).toEqual({
      names: [{ givenName: 'Prince', familyName: 'Nelson' }],
    })
  })

  const person = (fields: Person): Person => ({ metadata: ANA.metadata, ...fields })

  test('an edited nickname changes only its own entry and leaves a maiden name', () => {
    const raw = person({ nicknames: [{ value: 'Smith', type: 'MAIDEN_NAME' }, { value: 'Annie' }] })
    const maiden = { value: 'Smith', type: 'MAIDEN_NAME' }
    expect(patched(raw, { nickname: 'Nan' }).person).toEqual({ nicknames: [maiden, { value: 'Nan' }] })
    expect(patched(raw, { nickname: '' }).person).toEqual({ nicknames: [maiden] })
    const none = person({ nicknames: [maiden] })
    expect(patched(none, { nickname: 'Nan' }).person).toEqual({ nicknames: [maiden, { value: 'Nan' }] })
  })

  test('an edited employer leaves a school and a former employer', () => {
    const others = [
      { name: 'Old Ltd', current: false },
      { name: 'Yale', type: 'school' },
    ]
    const raw = person({ organizations: [...others, { name: 'Acme' }] })
    expect(patched(raw, { company: 'Acme Ltd' }).person).toEqual({
      organizations: [...others, { name: 'Acme Ltd' }],
    })
  })

  test('a birthday in 1604 stays unchanged until it is edited', () => {
    const raw = person({
      birthdays: [{ date: { year: 1604, month: 3, day: 12 } }],
      nicknames: [{ value: 'A' }],
    })
    expect(patched(raw, { nickname: 'B' }).mask).toEqual(['nicknames'])
    expect(patched(raw, { birthday: { year: null, month: 3, day: 13 } }).person).toEqual({
      birthdays: [{ date: { month: 3, day: 13 } }],
    })
  })

  test('HTML notes stay unchanged until they are edited; then they become plain text', () => {
    const raw = person({
      biographies: [{ value: '<p>Met</p>', contentType: 'TEXT_HTML' }],
      nicknames: [{ value: 'A' }],
    })
    expect(patched(raw, { nickname: 'B' }).mask).toEqual(['nicknames'])
    expect(patched(raw, { notes: 'Met twice' }).person).toEqual({
      biographies: [{ value: 'Met twice', contentType: 'TEXT_PLAIN' }],
    })
  })

  test('an email entry with a name or with two addresses stays unchanged until an address changes', () => {
    const [named, two] = [
      { value: 'Ida <ida@x.example>', type: 'work' },
      { value: 'a@x.example, b@x.example' },
    ]
    const raw = person({ emailAddresses: [named, two] })
    const { emails } = contactOf(raw)
    const first = { metadata: { sourcePrimary: true } }
    const third = { value: 'c@x.example', label: '' }
    expect(patched(raw, { nickname: 'B' }).mask).toEqual(['nicknames'])
    expect(patched(raw, { emails: [...emails, third] }).person).toEqual({
      emailAddresses: [{ ...first, ...named }, two, { value: 'c@x.example' }],
    })
    expect(patched(raw, { emails: emails.slice(0, 2) }).person).toEqual({
      emailAddresses: [{ ...first, ...named }, { value: 'a@x.example' }],
    })
    const edited = [{ value: 'ida@y.example', label: 'Work' }, ...emails.slice(1)]
    expect(patched(raw, { emails: edited }).person).toEqual({
      emailAddresses: [{ ...first, value: 'ida@y.example', type: 'work' }, two],
    })
  })

  test('an address keeps its box and flat separate while its street ends with them; otherwise it is what was typed', () => {
    const flat = { streetAddress: '1 Main St', extendedAddress: 'Apt 4', poBox: '77', city: 'Boston' }
    const raw = person({ addresses: [flat] })
    const [before] = contactOf(raw).addresses
    const written = (street: string) =>
      patched(raw, { addresses: before ? [{ ...before, street }] : [] }).person.addresses
    expect(written('2 Main St\nApt 4\n77')).toEqual([{ ...flat, streetAddress: '2 Main St' }])
    expect(written('Apt 4\n77')).toEqual([{ extendedAddress: 'Apt 4', poBox: '77', city: 'Boston' }])
    expect(written('2 Main St\nApt 5')).toEqual([{ streetAddress: '2 Main St\nApt 5', city: 'Boston' }])
  })

  test('a company that gets a person’s name here becomes that person there', () => {
    const raw = person({
      names: [{ givenName: 'Brightwater', familyName: 'Ltd' }],
      organizations: [{ name: 'Brightwater Ltd' }],
    })
    expect(patched(raw, { firstName: 'Bob' }).person).toEqual({ names: [{ givenName: 'Bob' }] })
  })

  test('a company that is renamed here does not become a person with its former name there', () => {
    const raw = person({ names: [{ givenName: 'Acme' }], organizations: [{ name: 'Acme' }] })
    expect(patched(raw, { company: 'Acme Ltd' }).person).toEqual({
      names: [],
      organizations: [{ name: 'Acme Ltd' }],
    })
  })

  test('the second employer and nickname stay', () => {
    const { person, mask } = patched(ANA, { title: 'Of counsel', nickname: 'Ann' })
    expect(mask).toEqual(['nicknames', 'organizations'])
    expect(person.organizations).toEqual([
      {
        metadata: { sourcePrimary: true },
        type: 'work',
        name: 'Acme, Inc.',
        title: 'Of counsel',
        department: 'Litigation',
        jobDescription: 'Appeals',
        current: true,
      },
      { name: 'Bar Association', title: 'Member' },
    ])
    expect(person.nicknames).toEqual([
      { metadata: { sourcePrimary: true }, value: 'Ann' },
      { value: 'Nana', type: 'ALTERNATE_NAME' },
    ])
  })

  test('a new street keeps the flat and the PO box; the formatted address is removed', () => {
    const addresses = contactOf(ANA).addresses.map((address) => ({
      ...address,
      street: '2 Main St\nApt 4\n77',
    }))
    const { person } = patched(ANA, { addresses })
    expect(person.addresses).toEqual([
      {
        metadata: undefined,
        type: 'home',
        poBox: '77',
        streetAddress: '2 Main St',
        extendedAddress: 'Apt 4',
        city: 'Boston',
        region: 'MA',
        postalCode: '02110',
        country: 'United States',
        countryCode: 'US',
      },
    ])
  })

  test('another country removes the old country code', () => {
    const addresses = contactOf(ANA).addresses.map((address) => ({ ...address, country: 'Canada' }))
    const { person } = patched(ANA, { addresses })
    expect(person.addresses?.[0]).toMatchObject({ country: 'Canada', poBox: '77' })
    expect(person.addresses?.[0]).not.toHaveProperty('countryCode')
  })

  test('a new label changes neither the value nor the rest of the entry', () => {
    const emails = contactOf(ANA).emails.map((email, at) =>
      at === 0 ? { ...email, label: 'Chambers' } : email,
    )
    const { person } = patched(ANA, { emails })
    expect(person.emailAddresses).toEqual([
      {
        metadata: { sourcePrimary: true },
        value: 'Ana@Law.example',
        type: 'Chambers',
        displayName: 'Ana Silva',
      },
      { value: 'ana@home.example', type: 'home' },
    ])
  })

  test('another first entry becomes the primary one', () => {
    const { person } = patched(ANA, { emails: contactOf(ANA).emails.toReversed() })
    expect(person.emailAddresses).toEqual([
      { metadata: { sourcePrimary: true }, value: 'ana@home.example', type: 'home' },
      { value: 'Ana@Law.example', type: 'work', displayName: 'Ana Silva' },
    ])
  })

  test('another order of the other entries is no change', () => {
    const { phones } = contactOf(ANA)
    expect(patched(ANA, { phones: [...phones.slice(0, 1), ...phones.slice(1).toReversed()] }).mask).toEqual(
      [],
    )
  })

  test('a removed label is a missing type', () => {
    const { person } = patched(ANA, { websites: [{ value: 'https://law.example', label: '' }] })
    expect(person.urls).toEqual([{ value: 'https://law.example' }])
  })

  test('a cleared field is masked and empty', () => {
    expect(patched(ANA, { notes: '', birthday: null, websites: [] })).toEqual({
      person: { biographies: [], birthdays: [], urls: [] },
      mask: ['biographies', 'birthdays', 'urls'],
    })
  })

  test('a date replaces a free-text birthday', () => {
    const { person } = patched(ANA, { birthday: { year: 1980, month: 3, day: 12 } })
    expect(person.birthdays).toEqual([
      { metadata: { sourcePrimary: true }, date: { year: 1980, month: 3, day: 12 } },
    ])
  })

  test('entries beyond the hundred that list calls return are kept', () => {
    const many = Array.from({ length: 130 }, (_, at) => ({ metadata: plain, value: `a${at}@x.example` }))
    const raw = { ...ANA, emailAddresses: many }
    const from = contactOf(raw)
    expect(from.emails).toHaveLength(100)
    const { person } = patch(raw, from, { ...from, emails: from.emails.slice(1) })
    expect(person.emailAddresses).toHaveLength(129)
  })

  test('a new person has the contact’s values and our key, nothing else', () => {
    const contact = {
      ...EMPTY_CONTACT,
      kind: 'company' as const,
      company: ' Acme ',
      phones: [{ value: '112', label: 'Home fax' }],
    }
    expect(create(contact, 'c-9')).toEqual({
      organizations: [{ name: 'Acme' }],
      phoneNumbers: [{ value: '112', type: 'homeFax' }],
      clientData: [{ key: 'concord.contactId', value: 'c-9' }],
    })
  })
})

test.each<[ListField, string, string]>([
  ['phones', 'Home fax', 'homeFax'],
  ['phones', 'work MOBILE', 'workMobile'],
  ['websites', 'Home page', 'homePage'],
  ['emails', 'Home fax', 'Home fax'],
  ['emails', 'constructor', 'constructor'],
  ['addresses', 'Beach house', 'Beach house'],
])('%s: the label %s is the type %s', (field, label, type) => {
  const entry =
    field === 'addresses'
      ? { street: 'x', city: '', region: '', postalCode: '', country: '', label }
      : { value: 'x', label }
  const person = create({ ...EMPTY_CONTACT, [field]: [entry] }, 'k')
  const entries = Object.values(person).flatMap(list)
  expect(entries.find((one) => 'type' in one)?.type).toBe(type)
})

test('project leaves out what Google cannot store', () => {
  const contact: Contact = {
    ...EMPTY_CONTACT,
    kind: 'company',
    firstName: ' Ana ',
    company: 'Acme',
    notes: 'a\r\nb',
    birthday: { year: 1980, month: null, day: 4 },
    emails: [
      { value: '  ', label: 'Home' },
      { value: 'a@x.example ', label: 'work' },
    ],
    phones: Array.from({ length: 120 }, (_, at) => ({ value: `${at}`, label: '' })),
  }
  const held = project(contact)
  expect(held).toMatchObject({ kind: 'person', firstName: 'Ana', notes: 'a\nb', birthday: null })
  expect(held.emails).toEqual([{ value: 'a@x.example', label: 'Work' }])
  expect(held.phones).toHaveLength(100)
})
