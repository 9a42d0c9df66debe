// Google's two headings, broken lines, and tables of other programs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGoogleCsv } from '@/lib/domains/contacts/csv/google-csv'
import { emailsIn } from '@/lib/domains/contacts/text/email-text'
import {
  type Address,
  type Contact,
  EMPTY_CONTACT,
  type LabelledValue,
  withKind,
} from '@/lib/domains/contacts/value/contact'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

const quoted = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
/** A table whose heading has the keys of all rows. */
function table(...rows: readonly Readonly<Record<string, string>>[]): string {
  const heading = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [heading, ...rows.map((row) => heading.map((name) => row[name] ?? ''))]
  return lines.map((values) => `${values.map(quoted).join(',')}\r\n`).join('')
}
const person = (given: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, ...given })
const contactsIn = (text: string) => {
  const { contacts, problems } = readGoogleCsv(text)
  expect(problems).toEqual([])
  return contacts.map(({ contact }) => contact)
}
const lines = (text: string) => {
  const { contacts, problems } = readGoogleCsv(text)
  return { contacts: contacts.map(({ line }) => line), problems: problems.map(({ line }) => line) }
}

const ADA = person({
  prefix: 'Dr.',
  firstName: 'Ada',
  middleName: 'King',
  lastName: 'Lovelace',
  suffix: 'PhD',
  nickname: 'Addie',
  company: 'Analytical Engines',
  title: 'Engineer',
  department: 'Research',
  birthday: { year: null, month: 12, day: 10 },
  notes: 'Poet, "of numbers"\nand more',
  emails: [
    { value: 'ada@work.example', label: 'Work' },
    { value: 'ada@home.example', label: 'Home' },
    { value: 'ada@old.example', label: 'Home' },
  ],
  phones: [
    { value: '+44 20 7946 0100', label: 'Mobile' },
    { value: '+44 20 7946 0200', label: 'Work fax' },
    { value: '+44 20 7946 0300', label: 'Beach house' },
  ],
  websites: [{ value: 'https://ada.example', label: 'Home page' }],
  addresses: [
    {
      street: '12 Bridge St\nFlat 2\n77',
      city: 'London',
      region: 'Greater London',
      postalCode: 'SW1A 1AA',
      country: 'United Kingdom',
      label: 'Home',
    },
  ],
})

const TODAY = {
  'First Name': 'Ada',
  'Middle Name': 'King',
  'Last Name': 'Lovelace',
  'Phonetic First Name': '',
  'Phonetic Middle Name': '',
  'Phonetic Last Name': '',
  'Name Prefix': 'Dr.',
  'Name Suffix': 'PhD',
  Nickname: 'Addie',
  'File As': '',
  'Organization Name': 'Analytical Engines',
  'Organization Title': 'Engineer',
  'Organization Department': 'Research',
  Birthday: '--12-10',
  Notes: 'Poet, "of numbers"\nand more',
  Photo: '',
  Labels: '* myContacts',
  'E-mail 1 - Label': 'Home',
  'E-mail 1 - Value': 'ada@home.example ::: ada@old.example',
  'E-mail 2 - Label': '* Work',
  'E-mail 2 - Value': 'ada@work.example',
  'Phone 1 - Label': 'Mobile',
  'Phone 1 - Value': '+44 20 7946 0100',
  'Phone 2 - Label': 'Work Fax',
  'Phone 2 - Value': '+44 20 7946 0200',
  'Phone 3 - Label': 'Beach house',
  'Phone 3 - Value': '+44 20 7946 0300',
  'Address 1 - Label': 'Home',
  'Address 1 - Formatted': '12 Bridge St\nLondon',
  'Address 1 - Street': '12 Bridge St',
  'Address 1 - City': 'London',
  'Address 1 - PO Box': '77',
  'Address 1 - Region': 'Greater London',
  'Address 1 - Postal Code': 'SW1A 1AA',
  'Address 1 - Country': 'United Kingdom',
  'Address 1 - Extended Address': 'Flat 2',
  'Website 1 - Label': 'Home Page',
  'Website 1 - Value': 'https://ada.example',
}

const EARLIER_NAMES: Readonly<Record<string, string>> = {
  'First Name': 'Given Name',
  'Middle Name': 'Additional Name',
  'Last Name': 'Family Name',
  'Organization Name': 'Organization 1 - Name',
  'Organization Title': 'Organization 1 - Title',
  'Organization Department': 'Organization 1 - Department',
  Labels: 'Group Membership',
}
const EARLIER = {
  Name: 'Dr. Ada King Lovelace PhD',
  ...Object.fromEntries(
    Object.entries(TODAY).map(([name, value]) => [
      EARLIER_NAMES[name] ?? name.replace(/ - Label$/, ' - Type'),
      value,
    ]),
  ),
}

