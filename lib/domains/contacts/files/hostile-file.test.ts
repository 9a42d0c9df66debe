// Files made to keep the server busy. If reading looked back over what it has read, each would take hours or all memory. At the size
// limit
// of an upload they are read or refused, and what was not read is reported.
import { expect, test } from 'vitest'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { MOST_CONTACTS, MOST_PROBLEMS } from '@/lib/domains/contacts/files/import-result'

const BYTES = 5_000_000
const many = (text: string) => text.repeat(BYTES / text.length)
const each = (make: (at: number) => string, count: number) =>
  Array.from({ length: count }, (_, at) => make(at))
const card = (text: string) => `BEGIN:VCARD\nFN:Ana\n${text}\nEND:VCARD\n`
const read = (name: string, text: string) => readContactFile(name, Buffer.from(text))

test.each([
  ['parameters without a name', `TEL${many(';a')}:1`],
  ['parameters of one name', `TEL${many(';TYPE=a')}:1`],
  ['parameters before one far quotation mark', `TEL${many(';a')};"x":1`],
  ['a quotation mark that never ends', `TEL;A="${many(';')}:1`],
  ['lines that are none', many('x\n')],
  ['e-mail addresses', many('EMAIL:a\n')],
  ['nicknames', `NICKNAME:${many('a,')}`],
  ['lines that go on with nothing', `NOTE;ENCODING=QUOTED-PRINTABLE:${many('=\n')}`],
])('a card of very many %s', (_, text) => {
  const { contacts, problems } = read('a.vcf', card(text))
  expect(contacts.length + problems.length).toBeGreaterThan(0)
  expect(problems.length).toBeLessThanOrEqual(MOST_PROBLEMS + 1)
})

test.each([
  ['a.vcf', many('BEGIN:VCARD\nFN:a\nEND:VCARD\n')],
  ['a.csv', `First Name,Last Name,Labels\n${many('a,b,\n')}`],
])(
  'of %s with very many contacts as many are read as one file may hold, and the rest is named',
  (name, text) => {
    const { contacts, problems } = read(name, text)
    expect(contacts.length).toBeGreaterThanOrEqual(MOST_CONTACTS)
    expect(contacts.length).toBeLessThan(MOST_CONTACTS + 200)
    expect(problems.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(
        /^A file may contain at most 50,000 contacts\. This line and all after it were not read/,
      ),
    ])
  },
)

test.each([
  ['numbered columns', each((at) => `Phone ${at} - Value`, 100_000)],
  ['addresses', each((at) => `Address ${at} - Formatted`, 100_000)],
  ['columns of one name', each(() => 'Phone 1 - Value', 100_000)],
])('a table of very many %s is refused', (_, columns) => {
  const { contacts, problems } = read('a.csv', `First Name,Last Name,${columns.join(',')}\nAna,Lima\n`)
  expect(contacts).toEqual([])
  expect(problems).toHaveLength(1)
  expect(problems[0]?.reason).toContain('more than 1,000 columns')
})

test('a cell with very many broken email addresses is reported in a few lines', () => {
  const { contacts, problems } = read(
    'a.csv',
    `First Name,Last Name,E-mail 1 - Value\nAna,Lima,${'a ::: '.repeat(50_000)}\n`,
  )
  expect(contacts).toHaveLength(1)
  expect(problems.length).toBeLessThan(30)
  expect(problems.at(-1)?.reason).toMatch(/more like these/)
})

test('a line that is longer than any contact is refused, and the next one is read', () => {
  const { contacts, problems } = read(
    'a.csv',
    `First Name,Last Name,Labels\n${many('a ')},Lima,\nBen,Okafor,\n`,
  )
  expect(contacts.map(({ contact }) => contact.firstName)).toEqual(['Ben'])
  expect(problems.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/longer than 500,000 characters/),
  ])
})

test('a card that is longer than any contact is refused, and the next one is read', () => {
  const { contacts, problems } = read('a.vcf', card(many('IMPP:x\n')) + card('N:Okafor;Ben'))
  expect(contacts.map(({ contact }) => contact.firstName)).toEqual(['Ben'])
  expect(problems.map(({ reason }) => reason)).toEqual([expect.stringMatching(/more than 5,000 lines/)])
})

test('a file of quotation marks is refused', () => {
  const { contacts, problems } = read('a.csv', `First Name,Last Name,Labels\n${many('"')}`)
  expect([contacts.length, problems.length]).toEqual([0, 1])
})
