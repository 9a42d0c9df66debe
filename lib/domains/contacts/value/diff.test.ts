import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { diffContacts, pairEntries, sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, LIST_FIELDS } from '@/lib/domains/contacts/value/fields'
import { contactArbitrary, edited } from '@/testing/contacts/arbitrary'

const RUNS = { numRuns: 1_000 }
const contactWith = (values: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, ...values })
const phone = (value: string, label = 'Work') => ({ value, label })
const kinds = (from: Partial<Contact>, to: Partial<Contact>) =>
  diffContacts(contactWith(from), contactWith(to)).map(({ kind, field }) => `${kind} ${field}`)

describe('two contacts have the same content', () => {
  test.each<[string, Partial<Contact>, Partial<Contact>]>([
    [
      'whatever the order of a list',
      { phones: [phone('1'), phone('2')] },
      { phones: [phone('2'), phone('1')] },
    ],
    ['whatever their kind', { kind: 'person' }, { kind: 'company' }],
    ['in another Unicode form', { firstName: 'Zoe\u0308' }, { firstName: 'Zoë' }],
    ['with a second copy of a number', { phones: [phone('1')] }, { phones: [phone('1'), phone('1', '')] }],
    ['with an entry that says nothing', { emails: [] }, { emails: [{ value: ' ', label: 'Home' }] }],
    [
      'of a birthday',
      { birthday: { year: null, month: 3, day: 12 } },
      { birthday: { year: null, month: 3, day: 12 } },
    ],
  ])('%s', (_, a, b) => {
    expect(sameContact(contactWith(a), contactWith(b))).toBe(true)
    expect(diffContacts(contactWith(a), contactWith(b))).toEqual([])
  })

  test.each<[string, Partial<Contact>, Partial<Contact>]>([
    ['in another case', { firstName: 'Ana' }, { firstName: 'ANA' }],
    ['with another label', { phones: [phone('1')] }, { phones: [phone('1', 'Home')] }],
    [
      'with a number spelled another way',
      { phones: [phone('604-555-0100')] },
      { phones: [phone('(604) 555-0100')] },
    ],
    [
      'with a year more',
      { birthday: { year: null, month: 3, day: 12 } },
      { birthday: { year: 1980, month: 3, day: 12 } },
    ],
    ['with a birthday more', {}, { birthday: { year: 1980, month: null, day: null } }],
  ])('but not %s', (_, a, b) => expect(sameContact(contactWith(a), contactWith(b))).toBe(false))
})

describe('what differs', () => {
  test('is listed in the order of the form', () => {
    expect(kinds({ notes: 'a', title: 'a' }, { notes: 'b', title: 'b' })).toEqual([
      'value title',
      'value notes',
    ])
  })
  test.each<[string, Partial<Contact>, Partial<Contact>, readonly string[]]>([
    ['an entry more', {}, { emails: [phone('a@b.c')] }, ['added emails']],
    ['an entry less', { emails: [phone('a@b.c')] }, {}, ['removed emails']],
    [
      'a corrected digit',
      { phones: [phone('604-555-0100')] },
      { phones: [phone('604-555-0101')] },
      ['edited phones'],
    ],
    [
      'a corrected letter',
      { emails: [phone('ana@exmaple.com')] },
      { emails: [phone('ana@example.com')] },
      ['edited emails'],
    ],
    [
      'another spelling',
      { phones: [phone('604-555-0100')] },
      { phones: [phone('6045550100')] },
      ['edited phones'],
    ],
    ['another label', { phones: [phone('1')] }, { phones: [phone('1', 'Home')] }, ['labelled phones']],
    [
      'a corrected digit under another label',
      { phones: [phone('604-555-0100')] },
      { phones: [phone('604-555-0101', 'Home')] },
      ['edited phones', 'labelled phones'],
    ],
    [
      'another number altogether',
      { phones: [phone('604-555-0100')] },
      { phones: [phone('+44 20 7946 0958')] },
      ['removed phones', 'added phones'],
    ],
  ])('%s', (_, from, to, expected) => expect(kinds(from, to)).toEqual(expected))
})

