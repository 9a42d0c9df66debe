// Cards as common programs write them, and files with common defects.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { LINE_END } from '@/lib/domains/contacts/vcard/lines'
import { readVcards } from '@/lib/domains/contacts/vcard/read'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { contactArbitrary } from '@/testing/contacts/arbitrary'

const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const contactIn = (text: string) => {
  const { contacts, problems } = readVcards(text)
  expect(problems).toEqual([])
  expect(contacts).toHaveLength(1)
  return contacts[0]?.contact
}
const leftOutOf = (text: string) =>
  readVcards(text).contacts[0]?.notes.map(({ line, what }) => `${line} ${what}`)
const person = (values: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, ...values })

const PRODUCERS: readonly { readonly from: string; readonly text: string; readonly contact: Contact }[] = [
  {
    from: 'Apple Contacts, 3.0 with groups and a birthday without year',
    text: card(
      'VERSION:3.0',
      'PRODID:-//Apple Inc.//macOS 14.5//EN',
      'N:Lovelace;Ada;King;Dr.;PhD',
      'FN:Dr. Ada King Lovelace PhD',
      'NICKNAME:Addie',
      'ORG:Analytical Engines;Research;',
      'TITLE:Programmer',
      'EMAIL;type=INTERNET;type=HOME;type=pref:Ada@Example.com',
      'item1.EMAIL;type=INTERNET:ada@boat.example',
      'item1.X-ABLabel:Boat',
      'TEL;type=CELL;type=VOICE;type=pref:+1 555 0100',
      'TEL;type=IPHONE;type=CELL;type=VOICE:+1 555 0101',
      'TEL;type=WORK;type=FAX:+1 555 0199',
      'TEL;type=MAIN:+1 555 0110',
      'item2.TEL:+1 555 0111',
      'item2.X-ABLabel:_$!<Mobile>!$_',
      'item3.ADR;type=HOME;type=pref:;;1 Main St\\nFlat 2;London;;N1 9GU;United Kingdom',
      'item3.X-ABADR:gb',
      'item4.URL;type=pref:https://ada.example',
      'item4.X-ABLabel:_$!<HomePage>!$_',
      'BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10',
      'NOTE:Met at the\\nlibrary\\, twice',
      'UID:A1B2',
      'X-ABUID:A1B2:ABPerson',
    ),
    contact: person({
      prefix: 'Dr.',
      firstName: 'Ada',
      middleName: 'King',
      lastName: 'Lovelace',
      suffix: 'PhD',
      nickname: 'Addie',
      company: 'Analytical Engines',
      department: 'Research',
      title: 'Programmer',
      emails: [
        { value: 'Ada@Example.com', label: 'Home' },
        { value: 'ada@boat.example', label: 'Boat' },
      ],
      phones: [
        { value: '+1 555 0100', label: 'Mobile' },
        { value: '+1 555 0101', label: 'Mobile' },
        { value: '+1 555 0199', label: 'Work fax' },
        { value: '+1 555 0110', label: 'Main' },
        { value: '+1 555 0111', label: 'Mobile' },
      ],
      addresses: [
        {
          street: '1 Main St\nFlat 2',
          city: 'London',
          region: '',
          postalCode: 'N1 9GU',
          country: 'United Kingdom',
          label: 'Home',
        },
      ],
      websites: [{ value: 'https://ada.example', label: 'Home page' }],
      birthday: { year: null, month: 12, day: 10 },
      notes: 'Met at the\nlibrary, twice',
    }),
  },
  {
    from: 'Outlook, 2.1 with quoted-printable over several lines in Windows-1252',
    text: card(
      'VERSION:2.1',
      'X-MS-OL-DEFAULT-POSTAL-ADDRESS:2',
      'N;LANGUAGE=de;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;Dr.',
      'FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Dr. J=F6rg M=FCller',
      'ORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller & S=F6hne GmbH;Vertrieb',
      'TITLE:Prokurist',
      'NOTE;ENCODING=QUOTED-PRINTABLE:Erste Zeile=0D=0A=',
      'zweite Zeile, sie ist lang und geht noch auf der n=E4chsten =',
      'weiter=0D=0A=0D=0A',
      'TEL;WORK;VOICE:+49 (30) 901820',
      'TEL;CELL;VOICE:+49 170 1234567',
      'TEL;WORK;FAX:+49 (30) 901821',
      'X-MS-TEL;VOICE;ASSISTANT:+49 30 901822',
      'ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;3. Stock;Kurf=FCrstendamm 26a=0D=0AHinterhaus;Berlin;;10719;Deutschland',
      'LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:3. Stock=0D=0AKurf=FCrstendamm 26a=0D=0A=',
      '10719 Berlin=0D=0ADeutschland',
      'URL;WORK:http://www.mueller.example',
      'BDAY:19610704',
      'EMAIL;PREF;INTERNET:joerg@mueller.example',
      'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.microsoft.com/office/outlook"></card>',
      'REV:20240102T030405Z',
    ),
    contact: person({
      prefix: 'Dr.',
      firstName: 'Jörg',
      lastName: 'Müller',
      company: 'Müller & Söhne GmbH',
      department: 'Vertrieb',
      title: 'Prokurist',
      notes: 'Erste Zeile\nzweite Zeile, sie ist lang und geht noch auf der nächsten weiter',
      phones: [
        { value: '+49 (30) 901820', label: 'Work' },
        { value: '+49 170 1234567', label: 'Mobile' },
        { value: '+49 (30) 901821', label: 'Work fax' },
        { value: '+49 30 901822', label: 'Assistant' },
      ],
      addresses: [
        {
          street: 'Kurfürstendamm 26a\nHinterhaus\n3. Stock',
          city: 'Berlin',
          region: '',
          postalCode: '10719',
          country: 'Deutschland',
          label: 'Work',
        },
      ],
      websites: [{ value: 'http://www.mueller.example', label: 'Work' }],
      birthday: { year: 1961, month: 7, day: 4 },
      emails: [{ value: 'joerg@mueller.example', label: '' }],
    }),
  },
  {
    from: 'Google Contacts, 3.0 with escaped colons and names of constants',
    text: card(
      'VERSION:3.0',
      'FN:Zoë Smith-Jones',
      'N:Smith-Jones;Zoë;;;',
      'EMAIL;TYPE=INTERNET;TYPE=HOME:zoe@home.example',
      'EMAIL;TYPE=INTERNET:zoe@plain.example',
      'TEL;TYPE=HOME;TYPE=FAX:+682 55 555',
      'TEL:+213 22 22 22 22',
      'item1.TEL:+1 690 5999',
      'item1.X-ABLabel:googleVoice',
      'item2.TEL:+1 690 6000',
      'item2.X-ABLabel:Beach house',
      'ORG:Acme\\, Inc.',
      'BDAY:--0312',
      'item3.URL:https\\://profile.example',
      'item3.X-ABLabel:PROFILE',
      'URL;TYPE=WORK:https\\://work.example/a\\;b',
      'CATEGORIES:myContacts',
    ),
    contact: person({
      firstName: 'Zoë',
      lastName: 'Smith-Jones',
      company: 'Acme, Inc.',
      emails: [
        { value: 'zoe@home.example', label: 'Home' },
        { value: 'zoe@plain.example', label: '' },
      ],
      phones: [
        { value: '+682 55 555', label: 'Home fax' },
        { value: '+213 22 22 22 22', label: '' },
        { value: '+1 690 5999', label: 'Google Voice' },
        { value: '+1 690 6000', label: 'Beach house' },
      ],
      websites: [
        { value: 'https://profile.example', label: 'Profile' },
        { value: 'https://work.example/a;b', label: 'Work' },
      ],
      birthday: { year: null, month: 3, day: 12 },
    }),
  },
  {
    from: 'Android, 2.1 with a nickname of its own kind',
    text: card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BD=90=E8=97=A4;=E7=BE=8E=E5=92=B2;;;',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=BE=8E=E5=92=B2=20=E4=BD=90=E8=97=A4',
      'TEL;CELL;PREF:090-1234-5678',
      'TEL;X-Ferienhaus:03-1234-5678',
      'EMAIL;HOME:misaki@example.jp',
      'X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Mimi;1;;;;;;;;;;;;;',
      'NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=B8=80=0A=',
      '=E4=BA=8C',
    ),
    contact: person({
      firstName: '美咲',
      lastName: '佐藤',
      nickname: 'Mimi',
      phones: [
        { value: '090-1234-5678', label: 'Mobile' },
        { value: '03-1234-5678', label: 'Ferienhaus' },
      ],
      emails: [{ value: 'misaki@example.jp', label: 'Home' }],
      notes: '一\n二',
    }),
  },
  {
    from: 'a Nokia phone, 2.1 without final components and with a picture that is not indented',
    text: card(
      'VERSION:2.1',
      'N:Virtanen;Matti',
      'TEL;PREF;CELL;VOICE:+358401234567',
      'TEL;HOME:09123456',
      'TEL;PAGER:09654321',
      'PHOTO;TYPE=JPEG;ENCODING=BASE64:',
      '/9j/4AAQSkZJRgABAQAAAQABAAD',
      'AAAAAAAA==',
      '',
      'BDAY:1970-01-31T00:00:00Z',
    ),
    contact: person({
      firstName: 'Matti',
      lastName: 'Virtanen',
      phones: [
        { value: '+358401234567', label: 'Mobile' },
        { value: '09123456', label: 'Home' },
        { value: '09654321', label: 'Pager' },
      ],
      birthday: { year: 1970, month: 1, day: 31 },
    }),
  },
  {
    from: 'Thunderbird, 4.0 with quoted parameters',
    text: card(
      'VERSION:4.0',
      'UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1',
      'FN:Olena Koval',
      'N:Koval;Olena;;;',
      'EMAIL;PREF=2:second@example.com',
      'EMAIL;PREF=1;TYPE=work:first@example.com',
      'TEL;TYPE="work,cell";VALUE=TEXT:+380 44 123',
      'TEL;VALUE=uri;TYPE=home:tel:+1-418-656-9254;ext=102',
      'ADR;TYPE=home;LABEL="1 Main St\\nKyiv: Ukraine; north":;;1 Main St;Kyiv;;01001;Ukraine',
      'ORG:Legal Aid;Intake;Second floor',
      'NOTE:Line one\\nLine two',
    ),
    contact: person({
      firstName: 'Olena',
      lastName: 'Koval',
      company: 'Legal Aid',
      department: 'Intake, Second floor',
      emails: [
        { value: 'first@example.com', label: 'Work' },
        { value: 'second@example.com', label: '' },
      ],
      phones: [
        { value: '+380 44 123', label: 'Work mobile' },
        { value: '+1-418-656-9254 ext. 102', label: 'Home' },
      ],
      addresses: [
        {
          street: '1 Main St',
          city: 'Kyiv',
          region: '',
          postalCode: '01001',
          country: 'Ukraine',
          label: 'Home',
        },
      ],
      notes: 'Line one\nLine two',
    }),
  },
  {
    from: 'Nextcloud, 4.0 by Sabre, folded, with only a full name',
    text: card(
      'VERSION:4.0',
      'PRODID:-//Sabre//Sabre VObject 4.4.2//EN',
      'UID:1',
      'FN:Mary Ann Smith',
      'ADR;TYPE=HOME:;;Rua do Carmo\\, 12\\; 3º esq.;Lisboa;;1200',
      ' -093;Port',
      ' ugal',
      'EMAIL;TYPE=HOME:mary@example.com',
      'TEL;TYPE=HOME,VOICE:+351 21',
      'BDAY;VALUE=DATE:1985-03',
      'REV;VALUE=DATE-AND-OR-TIME:20240102T030405Z',
    ),
    contact: person({
      firstName: 'Mary Ann',
      lastName: 'Smith',
      addresses: [
        {
          street: 'Rua do Carmo, 12; 3º esq.',
          city: 'Lisboa',
          region: '',
          postalCode: '1200-093',
          country: 'Portugal',
          label: 'Home',
        },
      ],
      emails: [{ value: 'mary@example.com', label: 'Home' }],
      phones: [{ value: '+351 21', label: 'Home' }],
      birthday: { year: 1985, month: 3, day: null },
    }),
  },
  {
    from: 'iCloud, a company',
    text: card(
      'VERSION:3.0',
      'N:;;;;',
      'FN:Acme',
      'ORG:Acme;',
      'X-ABShowAs:COMPANY',
      'item1.TEL;type=pref:+1 800 555 0100',
      'item1.X-ABLabel:Reception',
    ),
    contact: person({
      kind: 'company',
      company: 'Acme',
      phones: [{ value: '+1 800 555 0100', label: 'Reception' }],
    }),
  },
  {
    from: 'Google, a company without any mark of one',
    text: card('VERSION:3.0', 'FN:Müller GmbH', 'N:;;;;', 'ORG:Müller GmbH', 'EMAIL:info@mueller.example'),
    contact: person({
      kind: 'company',
      company: 'Müller GmbH',
      emails: [{ value: 'info@mueller.example', label: '' }],
    }),
  },
  {
    from: 'Google, an e-mail address alone, which is no name',
    text: card('VERSION:3.0', 'FN:x@example.com', 'N:;;;;', 'EMAIL;TYPE=INTERNET:x@example.com'),
    contact: person({ emails: [{ value: 'x@example.com', label: '' }] }),
  },
  {
    from: 'KAddressBook, an organisation in 4.0 with the name in N',
    text: card('VERSION:4.0', 'KIND:org', 'N:Acme;;;;', 'FN:Acme'),
    contact: person({ kind: 'company', company: 'Acme' }),
  },
  {
    from: 'a web site, 3.0 with lower case names, a missing VERSION and N without components',
    text: card(
      'n:John Smith',
      'fn:John Smith',
      'tel;type=work:555',
      'email:john@example.com',
      'role:Partner',
    ),
    contact: person({
      firstName: 'John',
      lastName: 'Smith',
      title: 'Partner',
      phones: [{ value: '555', label: 'Work' }],
      emails: [{ value: 'john@example.com', label: '' }],
    }),
  },
]

