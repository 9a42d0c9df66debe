// Google's export of an account, imported here and then synced with the same account, needs no changes.
import { afterAll, expect, it } from 'vitest'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { withDatabase } from '@/testing/database/test-database'
import { emulatorForTests, googleFixture, stopEmulators } from '@/testing/providers/emulator-fixture'
import { setUpFixture } from './fixture'

withDatabase()
const emulator = await emulatorForTests()
afterAll(stopEmulators)

const PERSON = {
  names: [{ givenName: 'Mo', familyName: 'Easton', honorificSuffix: 'Jr.' }],
  nicknames: [{ value: 'Mo' }],
  organizations: [{ name: 'Acme, Inc.', title: 'Judge', department: 'Appeals' }],
  birthdays: [{ date: { month: 3, day: 12 } }],
  biographies: [{ value: 'Met at sea;\nonce, twice', contentType: 'TEXT_PLAIN' }],
  emailAddresses: [{ value: 'mo@example.com', type: 'work' }],
  phoneNumbers: [{ value: '+1 555 010 0188', type: 'mobile' }],
  urls: [{ value: 'http://example.com/a,b', type: 'homePage' }],
  addresses: [
    {
      type: 'home',
      streetAddress: '12 Easy St',
      city: 'Albany',
      region: 'NY',
      postalCode: '12207',
      country: 'United States',
    },
    {
      type: 'Cottage',
      streetAddress: '1 Mill Rd',
      extendedAddress: 'Flat 9',
      poBox: 'PO 77',
      city: 'Cork',
      postalCode: 'T12',
      country: 'Ireland',
    },
  ],
}

const CARD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'FN:Mo Easton\\, Jr.',
  'N:Easton;Mo;;;Jr.',
  'NICKNAME:Mo',
  'ORG:Acme\\, Inc.;Appeals',
  'TITLE:Judge',
  'BDAY:--0312',
  'NOTE:Met at sea\\;\\nonce\\, twice',
  'EMAIL;TYPE=INTERNET;TYPE=WORK:mo@example.com',
  'TEL;TYPE=CELL:+1 555 010 0188',
  'item1.URL:http\\://example.com/a\\,b',
  'item1.X-ABLabel:_$!<HomePage>!$_',
  'ADR;TYPE=HOME:;;12 Easy St;Albany;NY;12207;United States;12 Easy St\\nAlbany\\, NY 12207\\nUnited States',
  'item2.ADR:PO 77;Flat 9;1 Mill Rd;Cork;;T12;Ireland;1 Mill Rd\\nFlat 9\\nPO 77\\nCork\\nT12\\nIreland',
  'item2.X-ABLabel:Cottage',
  'CATEGORIES:myContacts',
  'END:VCARD',
  '',
].join('\r\n')

const ADDRESS = [
  'Label',
  'Formatted',
  'Street',
  'City',
  'PO Box',
  'Region',
  'Postal Code',
  'Country',
  'Extended Address',
]
const columns = (at: number) => ADDRESS.map((part) => `Address ${at} - ${part}`)
const HEADING = [
  ...['First Name', 'Last Name', 'Name Suffix', 'Nickname', 'Organization Name', 'Organization Title'],
  ...['Organization Department', 'Birthday', 'Notes', 'Labels', 'E-mail 1 - Label', 'E-mail 1 - Value'],
  ...[
    'Phone 1 - Label',
    'Phone 1 - Value',
    ...columns(1),
    ...columns(2),
    'Website 1 - Label',
    'Website 1 - Value',
  ],
]
const ROW = [
  ...[
    'Mo',
    'Easton',
    'Jr.',
    'Mo',
    'Acme, Inc.',
    'Judge',
    'Appeals',
    ' --03-12',
    'Met at sea;\nonce, twice',
    '* myContacts',
  ],
  ...['* Work', 'mo@example.com', 'Mobile', '+1 555 010 0188'],
  ...[
    'Home',
    '12 Easy St\nAlbany, NY 12207\nUnited States',
    '12 Easy St',
    'Albany',
    '',
    'NY',
    '12207',
    'United States',
    '',
  ],
  ...[
    'Cottage',
    '1 Mill Rd\nFlat 9\nPO 77\nCork\nT12\nIreland',
    '1 Mill Rd',
    'Cork',
    'PO 77',
    '',
    'T12',
    'Ireland',
    'Flat 9',
  ],
  ...['Home Page', 'http://example.com/a,b'],
]
const TABLE = [HEADING, ROW].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n')

it.each([
  ['a.vcf', CARD],
  ['a.csv', TABLE],
])('%s', async (name, text) => {
  const google = await googleFixture(emulator)
  emulator.addPerson({ account: google.account, person: PERSON })
  await google.settle()
  const read = readContactFile(name, Buffer.from(text))
  expect(read.problems).toEqual([])
  const fixture = await setUpFixture({ open: () => google.provider, now: () => new Date(emulator.now()) })
  for (const { contact } of read.contacts) await fixture.addHere(contact)
  const before = await fixture.here()
  const run = await fixture.preview()
  const changes = await fixture.changes(run.id)
  expect(changes.map(({ kind }) => kind)).toEqual(['link'])
  expect(changes.map(parseContactBody)).toMatchObject([{ local: null, remote: null, conflicts: [] }])
  await fixture.start(run)
  expect(await fixture.here()).toEqual(before)
  expect(google.calls.filter((call) => /create|update|delete/i.test(call))).toEqual([])
})
