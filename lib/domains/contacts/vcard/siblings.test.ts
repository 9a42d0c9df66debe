// Files with one defect throughout: each line is put together before it is decoded, and nothing is lost unreported.
import { describe, expect, test } from 'vitest'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import type { Contact } from '@/lib/domains/contacts/value/contact'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
const read = (file: string | Uint8Array) =>
  readContactFile('a.vcf', typeof file === 'string' ? Buffer.from(file) : file)
const first = (file: string | Uint8Array): Contact | undefined => read(file).contacts[0]?.contact
const what = (file: string) => read(file).contacts[0]?.notes.map((note) => note.what)
const NOTE = 'Prefers to be called in the morning'

describe('lines are unfolded with any line ends', () => {
  const folded = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Moa Lind',
    'NOTE:Prefers to be called in',
    '  the morning',
    'END:VCARD',
    '',
  ]
  test.each([
    ['CR LF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['CR CR LF', '\r\r\n'],
    ['CR CR CR LF', '\r\r\r\n'],
  ])('%s', (_, end) => {
    expect(first(folded.join(end))?.notes).toBe(NOTE)
  })

  test('mixed', () => {
    expect(
      first('BEGIN:VCARD\nVERSION:3.0\r\nFN:Moa\rNOTE:Prefers to be called in\n  the morning\r\r\nEND:VCARD')
        ?.notes,
    ).toBe(NOTE)
  })

  test.each(['3.0', '2.1'])('a fold within a character, in version %s', (version) => {
    const text = card(
      `VERSION:${version}`,
      'N:Pappas;Elin',
      'NOTE:Caf\xc3',
      ' \xa9 \xf0\x9f',
      ' \x98',
      ' \x80 end',
      'TEL:1',
    )
    expect(first(bytes(text))).toMatchObject({ notes: 'Café 😀 end', lastName: 'Pappas' })
  })

  test('a line in another character set does not affect its neighbors', () => {
    const text = card(
      'VERSION:3.0',
      'N:M\xfcller;Zo\xc3\xab;;;',
      'NOTE:Caf\xc3',
      ' \xa9',
      'TITLE:Ing\xe9nieur',
    )
    expect(first(bytes(text))).toMatchObject({ notes: 'Café', title: 'Ingénieur' })
  })

  test('a version 2.1 that folds at a space keeps it', () => {
    expect(first(card('VERSION:2.1', 'N:Card;Nora', 'NOTE:an', ' example'))?.notes).toBe('an example')
  })
})

describe('UTF-16 without a byte order mark', () => {
  const text = card('VERSION:3.0', 'N:Ålder;Ida;;;', 'NOTE:田中')
  test.each([
    ['little end first', Buffer.from(text, 'utf16le')],
    ['big end first', Buffer.from(text, 'utf16le').swap16()],
  ])('%s', (_, file) => {
    expect(first(file)).toMatchObject({ lastName: 'Ålder', notes: '田中' })
  })

  test('of a table', () => {
    const table = Buffer.from('First Name,Last Name,Labels\r\nIda,Ålder,\r\n', 'utf16le')
    expect(readContactFile('a.csv', table).contacts[0]?.contact.lastName).toBe('Ålder')
  })

  test('a few NULs in a text do not change its file type', () => {
    const table = `First Name,Last Name,Labels\n${'Ida,Alder,\n'.repeat(40)}Jon\0,Birch,\n`
    expect(readContactFile('a.csv', Buffer.from(table)).contacts.at(-1)?.contact.firstName).toBe('Jon')
  })
})