describe('entries are paired', () => {
  const found = (base: readonly string[], other: readonly string[]) =>
    pairEntries(
      'phones',
      base.map((value) => phone(value)),
      other.map((value) => phone(value)),
    )
      .map(
        ({ from, to }) =>
          `${from && 'value' in from ? from.value : '-'} > ${to && 'value' in to ? to.value : '-'}`,
      )
      .sort()

  test('by their key first', () => {
    expect(found(['604-555-0100', '604-555-0101'], ['604-555-0101', '604-555-0102'])).toEqual([
      '604-555-0100 > 604-555-0102',
      '604-555-0101 > 604-555-0101',
    ])
  })
  test('by the cheapest edit, whatever the order', () => {
    const cheapest = ['604-555-0100 > 604-555-0101', '604-555-8200 > 604-555-8211']
    expect(found(['604-555-0100', '604-555-8200'], ['604-555-8211', '604-555-0101'])).toEqual(cheapest)
    expect(found(['604-555-8200', '604-555-0100'], ['604-555-0101', '604-555-8211'])).toEqual(cheapest)
  })
  test('under their own label rather than another', () => {
    const pairs = pairEntries(
      'phones',
      [phone('604-555-0100', 'Work'), phone('604-555-0110', 'Home')],
      [phone('604-555-0111', 'Work'), phone('604-555-0101', 'Home')],
    )
    expect(pairs.every(({ from, to }) => from?.label === to?.label)).toBe(true)
  })
  test('even among hundreds, for which only keys count', () => {
    const many = Array.from({ length: 600 }, (_, index) => `604-555-${1000 + index}`)
    expect(found(many, many.slice(1))).toHaveLength(600)
  })
})

test('the difference lists exactly the fields that are not the same', () => {
  const pairs = contactArbitrary.chain((from) =>
    fc.tuple(fc.constant(from), fc.oneof(edited(from), contactArbitrary)),
  )
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const fields = new Set(diffContacts(from, to).map(({ field }) => field))
      for (const field of FIELD_NAMES) expect(fields.has(field)).toBe(!sameValue(field, from, to))
      expect(fields.size === 0).toBe(sameContact(from, to))
    }),
    RUNS,
  )
})

test('reversed, additions become removals and edits are undone', () => {
  const BACK = {
    value: 'value',
    added: 'removed',
    removed: 'added',
    edited: 'edited',
    labelled: 'labelled',
  } as const
  const pairs = contactArbitrary.chain((from) => fc.tuple(fc.constant(from), edited(from).chain(edited)))
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const shown = (changes: ReturnType<typeof diffContacts>, back: boolean) =>
        changes
          .map((change) => {
            const ends = ['from' in change ? change.from : null, 'to' in change ? change.to : null]
            return JSON.stringify([
              back ? BACK[change.kind] : change.kind,
              change.field,
              back ? ends.reverse() : ends,
            ])
          })
          .sort()
      expect(shown(diffContacts(to, from), true)).toEqual(shown(diffContacts(from, to), false))
    }),
    RUNS,
  )
})

test('every entry with a value is in one pair', () => {
  fc.assert(
    fc.property(contactArbitrary, contactArbitrary, (a, b) => {
      for (const field of LIST_FIELDS) {
        const pairs = pairEntries(field, a[field], b[field])
        const froms = pairs.flatMap(({ from }) => from ?? [])
        const tos = pairs.flatMap(({ to }) => to ?? [])
        expect(
          sameContact({ ...EMPTY_CONTACT, [field]: froms }, { ...EMPTY_CONTACT, [field]: a[field] }),
        ).toBe(true)
        expect(sameContact({ ...EMPTY_CONTACT, [field]: tos }, { ...EMPTY_CONTACT, [field]: b[field] })).toBe(
          true,
        )
      }
    }),
    RUNS,
  )
})