describe('what programs write', () => {
  test.each(PRODUCERS)('$from', ({ text, contact }) => {
    expect(contactIn(text)).toEqual(contact)
    expect(contactIn(text.replaceAll('\r\n', '\n'))).toEqual(contact)
    expect(contactIn(text.replaceAll('\r\n', '\r'))).toEqual(contact)
    expect(contactIn(`\uFEFF${text}`)).toEqual(contact)
  })

  test('cards in one file are read in order, each with its line', () => {
    const { contacts } = readVcards(PRODUCERS.map(({ text }) => text).join('\r\n'))
    expect(contacts.map(({ contact }) => contact)).toEqual(PRODUCERS.map(({ contact }) => contact))
    expect(contacts[0]?.line).toBe(1)
    expect(contacts[1]?.line).toBe((PRODUCERS[0]?.text.split('\r\n').length ?? 0) + 1)
  })
})

describe('single properties', () => {
  test.each([
    [
      'several additional names',
      'N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.',
      { middleName: 'Philip Paul', suffix: 'Jr., M.D.' },
    ],
    ['a comma that nobody escaped', 'N:Smith, Jr.;John;;;', { lastName: 'Smith, Jr.' }],
    ['an escaped semicolon', 'N:A\\;B;C;;;', { lastName: 'A;B', firstName: 'C' }],
    ['a backslash before another letter stays', 'NOTE:C:\\docs', { notes: 'C:\\docs' }],
    ['control characters are dropped', 'NICKNAME:a\u0000b\u0007', { nickname: 'ab' }],
    ['a title on two lines', 'TITLE:Head\\nof all', { title: 'Head of all' }],
    [
      'an address in one piece',
      'ADR;HOME:1 Main St',
      { addresses: [{ street: '1 Main St', label: 'Home' }] },
    ],
    [
      'an address that is only a label',
      'LABEL;TYPE=WORK:1 Main St\\nReno',
      { addresses: [{ street: '1 Main St\nReno', label: 'Work' }] },
    ],
    ['a mailto address', 'EMAIL:mailto:a@b.example', { emails: [{ value: 'a@b.example', label: '' }] }],
    ['a fax of neither home nor work', 'TEL;FAX:1', { phones: [{ value: '1', label: 'Other fax' }] }],
    ['a phone of home and work', 'TEL;HOME;WORK:1', { phones: [{ value: '1', label: 'Home, Work' }] }],
    ['an unclosed quote', 'TEL;TYPE="home:1', { phones: [{ value: '1' }] }],
    [
      'an unknown character set',
      'NICKNAME;ENCODING=QUOTED-PRINTABLE;CHARSET=KLINGON:=C3=A9',
      { nickname: 'é' },
    ],
    ['Shift_JIS', 'NICKNAME;ENCODING=QUOTED-PRINTABLE;CHARSET=SHIFT_JIS:=83A=83=42', { nickname: 'アィ' }],
    ['broken quoted-printable', 'NICKNAME;QUOTED-PRINTABLE:a=ZZ=C3=A9', { nickname: 'a=ZZé' }],
    ['an escape of RFC 6868', "TEL;TYPE=Ana^'s:1", { phones: [{ value: '1', label: 'Ana"s' }] }],
  ])('%s', (_, line, values) => {
    expect(contactIn(card('VERSION:3.0', 'FN:x', line))).toMatchObject(values)
  })

  test.each([
    ['1985-03-12', { year: 1985, month: 3, day: 12 }],
    ['19850312', { year: 1985, month: 3, day: 12 }],
    ['1985-03-12T00:00:00Z', { year: 1985, month: 3, day: 12 }],
    ['1985-03', { year: 1985, month: 3, day: null }],
    ['1985', { year: 1985, month: null, day: null }],
    ['--0312', { year: null, month: 3, day: 12 }],
    ['--03-12', { year: null, month: 3, day: 12 }],
    ['--0229', { year: null, month: 2, day: 29 }],
    ['1604-03-12', { year: null, month: 3, day: 12 }],
    ['0000-03-12', { year: null, month: 3, day: 12 }],
  ])('the birthday %s', (text, birthday) => {
    expect(contactIn(card('FN:x', `BDAY:${text}`))?.birthday).toEqual(birthday)
  })

  test.each(['1985-02-30', '---12', '03/12/1985', 'circa 1800'])(
    'the birthday %s is named, not guessed',
    (text) => {
      const { contacts, problems } = readVcards(card('FN:x', `BDAY:${text}`))
      expect(contacts[0]?.contact.birthday).toBeNull()
      const reason = `“${text}” is not a date that Concord can read. The contact is imported without a birthday.`
      expect(problems).toEqual([{ line: 3, reason }])
    },
  )
})