describe('encodings', () => {
  test.each([
    ['QUOTED-PRINTABLE', 'ENCODING=QUOTED-PRINTABLE:Charg=C3=A9e'],
    ['in quotation marks', 'ENCODING="QUOTED-PRINTABLE":Charg=C3=A9e'],
    ['QUOTED', 'ENCODING=QUOTED:Charg=C3=A9e'],
    ['without a name', 'QUOTED-PRINTABLE:Charg=C3=A9e'],
    ['q', 'ENCODING=q:Charg=C3=A9e'],
    ['BASE64', 'ENCODING=BASE64:Q2hhcmfDqWU='],
    ['b', 'ENCODING=b:Q2hhcmfDqWU='],
    ['BASE64 in another character set', 'ENCODING=BASE64;CHARSET=ISO-8859-1:Q2hhcmfpZQ=='],
    ['BASE64 over several lines', 'ENCODING=BASE64:Q2hh\r\n cmfD\r\n qWU='],
    ['BASE64 over several lines that are not indented', 'ENCODING=BASE64:Q2hh\r\ncmfD\r\nqWU=\r\n'],
    ['8BIT', 'ENCODING=8BIT:Chargée'],
    ['UTF-8, which is none', 'ENCODING=UTF-8:Chargée'],
  ])('%s', (_, title) => {
    const text = card('VERSION:2.1', 'N:Reed;Ann', `TITLE;${title}`, 'TEL:1')
    expect(first(text)).toMatchObject({ title: 'Chargée', phones: [{ value: '1', label: '' }] })
  })

  test.each(['ENCODING=UUENCODE:M5&AE', 'ENCODING=BASE64:not base64!', 'ENCODING=b:AAECAwQ='])(
    'text that cannot be decoded is left out and named: %s',
    (title) => {
      const text = card('VERSION:2.1', 'N:Reed;Ann', `TITLE;${title}`)
      expect(first(text)?.title).toBe('')
      expect(what(text)).toEqual(['text in an encoding that Concord cannot read'])
    },
  )

  test('a soft break that is also indented', () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D1=83=',
      ' =D0=B7;=D0=92',
    )
    expect(first(text)).toMatchObject({ lastName: 'Куз', firstName: 'В' })
  })

  test('a soft break before a space keeps the space', () => {
    const text = card('VERSION:2.1', 'N:Reed;Ann', 'NOTE;ENCODING=QUOTED-PRINTABLE:one two=', ' three')
    expect(first(text)?.notes).toBe('one two three')
  })
})

describe('the content of a parameter', () => {
  test.each([
    ['TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F):1', 'Büro'],
    ['TEL;X-CUSTOM(Beach house):1', 'Beach house'],
    ['TEL;X-CUSTOM(ENCODING=QUOTED-PRINTABLE,=41,=42):1', 'A,B'],
    ['TEL;TYPE=PREF\\,WORK\\,VOICE:1', 'Work'],
    ['TEL;TYPE=HOME\\,FAX:1', 'Home fax'],
    ['TEL;TYPE="home\\,fax":1', 'Home fax'],
    ['TEL;TYPE=VOICE;ASSISTANT=:1', 'Assistant'],
    ['TEL;TYPE=CELL,X-Studio:1', 'Mobile, Studio'],
    ['TEL;TYPE=X-Studio:1', 'Studio'],
  ])('%s', (line, label) => {
    expect(first(card('VERSION:3.0', 'FN:Ana', line))?.phones).toEqual([{ value: '1', label }])
  })

  test('is reported if there is no field for it', () => {
    const text = card(
      'VERSION:4.0',
      'FN:Ana',
      'N;SORT-AS="Lima":Lima;Ana',
      'ADR;GEO="geo:1,2";TZ=Europe/Rome:;;a;b;;;',
    )
    expect(what(text)).toEqual(['sorting name', 'place on the map', 'time zone'])
  })
})

describe('addresses', () => {
  const street = (...lines: readonly string[]) =>
    first(card('VERSION:3.0', 'FN:Ana', ...lines))?.addresses.map((one) => [
      one.street,
      one.city,
      one.country,
    ])

  test('Google’s eighth part repeats the others', () => {
    const line = 'ADR:7;Flat 9;1 Mill Rd;Cork;;T12;Ireland;1 Mill Rd\\nFlat 9\\nCork\\, T12\\n7\\nIreland'
    expect(street(line)).toEqual([['1 Mill Rd\nFlat 9\n7', 'Cork', 'Ireland']])
    expect(what(card('VERSION:3.0', 'FN:Ana', line))).toEqual([])
  })

  test('a one-text address with more words is reported', () => {
    expect(what(card('FN:Ana', 'ADR:;;1 Mill Rd;Cork;;;;1 Mill Rd\\nthe blue gate'))).toEqual([
      'address in one piece',
    ])
    expect(what(card('FN:Ana', 'ADR;LABEL="1 Mill Rd, the blue gate":;;1 Mill Rd;Cork;;;'))).toEqual([
      'address in one piece',
    ])
    expect(what(card('FN:Ana', 'ADR:;;1 Mill Rd;Cork;;;', 'LABEL:1 Mill Rd\\nthe blue gate'))).toEqual([
      'address in one piece',
    ])
  })

  test('an address with only one text is the street, and a label with another street is a separate address', () => {
    expect(street('ADR:;;;;;;;1 Mill Rd\\nCork')).toEqual([['1 Mill Rd\nCork', '', '']])
    expect(street('ADR;TYPE=work:;;Main St 1;Ghent;;;', 'LABEL;TYPE=work:Third Rd 3\\nGhent')).toEqual([
      ['Main St 1', 'Ghent', ''],
      ['Third Rd 3\nGhent', '', ''],
    ])
  })
})

