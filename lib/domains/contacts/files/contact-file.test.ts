// Reads a chosen file, in whatever encoding and format, into contacts that can be saved.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectFile, readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { countLeftOut } from '@/lib/domains/contacts/files/import-result'
import { decodeFile } from '@/lib/domains/text/file-text'

const utf8 = (text: string) => new TextEncoder().encode(text)
/** One byte per character: Latin-1, which has the same letters as Windows-1252. */
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new DataView(new ArrayBuffer(text.length * 2 + 2))
  const marked = `\uFEFF${text}`
  for (let at = 0; at < marked.length; at++) bytes.setUint16(at * 2, marked.charCodeAt(at), littleEndian)
  return new Uint8Array(bytes.buffer)
}
const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')

describe('characters', () => {
  const text = card('VERSION:3.0', 'N:Müller;Zoë;;;')

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`)],
    ['UTF-16, little end first', utf16(text, true)],
    ['UTF-16, big end first', utf16(text, false)],
    ['Latin-1', latin1(text)],
  ])('%s', (_, bytes) => {
    expect(decodeFile(bytes)).toBe(text)
    expect(readContactFile('a.vcf', bytes).contacts[0]?.contact).toMatchObject({
      firstName: 'Zoë',
      lastName: 'Müller',
    })
  })

  test('the characters that Windows-1252 has and Latin-1 lacks', () => {
    expect(decodeFile(Uint8Array.of(0x80, 0x93, 0x61, 0x94))).toBe('€“a”')
  })

  test('a file put together from several, and a line with its own character set', () => {
    const parts = [
      utf8('N:Nguyễn\r\n'),
      latin1('N:Müller\r\n'),
      utf8('N;CHARSET=SHIFT_JIS:'),
      Uint8Array.of(0x83, 0x41, 0x0a),
    ]
    expect(decodeFile(Uint8Array.from(parts.flatMap((part) => [...part])))).toBe(
      'N:Nguyễn\r\nN:Müller\r\nN;CHARSET=SHIFT_JIS:ア\n',
    )
  })
})

describe('the form of a file', () => {
  const csv = 'First Name,Last Name,Labels\nAna,Silva,\n'
  test.each([
    ['contacts.vcf', utf8(card('FN:Ana')), 'vcard'],
    ['contacts.txt', utf8(card('FN:Ana')), 'vcard'],
    ['contacts.csv', utf8(`\uFEFF${card('FN:Ana')}`), 'vcard'],
    ['Contacts.VCF', utf8('nothing'), 'vcard'],
    ['contacts.csv', utf8(csv), 'googleCsv'],
    ['contacts', utf16(csv, true), 'googleCsv'],
  ])('%s', (name, bytes, format) => {
    expect(detectFile(name, bytes)).toBe(format)
    expect(readContactFile(name, bytes).format).toBe(format)
  })

  test.each([
    ['empty.vcf', utf8(''), 'The file is empty.'],
    ['book.xlsx', latin1('PK\u0003\u0004...'), 'Excel'],
    ['old.xls', latin1('\u00d0\u00cf\u0011\u00e0'), 'Excel'],
    ['mail.pst', latin1('!BDN'), 'Outlook'],
    ['a.pdf', latin1('%PDF-1.7'), 'PDF'],
    ['a.vcf.gz', latin1('\u001f\u008b'), 'compressed'],
    ['photo.png', latin1('\u0089PNG\r\n\u0000\u0000'), 'not a text file'],
    ['page.html', utf8('<!doctype html><title>x</title>'), 'web page'],
    ['a.json', utf8('[{"name": "Ana"}]'), 'JSON'],
    ['letter.txt', utf8('Dear Ana'), 'neither'],
  ])('%s is none, and is told apart', (name, bytes, words) => {
    const { format, contacts, problems } = readContactFile(name, bytes)
    expect({ format, contacts }).toEqual({ format: null, contacts: [] })
    expect(problems).toEqual([{ line: 1, reason: expect.stringContaining(words) }])
  })
})

describe('limits', () => {
  const emails = (count: number) => Array.from({ length: count }, (_, at) => `EMAIL:a${at}@b.example`)

  test('a contact with 25 email addresses is read completely', () => {
    const { contacts, problems } = readContactFile('a.vcf', utf8(card('FN:Ana Silva', ...emails(25))))
    expect(contacts[0]?.contact.emails).toHaveLength(25)
    expect(problems).toEqual([])
  })

  test('values over a limit are left out and named, and the rest of the contact is read', () => {
    const text =
      card('FN:Ana Silva') +
      card('FN:Many Addresses', ...emails(102), `NOTE:${'x'.repeat(32_001)}`) +
      card('PHOTO:nobody') +
      card('FN:Wei Li')
    const { contacts, problems } = readContactFile('a.vcf', utf8(text))
    expect(contacts.map(({ line }) => line)).toEqual([1, 4, 113])
    expect(contacts[1]?.contact).toMatchObject({ lastName: 'Addresses', notes: '' })
    expect(contacts[1]?.contact.emails).toHaveLength(100)
    expect(problems).toEqual([
      {
        line: 4,
        reason:
          'Email: 102 entries; at most 100 are allowed. Left out: “a100@b.example”, “a101@b.example”. The contact is imported without it.',
      },
      {
        line: 4,
        reason:
          'Notes has 32,001 characters; at most 32,000 are allowed. Shorten it. The contact is imported without it.',
      },
      { line: 110, reason: expect.stringContaining('has no data'), contact: true },
    ])
  })

  test('a contact without any valid value is refused', () => {
    const { contacts, problems } = readContactFile('a.vcf', utf8(card('EMAIL:n/a')))
    expect(contacts).toEqual([])
    expect(problems).toEqual([
      {
        line: 1,
        reason: expect.stringMatching(/“n\/a” is not .* The contact was not imported\.$/),
        contact: true,
      },
    ])
  })

  test('an invalid email address costs only itself', () => {
    const { contacts, problems } = readContactFile(
      'a.vcf',
      utf8(card('FN:Ana', 'EMAIL:n/a', 'EMAIL:ana@b.example')),
    )
    expect(contacts[0]?.contact.emails).toEqual([{ value: 'ana@b.example', label: '' }])
    const reason =
      '“n/a” is not an email address. Write it like name@example.com, or remove it. The contact is imported without it.'
    expect(problems).toEqual([{ line: 1, reason }])
  })

  test('the same holds for a table', () => {
    const rows = [`${'x'.repeat(1025)},Silva,,`, 'Ana,Silva,,n/a', ',,,n/a', 'Wei,Li,,wei@b.example']
    const text = ['First Name,Last Name,Labels,E-mail 1 - Value', ...rows].join('\n')
    const { contacts, problems } = readContactFile('a.csv', utf8(text))
    expect(contacts.map(({ line }) => line)).toEqual([2, 3, 5])
    const refused = expect.stringMatching(/The contact was not imported\.$/)
    expect(problems).toEqual([
      { line: 2, reason: expect.stringMatching(/^First name has .*without it\.$/) },
      { line: 3, reason: expect.stringMatching(/The contact is imported without it\.$/) },
      { line: 4, reason: refused, contact: true },
    ])
  })
})

test('left-out values are counted by contact, most frequent first', () => {
  const text =
    card('FN:A', 'PHOTO:x') +
    card('FN:B', 'PHOTO:x', 'GEO:1,2', 'GEO:3,4', 'PHOTO:y') +
    card('FN:C', 'GENDER:F')
  expect(countLeftOut(readContactFile('a.vcf', utf8(text)).contacts)).toEqual([
    { what: 'photo', count: 2, reason: 'Concord has no field for it' },
    { what: 'gender', count: 1, reason: 'Concord has no field for it' },
    { what: 'place on the map', count: 1, reason: 'Concord has no field for it' },
  ])
})

describe('large files', () => {
  test('25,000 cards are read completely', () => {
    const cards = Array.from({ length: 25_000 }, (_, at) =>
      card(
        'VERSION:2.1',
        `N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller ${at};Zo=C3=AB`,
        `TEL;CELL:+1 555 ${at}`,
        `EMAIL;INTERNET;HOME:zoe${at}@example.com`,
        `PHOTO;ENCODING=BASE64;JPEG:${'A'.repeat(200)}`,
        '',
      ),
    )
    const { contacts, problems } = readContactFile('a.vcf', utf8(cards.join('')))
    expect(contacts).toHaveLength(25_000)
    expect(contacts.at(-1)?.contact.lastName).toBe('Müller 24999')
    expect(problems).toEqual([])
  })

  test('25,000 lines are read completely', () => {
    const rows = Array.from({ length: 25_000 }, (_, at) => `Ana,Silva ${at},,"One\nand ""two"""\r\n`)
    const text = `First Name,Last Name,Labels,Notes\r\n${rows.join('')}`
    const { contacts, problems } = readContactFile('a.csv', utf8(text))
    expect(contacts).toHaveLength(25_000)
    expect(contacts.at(-1)).toMatchObject({ line: 50_000, contact: { lastName: 'Silva 24999' } })
    expect(problems).toEqual([])
  })

  test('reading stops after 5,000 broken lines, and says so', () => {
    const text = `First Name,Last Name,Labels\n${'"Ana"x,Silva,\n'.repeat(9_000)}`
    const { contacts, problems } = readContactFile('a.csv', utf8(text))
    expect(contacts).toEqual([])
    expect(problems).toHaveLength(5_001)
    expect(problems.at(-1)?.reason).toContain('all after it were not read')
  })

  // If any step looked back over what it has read, each would take minutes or overflow the stack.
  test.each([
    ' ',
    '"',
    ';',
    ',',
    '=',
    '\\',
    ':',
    '\n',
    '^',
    '\t',
    '"\n',
    ',"',
    '=\n',
    'BEGIN:VCARD\n',
    'AGENT:\nBEGIN:VCARD\n',
  ])('very many of %j do not stop it', (sign) => {
    const many = sign.repeat(200_000 / sign.length)
    const lines = [
      `N;QUOTED-PRINTABLE:${many}`,
      `FN:${many}x`,
      `ADR;${many}:${many}`,
      `TEL:tel:${many}`,
      `X:${many}`,
    ]
    expect(readContactFile('a.vcf', utf8(card(...lines))).problems).toBeDefined()
    const table = `First Name,Last Name,Labels\n${many},${many}x`
    expect(readContactFile('a.csv', utf8(table)).problems).toBeDefined()
  })
})

test('any bytes are read without throwing and give a result', () => {
  const names = fc.constantFrom('a.vcf', 'a.csv', 'a', '')
  fc.assert(
    fc.property(names, fc.uint8Array({ maxLength: 100 }), (name, bytes) => {
      const { contacts, problems } = readContactFile(name, bytes)
      expect(contacts.length + problems.length).toBeGreaterThan(0)
    }),
    { numRuns: 1000 },
  )
})

describe('a line of a card within a cell', () => {
  const table = 'First Name,Last Name,Labels,Notes\r\nAna,Silva,,"+\r\nBEGIN:VCARD\r\nMet at the hearing"\r\n'

  test.each(['contacts.csv', 'contacts.txt'])('does not make a vCard file of %s', (name) => {
    const { format, contacts } = readContactFile(name, utf8(table))
    expect(format).toBe('googleCsv')
    expect(contacts.map(({ contact }) => contact.notes)).toEqual(['+\nBEGIN:VCARD\nMet at the hearing'])
  })

  test.each(['contacts.csv', 'contacts.txt'])('but cards with the name %s are cards', (name) => {
    expect(detectFile(name, utf8(card('VERSION:3.0', 'N:Silva;Ana;;;')))).toBe('vcard')
    expect(detectFile(name, utf8(`Exported, today\r\n${card('N:Silva;Ana;;;')}`))).toBe('vcard')
  })
})