describe('what Google writes', () => {
  test.each([
    ['today', TODAY],
    ['until 2024', EARLIER],
  ])('the heading of %s', (_, row) => {
    const text = table(row, row)
    expect(contactsIn(text)).toEqual([ADA, ADA])
    expect(contactsIn(`\uFEFF${text.replaceAll('\r\n', '\n')}`)).toEqual([ADA, ADA])
    expect(readGoogleCsv(text).contacts.flatMap(({ notes }) => notes)).toEqual([])
  })

  test.each<[string, Readonly<Record<string, string>>, Partial<Contact>]>([
    ['a company', { 'Organization Name': 'Acme' }, { kind: 'company', company: 'Acme' }],
    [
      'a company of the earlier heading, which repeats its name',
      { Name: 'Acme', 'Given Name': '', 'Organization 1 - Name': 'Acme' },
      { kind: 'company', company: 'Acme' },
    ],
    [
      'a full name alone',
      { Name: 'Mary Ann Smith', 'Given Name': '', 'Group Membership': '' },
      { firstName: 'Mary Ann', lastName: 'Smith' },
    ],
    [
      'an e-mail address alone',
      { 'E-mail 1 - Value': 'x@y.example' },
      { emails: [{ value: 'x@y.example', label: '' }] },
    ],
    [
      'two addresses in one cell',
      {
        'Address 1 - Label': 'Work',
        'Address 1 - Street': '1 A St ::: 2 B St',
        'Address 1 - City': 'Reno ::: Elko',
      },
      {
        addresses: [
          { street: '1 A St', city: 'Reno', region: '', postalCode: '', country: '', label: 'Work' },
          { street: '2 B St', city: 'Elko', region: '', postalCode: '', country: '', label: 'Work' },
        ],
      },
    ],
    [
      'an address that is only formatted',
      { 'Address 1 - Formatted': '1 A St\nReno' },
      {
        addresses: [{ street: '1 A St\nReno', city: '', region: '', postalCode: '', country: '', label: '' }],
      },
    ],
  ])('%s', (_, row, given) => {
    const heading = { 'First Name': '', 'Organization Name': '', Labels: '' }
    expect(contactsIn(table({ ...('Name' in row ? {} : heading), ...row }))).toEqual([person(given)])
  })

  test('columns without a field are reported if they have a value', () => {
    const { contacts, problems } = readGoogleCsv(
      table({
        ...TODAY,
        Photo: 'https://lh3.example/x',
        Labels: '* myContacts ::: Clients',
        Birthday: '12/10/1815',
        'Phonetic First Name': 'AY-da',
        'Relation 1 - Label': 'Spouse',
        'Relation 1 - Value': 'William King',
        'Event 1 - Label': 'Anniversary',
        'Event 1 - Value': '1835-07-08',
        'Custom Field 1 - Label': 'Court',
        'Custom Field 1 - Value': '17',
        'Custom Field 2 - Label': 'Court',
        'Custom Field 2 - Value': '18',
        Hobby: '',
      }),
    )
    expect(problems).toEqual([{ line: 2, reason: expect.stringContaining('“12/10/1815” is not a date') }])
    expect(contacts[0]?.tags).toEqual(['Clients'])
    expect(contacts[0]?.notes.map(({ what }) => what)).toEqual([
      'sound or pronunciation',
      'photo',
      'related person',
      'other date',
      'custom field',
    ])
  })
})

describe('broken lines', () => {
  const heading = 'First Name,Last Name,Labels'

  test.each([
    ['too few values, which are empty ones at the end', [heading, 'Ana,Silva', 'Wei,Li,'], [2, 3], []],
    ['too many values', [heading, 'Ana,Silva,,5', 'Wei,Li,'], [3], [2]],
    ['empty values too many', [heading, 'Ana,Silva,,,', 'Wei,Li,'], [2, 3], []],
    ['a quotation mark that never closes', [heading, '"Ana,Silva,', 'Wei,Li,', 'Zoë,Smith,'], [3, 4], [2]],
    [
      'a quotation mark that closes rows later',
      [heading, '"Ana,Silva,', 'Wei,Li,', '"Zoë",Smith,', 'Jo,"Doe"x,', 'J,K,'],
      [3, 4, 6],
      [2, 5],
    ],
    ['text after a quotation mark', [heading, '"Ana"x,Silva,', 'Wei,Li,'], [3], [2]],
    ['a value over several rows', [heading, '"An\na",Silva,', 'Wei,Li,'], [2, 4], []],
    ['empty rows', [heading, '', ',,', 'Wei,Li,', ''], [4], []],
    ['a contact that says nothing', [heading, ',,Clients', 'Wei,Li,'], [3], [2]],
  ])('%s', (_, rows, contacts, problems) => {
    expect(lines(rows.join('\n'))).toEqual({ contacts, problems })
  })

  test('many broken lines among many valid ones', () => {
    const rows = Array.from({ length: 1000 }, (_, at) =>
      at % 7 === 0 ? `"Ana${at}"x,Silva,` : `Wei${at},Li,`,
    )
    const { contacts, problems } = lines([heading, ...rows].join('\n'))
    expect(problems).toHaveLength(143)
    expect(contacts).toHaveLength(857)
  })

  test('the reason says what is wrong and what was done', () => {
    const { problems } = readGoogleCsv([heading, 'Ana,Silva,,x', '"Ana"x,Silva,'].join('\n'))
    expect(problems.map(({ reason }) => reason)).toEqual([
      'This line has 4 values where the heading has 3. It was not imported.',
      'The quotation marks of this line do not match, so its values cannot be separated. It was not imported.',
    ])
  })
})

