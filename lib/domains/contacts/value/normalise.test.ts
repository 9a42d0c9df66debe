import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressKey,
  emailKey,
  entryKey,
  labelKey,
  spelled,
  websiteKey,
} from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      'ß',
      'ς',
      'İ',
      'é',
      'e\u0301',
      ' ',
      '\u00a0',
      '\r',
      '\n',
      '\u200b',
      'w',
      '.',
      '/',
    ),
  }),
)
const runs = { numRuns: 2_000 }

describe('a text means the same', () => {
  test.each([
    ['when only its Unicode form differs', 'Zoe\u0308', 'Zoë'],
    ['when only its line ends differ', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['when only outer space differs', '  Ana ', 'Ana'],
  ])('%s', (_, a, b) => expect(spelled(a)).toBe(spelled(b)))

  test.each([
    ['in another case', 'STRASSE', 'straße'],
    ['with a final sigma', 'ΟΔΟΣ', 'οδος'],
    ['in full width', 'Ａｎａ', 'ana'],
    ['with other spaces', ' Ana\u00a0 Maria\t', 'ana maria'],
    ['with invisible marks', '\u202aAna\u202c\u200b', 'ana'],
  ])('when matching, %s', (_, a, b) => expect(folded(a)).toBe(folded(b)))

  test('but another accent, case or word counts as a change', () => {
    expect(spelled('Ana')).not.toBe(spelled('ana'))
    expect(folded('Müller')).not.toBe(folded('Muller'))
  })

  test('plain ASCII text, which takes a shorter way, folds like any other', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'B', 'z', '0', '.', '@', '~', '!', ' ', '\t') })
    // An invisible character makes no difference, except that the text takes the longer way.
    fc.assert(
      fc.property(words, (text) => {
        expect(folded(text)).toBe(folded(`${text}\u200b`))
      }),
    )
  })
})

describe('keys', () => {
  test('of e-mail addresses ignore case and stray space', () => {
    expect(emailKey(' Ana@Example.COM')).toBe('ana@example.com')
    expect(emailKey('mailto:ana@example.com')).toBe('ana@example.com')
    expect(emailKey('ana.b@example.com')).not.toBe(emailKey('anab@example.com'))
  })
  test('of websites ignore scheme, www and trailing slash, not the case of the path', () => {
    expect(websiteKey('https://WWW.Example.com/')).toBe('example.com')
    expect(websiteKey('http://example.com/Team')).toBe('example.com/Team')
    expect(websiteKey('example.com/Team')).not.toBe(websiteKey('example.com/team'))
    expect(websiteKey('http://')).toBe('http://')
  })
  test('of addresses ignore line breaks, case, periods and common abbreviations', () => {
    const address = { street: '', city: '', region: '', postalCode: '', country: '', label: '' }
    const one = { ...address, street: '12 Main Street\nSuite 4', city: 'Vancouver', postalCode: 'V6B 1A1' }
    const other = {
      ...address,
      street: '12 MAIN ST.',
      city: 'Ste 4, Vancouver',
      postalCode: 'V6B-1A1',
      label: 'Work',
    }
    expect(addressKey(one)).toBe(addressKey(other))
    expect(addressKey(one)).not.toBe(addressKey({ ...one, street: '13 Main Street\nSuite 4' }))
    expect(addressKey(address)).toBe('')
  })
  test('of labels ignore how their words are joined', () => {
    expect(labelKey('Home Fax')).toBe(labelKey('homeFax'))
    expect(labelKey('home_fax')).toBe(labelKey('HOME-FAX'))
    expect(labelKey('Home')).not.toBe(labelKey('Home Fax'))
    expect(labelKey('⭐')).not.toBe('')
  })
  test('of entries are those of their list', () => {
    expect(entryKey('emails', { value: 'A@b.c', label: 'x' })).toBe('a@b.c')
    expect(entryKey('phones', { value: '604-555-0123', label: '' })).toBe('6045550123')
    expect(entryKey('phones', { value: '604-555-0123', label: '' }, 'US')).toBe('+16045550123')
    expect(entryKey('websites', { value: 'www.b.c', label: '' })).toBe('b.c')
  })
})

describe('normalizing twice gives the same as once', () => {
  test.each([
    ['spelled', spelled],
    ['folded', folded],
    ['emailKey', emailKey],
    ['websiteKey', websiteKey],
    ['labelKey', labelKey],
  ])('%s', (_, key) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(key(key(text))).toBe(key(text))
      }),
      runs,
    )
  })

  test('and texts with the same spelling mean the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const key of [folded, emailKey, websiteKey, labelKey]) expect(key(spelled(text))).toBe(key(text))
      }),
      runs,
    )
  })
})