describe('nothing is lost unreported', () => {
  test('a value without a field is reported with its line', () => {
    const text = card(
      'VERSION:3.0',
      'N:Silva;Ana;;;',
      'FN:Ana Silva',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
      ' SkZJRg==',
      'NICKNAME:Annie,Nana',
      'ORG:Acme',
      'ORG:Bar Association',
      'TITLE:Partner',
      'ROLE:Litigator',
      'ANNIVERSARY:2010-05-06',
      'item1.X-ABDATE:2010-05-06',
      'item1.X-ABLabel:_$!<Anniversary>!$_',
      'item2.X-ABRELATEDNAMES:Charles',
      'item2.X-ABLabel:_$!<Spouse>!$_',
      'IMPP:xmpp:ana@example.com',
      'X-PHONETIC-FIRST-NAME:AH-na',
      'CATEGORIES:Clients',
      'X-COURT-NUMBER:17',
      'GEO:37.3,-122.0',
    )
    expect(leftOutOf(text)).toEqual([
      '5 photo',
      '7 second nickname',
      '9 second company',
      '11 role',
      '12 anniversary',
      '13 anniversary',
      '15 related person',
      '17 instant messaging',
      '18 sound or pronunciation',
      '20 X-COURT-NUMBER',
      '21 place on the map',
    ])
  })

  test('a repeated or empty value is not reported', () => {
    const text = card(
      'N:Silva;Ana',
      'FN:Silva, Ana',
      'ORG:Acme',
      'ORG:Acme',
      'PHOTO:',
      'IMPP:',
      'UID:1',
      'REV:2',
    )
    expect(leftOutOf(text)).toEqual([])
  })

  test('a full name with more words than its parts is reported', () => {
    expect(leftOutOf(card('N:Silva;Ana', 'FN:Ana Silva (plumber)'))).toEqual(['3 full name'])
  })
})