describe('tables that are not Google’s', () => {
  test.each([
    ['', 'The file is empty.'],
    ['First Name,Last Name,E-mail Address,Business Phone\nAna,Silva,,', 'Outlook'],
    ['Ana,Silva,ana@example.com\n', 'not those of Google'],
    ['"First Name,Last Name', 'not a heading'],
    ['First Name,Last Name,Labels\n', 'no contacts below it'],
  ])('%j', (text, words) => {
    const { contacts, problems } = readGoogleCsv(text)
    expect(contacts).toEqual([])
    expect(problems).toEqual([{ line: 1, reason: expect.stringContaining(words) }])
  })
})

describe('for any table', () => {
  const columns = (stem: string, entries: readonly LabelledValue[]) =>
    Object.fromEntries(
      entries.flatMap(({ label, value }, at) => [
        [`${stem} ${at + 1} - Label`, label],
        [`${stem} ${at + 1} - Value`, value],
      ]),
    )
  const addressColumns = (addresses: readonly Address[]) =>
    Object.fromEntries(
      addresses.flatMap(({ label, street, city, region, postalCode, country }, at) =>
        Object.entries({
          Label: label,
          Street: street,
          City: city,
          Region: region,
          'Postal Code': postalCode,
          Country: country,
        }).map(([part, value]) => [`Address ${at + 1} - ${part}`, value]),
      ),
    )
  const rowOf = (contact: Contact) => ({
    'First Name': contact.firstName,
    'Middle Name': contact.middleName,
    'Last Name': contact.lastName,
    'Name Prefix': contact.prefix,
    'Name Suffix': contact.suffix,
    Nickname: contact.nickname,
    'Organization Name': contact.company,
    'Organization Title': contact.title,
    'Organization Department': contact.department,
    Notes: contact.notes,
    Labels: '* myContacts',
    ...columns('E-mail', contact.emails),
    ...columns('Phone', contact.phones),
    ...columns('Website', contact.websites),
    ...addressColumns(contact.addresses),
  })
  /** Without characters that have a meaning in Google's cells, and with Google's spelling of its own labels. */
  const plain = contactArbitrary.map((contact): Contact => {
    const cell = (_: string, given: unknown) =>
      typeof given !== 'string'
        ? given
        : given === 'work'
          ? 'Work'
          : given
              .replaceAll(':', ';')
              .replaceAll('*', '+')
              .replace(/^'+/, '')
              .replace(/E(?=\+?\d)/gi, 'F')
    const given: Contact = { ...JSON.parse(JSON.stringify(contact), cell), birthday: null }
    const isOne = ({ value }: LabelledValue) => value !== '' && emailsIn(value).join() === value
    return withKind({ ...given, emails: given.emails.filter(isOne) })
  })

  test('a table of any contacts reads back as the same contacts', () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 3 }), (contacts) => {
        expect(contactsIn(table(...contacts.map(rowOf)))).toEqual(contacts)
      }),
      { numRuns: 1000 },
    )
  })

  test('any text is read without throwing, and every row is read or reported', () => {
    const cells = fc.oneof(
      fc.constantFrom('"', '""', ',', '\n', '\r\n', 'x', ':::', '* '),
      fc.string({ unit: 'binary', maxLength: 5 }),
    )
    const texts = fc.array(cells, { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        readGoogleCsv(text)
        const { contacts, problems } = readGoogleCsv(`First Name,Last Name,Labels\n${text}\nAna,Silva,`)
        expect(contacts.length + problems.length).toBeGreaterThan(0)
        const last = text.split(/\r\n|\n|\r/).length + 2
        const named = new Set([...contacts, ...problems].map(({ line }) => line))
        const insideQuotes = contacts.some(
          ({ contact }) => contact.firstName.includes('Ana') || contact.lastName.includes('Ana'),
        )
        expect(named.has(last) || insideQuotes).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('changing a cell does not affect other rows', () => {
    fc.assert(
      fc.property(fc.nat({ max: 7 }), fc.constantFrom('"', 'a"', ',', ',,,,', '\n', '"\n'), (at, change) => {
        const good = Array.from({ length: 8 }, (_, row) => `Ana${row},Silva,`)
        const rows = good.map((row, index) => (index === at ? row.replace(',', change) : row))
        const { contacts } = readGoogleCsv(['First Name,Last Name,Labels', ...rows].join('\n'))
        const read = new Set(contacts.map(({ contact }) => contact.firstName))
        expect(
          good.flatMap((row, index) => (index === at || read.has(row.split(',')[0] ?? '') ? [] : [index])),
        ).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