describe('e-mail addresses and phone numbers', () => {
  const values = (line: string) => {
    const contact = first(card('VERSION:4.0', 'FN:Ana', line))
    return [...(contact?.emails ?? []), ...(contact?.phones ?? [])].map(({ value }) => value)
  }
  test.each([
    ['EMAIL:"A W" <aw@example.com>', ['aw@example.com']],
    ['EMAIL:one@example.com\\, two@example.com', ['one@example.com', 'two@example.com']],
    ['EMAIL:mailto:uri%2Btag@example.com', ['uri+tag@example.com']],
    ['EMAIL:mailto:ana@example.com?subject=Hi', ['ana@example.com']],
    ['EMAIL:100%25@example.com', ['100%25@example.com']],
    ['TEL;VALUE=uri:tel:+1%20(555)%20010-0156', ['+1 (555) 010-0156']],
    ['TEL;VALUE=uri:tel:7042;phone-context=+1-555', ['+1-5557042']],
    ['TEL;VALUE=uri:tel:+1-555-010-0155;ext=7', ['+1-555-010-0155 ext. 7']],
    ['TEL:50%', ['50%']],
  ])('%s', (line, expected) => {
    expect(values(line)).toEqual(expected)
  })

  test('another person’s name beside an address is reported', () => {
    expect(what(card('FN:Ana Lima', 'EMAIL:Ana Lima <ana@example.com>'))).toEqual([])
    expect(what(card('FN:Ana Lima', 'EMAIL:IT Support <it@example.com>'))).toEqual([
      'name beside an email address',
    ])
  })
})

describe('names and companies', () => {
  test.each([
    [['N:Back\\;Fora\\;\\;\\;;;;;', 'FN:Fora Back'], { lastName: 'Back', firstName: 'Fora' }],
    [['N:Back\\;Fora;;;;', 'FN:Back; Fora & Co'], { lastName: 'Back;Fora' }],
    [['N:;;;;', 'FN:Holm, Astrid'], { lastName: 'Holm', firstName: 'Astrid' }],
    [['FN:田中 太郎'], { lastName: '田中', firstName: '太郎' }],
    [
      ['N:Brightwater Ltd;;;;', 'FN:Brightwater Ltd', 'ORG:Brightwater Ltd'],
      { kind: 'company', lastName: '' },
    ],
    [
      ['N:;ana@example.com;;;', 'FN:ana@example.com', 'EMAIL:ana@example.com'],
      { firstName: '', kind: 'person' },
    ],
    [['FN:https://example.com', 'URL:https://example.com'], { firstName: '', lastName: '' }],
  ])('%j', (lines, expected) => {
    expect(first(card('VERSION:3.0', ...lines))).toMatchObject(expected)
  })
})

describe('a note over several unfolded lines', () => {
  const lines = [
    'FN:Ana',
    'NOTE:Official bot',
    '',
    'Rules: be kind',
    'Tel: only in emergencies',
    'https://example.com/rules',
    'Never at night\\, please',
    'TEL:1',
  ]
  test('is read completely, and each line is reported', () => {
    const { contacts, problems } = read(card(...lines))
    expect(contacts[0]?.contact).toMatchObject({
      notes:
        'Official bot\nRules: be kind\nTel: only in emergencies\nhttps://example.com/rules\nNever at night, please',
      phones: [{ value: '1', label: '' }],
    })
    expect(problems.map(({ line }) => line)).toEqual([5, 6, 7, 8])
  })

  test('ends at the next property, in upper or lower case', () => {
    const text = 'begin:vcard\nfn:Ana\nnote:Hello\nwebsite: none\ntel:1\nx-foo:bar\nend:vcard\n'
    expect(first(text)).toMatchObject({ notes: 'Hello\nwebsite: none', phones: [{ value: '1', label: '' }] })
    expect(first(card('FN:Ana', 'NOTE:Hello', 'item1.TEL:1', 'FOO:bar'))?.notes).toBe('Hello')
  })
})