describe('broken files', () => {
  const good = card('VERSION:3.0', 'FN:Ana Silva')
  const lines = (text: string) => {
    const { contacts, problems } = readVcards(text)
    return { contacts: contacts.map(({ line }) => line), problems: problems.map(({ line }) => line) }
  }

  test.each([
    ['a card without its end, before another', `BEGIN:VCARD\r\nFN:Lost\r\n${good}`, [3], [1]],
    ['a card cut off at the end of the file', `${good}BEGIN:VCARD\r\nFN:Lo`, [1], [5]],
    [
      'text before, between and after cards',
      `hello\r\nworld\r\n${good}\r\nstray\r\n${good}end`,
      [3, 9],
      [1, 8, 13],
    ],
    ['an end without a beginning', `END:VCARD\r\n${good}`, [2], [1]],
    ['a line that is no property', card('FN:Ana', 'this is not a property', 'TEL:1'), [1], [3]],
    ['a card that says nothing', `${card('VERSION:3.0')}${good}`, [4], [1]],
    ['a list of contacts', `${card('KIND:group', 'FN:Family', 'MEMBER:urn:uuid:1')}${good}`, [6], [1]],
    ['an Apple list', card('N:Family', 'FN:Family', 'X-ADDRESSBOOKSERVER-KIND:group'), [], [1]],
    ['a soft line break before the end', card('FN:Ana', 'NOTE;QUOTED-PRINTABLE:cut='), [1], []],
    ['an empty file', '', [], [1]],
    ['a file of something else', 'Dear Ana,\n\nsee you', [], [1, 3]],
  ])('%s', (_, text, contacts, problems) => {
    expect(lines(text)).toEqual({ contacts, problems })
  })

  test('a card inside another one is reported, and the outer one is complete', () => {
    const assistant = ['AGENT:', 'BEGIN:VCARD', 'VERSION:2.1', 'N:Friday;Fred', 'TEL:2', 'END:VCARD']
    const { contacts, problems } = readVcards(
      card('VERSION:2.1', 'N:Boss;Big', ...assistant, 'TEL;WORK:1') + good,
    )
    expect(contacts.map(({ contact }) => contact.lastName)).toEqual(['Boss', 'Silva'])
    expect(contacts[0]?.contact.phones).toEqual([{ value: '1', label: 'Work' }])
    expect(problems.map(({ line }) => line)).toEqual([5])
  })

  test('a lost contact is distinguished from a lost line', () => {
    const { problems } = readVcards(
      `stray\nBEGIN:VCARD\nFN:Lost\n${card('FN:Ana', 'oh dear')}${card('VERSION:3.0')}`,
    )
    expect(problems.map(({ line, contact }) => [line, contact ?? false])).toEqual([
      [1, false],
      [2, true],
      [6, false],
      [8, true],
    ])
  })

  test('reasons are sentences that say what was done', () => {
    const { problems } = readVcards(`BEGIN:VCARD\nFN:Lost\n${card('FN:Ana', 'oh dear')}`)
    expect(problems.map(({ reason }) => reason)).toEqual([
      'This contact has no END:VCARD line, so part of it may be missing. It was not imported: complete it and import the file again.',
      '“oh dear” is not a line of the form NAME:value. It was left out; the rest of the contact was read.',
    ])
  })
})

