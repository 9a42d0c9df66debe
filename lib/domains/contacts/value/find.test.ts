import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { searchText, searchWords, sortKey } from '@/lib/domains/contacts/value/find'
import { plain, searchable } from '@/lib/domains/text/searchable'

const contact = (parts: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, ...parts })
const finds = (query: string, it: Contact, region: Region = null) =>
  searchWords(query, region).every((ways) => ways.some((way) => searchText(it).includes(way)))

describe('the sort key', () => {
  const rows: readonly (readonly [string, Partial<Contact>, string])[] = [
    ['is last name then first name', { firstName: 'Ana', lastName: 'Lima' }, 'lima ana'],
    ['forgets accents and case', { firstName: 'José', lastName: 'García' }, 'garcia jose'],
    ['is the name of a company', { kind: 'company', company: 'Acme LLC', lastName: 'x' }, 'acme llc'],
    ['is the employer of a person without a name', { company: 'Acme' }, 'acme'],
    [
      'is the e-mail address when there is nothing else',
      { emails: [{ value: 'A@b.co', label: '' }] },
      'a@b.co',
    ],
    ['is empty for an empty contact', {}, ''],
  ]
  it.each(rows)('%s', (_, parts, expected) => {
    expect(sortKey(contact(parts))).toBe(expected)
  })

  it('stays short enough for an index', () => {
    expect(sortKey(contact({ lastName: 'ü'.repeat(5_000) })).length).toBe(300)
  })
})

describe('the search text', () => {
  const ana = contact({
    firstName: 'Ana',
    lastName: 'Müller',
    company: 'Lima & Sons',
    emails: [{ value: 'Ana@Example.com', label: 'Work' }],
    phones: [{ value: '+1 (555) 010-1234', label: '' }],
  })
  it.each([
    'ana',
    'MULLER',
    'müller ana',
    'example.com',
    '010-1234',
    '5550101234',
    '+15550101234',
    '555-010-1234',
    '(555)010',
    '010.1234',
    '+1 (555) 010-1234',
    'lima sons',
  ])('finds "%s"', (query) => {
    expect(finds(query, ana)).toBe(true)
  })
  it.each(['bob', 'ana smith', 'work', '555-011', '+44'])('does not find "%s"', (query) => {
    expect(finds(query, ana)).toBe(false)
  })

  describe.each([
    'O’Neill',
    "O'Neill",
    'O`Neill',
    'O´Neill',
    'OʼNeill',
    'O‘Neill',
    'O′Neill',
    'O＇Neill',
    'ONeill',
  ])('of %s', (lastName) => {
    it.each(["o'neill", 'O’NEILL', 'o´neill', 'oneill', 'o neill', '“O’Neill”', 'ó’neill'])(
      'finds "%s"',
      (query) => {
        expect(finds(query, contact({ firstName: 'Zoë', lastName }))).toBe(true)
      },
    )
  })

  describe.each(['Jean-Luc', 'Jean–Luc', 'Jean‑Luc', 'JEAN Luc', 'Jean\u00a0Luc', 'Jean\u202fLuc'])(
    'of %s',
    (firstName) => {
      it.each(['jean-luc', 'Jean—Luc', 'jean luc', 'jean\u00a0luc', 'luc\u200b'])('finds "%s"', (query) => {
        expect(finds(query, contact({ firstName }))).toBe(true)
      })
    },
  )

  it.each([
    ['Søren Łukasz', 'soren lukasz'],
    ['Straße', 'STRASSE'],
    ['strasse', 'straße'],
    ['Æsir Œuvre Þór', 'aesir oeuvre thor'],
    ['Şımarık', 'simarik'],
  ])('of %s finds "%s"', (company, query) => {
    expect(finds(query, contact({ company }))).toBe(true)
  })

  it('needs more than punctuation', () => {
    expect(searchWords(' ’ – "" ', null)).toEqual([])
  })

  it('finds every contact by its own last name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (lastName) => finds(lastName, contact({ lastName }))),
      { numRuns: 1000 },
    )
  })
})

it('the searchable form is idempotent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => searchable(searchable(text)) === searchable(text)),
    { numRuns: 2000 },
  )
})

it('plain is idempotent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => plain(plain(text)) === plain(text)),
    { numRuns: 2000 },
  )
})

describe('a whole phone number', () => {
  const having = (value: string) => contact({ phones: [{ value, label: '' }] })
  it.each([
    ['+44 20 7946 0331', '020 7946 0331', null],
    ['0044 20 7946 0331', '+44 (0)20 7946-0331', null],
    ['+44 20 7946 0331', '0044 20 7946 0331', 'US'],
    ['020 7946 0331', '+44 20 7946 0331', 'GB'],
    ['1 415 555 0132', '(415) 555-0132', 'US'],
    ['011 44 20 7946 0331', '020 7946 0331', 'US'],
    ['800 356 9377', '1-800-FLOWERS', 'US'],
  ])('%s finds %s in %s', (query, value, region) => {
    expect(finds(query, having(value), region)).toBe(true)
    expect(finds(query, having('+44 20 7946 0999'), region)).toBe(false)
  })
})