describe('for any file', () => {
  const beginnings = (text: string) =>
    text.split(LINE_END).flatMap((row, at) => (/^BEGIN:VCARD\s*$/i.test(row) ? [at + 1] : []))
  const accounted = (text: string) => {
    const { contacts, problems } = readVcards(text)
    const named = new Set([...contacts, ...problems].map(({ line }) => line))
    expect(beginnings(text).filter((line) => !named.has(line))).toEqual([])
    expect(contacts.length).toBeLessThanOrEqual(
      beginnings(text).length + (text.match(/BEGIN/gi) ?? []).length,
    )
  }
  const pieces = fc.constantFrom(
    ...'BEGIN:VCARD END:VCARD AGENT: VERSION:2.1 N:;;; FN:x TEL;TYPE="a:b ;ENCODING=QUOTED-PRINTABLE:= ADR;: :::: "'.split(
      ' ',
    ),
    'NOTE;ENCODING=QUOTED-PRINTABLE:a=',
    'PHOTO;ENCODING=BASE64:AAAA',
    ' folded',
    '',
    'item1.',
    'X-ABLabel:constructor',
    'TEL;TYPE=constructor,__proto__:1',
  )

  test('any text is read without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), accounted), { numRuns: 1000 })
  })

  test('in any set of lines, every BEGIN:VCARD becomes a contact or a problem', () => {
    const separators = fc.constantFrom('\r\n', '\n', '\r', '\n\n')
    const heaps = fc.tuple(
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 10 })), { maxLength: 30 }),
      separators,
    )
    fc.assert(
      fc.property(heaps, ([rows, separator]) => accounted(rows.join(separator))),
      { numRuns: 1000 },
    )
  })

  test('a card with missing, added or swapped letters costs at most itself', () => {
    const mutations = fc.tuple(
      contactArbitrary,
      fc.nat(),
      fc.nat({ max: 30 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    fc.assert(
      fc.property(mutations, ([contact, where, length, insert]) => {
        const text = vcardOf({ contact })
        const at = where % text.length
        const mutated = text.slice(0, at) + insert + text.slice(at + length)
        accounted(mutated)
        const after = `${mutated}\r\n${card('FN:Ana Silva')}`
        accounted(after)
        expect(readVcards(after).contacts.at(-1)?.contact.lastName).toBe('Silva')
      }),
      { numRuns: 1000 },
    )
  })
})
