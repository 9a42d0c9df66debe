import { describe, expect, test } from 'vitest'
import { findCandidates, findDuplicates } from '@/lib/domains/contacts/match/match'
import type { Candidate, Reason } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { isVeryLikely, speaksAgainst, VERY_LIKELY } from '@/lib/engine/importance'
import {
  company,
  contact,
  entries,
  entry,
  MAIL,
  named,
  PHONE,
  type Values,
} from '@/testing/matching/contacts-in-words'

function between(local: Values, remote: Values): Candidate | undefined {
  return findCandidates([entry('l', contact(local))], [entry('r', contact(remote))])[0]
}

const HOME_ONLY = { phone: PHONE, street: '1 Mill Lane' }
const HOME = { email: MAIL, phone: PHONE, street: '1 Mill Lane' }

describe('linked without asking', () => {
  test.each<[string, Values, Values]>([
    [
      'first name, last name and e-mail address agree',
      named('Ewa|Kowal', { email: MAIL }),
      named('Ewa|Kowal', { email: MAIL }),
    ],
    [
      'only case differs',
      named('Ewa|Kowal', { email: MAIL }),
      named('EWA|kowal', { email: 'KowalHome@Kowal.Example' }),
    ],
    [
      'only space differs',
      named('Ana Rita|Sá', { email: MAIL }),
      named(' Ana\u00a0 Rita|Sá ', { email: ` ${MAIL}` }),
    ],
    [
      'only the Unicode form differs',
      named('Zoë|Kowal', { email: MAIL }),
      named('Zoe\u0308|Kowal', { email: MAIL }),
    ],
    ['a common name has it too', named('John|Smith', { email: MAIL }), named('John|Smith', { email: MAIL })],
    [
      'a company’s name and e-mail address agree',
      company('Acme GmbH', { email: MAIL }),
      company('ACME GmbH', { email: MAIL }),
    ],
  ])('when %s', (_, local, remote) => {
    const candidate = between(local, remote)
    expect(candidate?.automatic).toBe(true)
    expect(candidate?.probability).toBeGreaterThan(0.98)
    expect(candidate?.reasons[0]?.kind).toBe('sameNameAndEmail')
  })

  test('by any e-mail address of either', () => {
    const both = (...values: string[]): Contact => ({
      ...contact(named('Ewa|Kowal')),
      emails: values.map((value) => ({ value, label: '' })),
    })
    const found = findCandidates(
      [entry('l', both('a@x.example', MAIL))],
      [entry('r', both(MAIL, 'b@y.example'))],
    )
    expect(found[0]?.automatic).toBe(true)
    expect(found[0]?.reasons[0]).toEqual({ kind: 'sameNameAndEmail', email: MAIL })
  })

  test('only if neither has another candidate', () => {
    const one = contact(named('Ewa|Kowal', { email: MAIL }))
    const rival = contact(named('Eva|Kowal', { email: MAIL }))
    const found = findCandidates([entry('l', one)], [entry('r', one), entry('s', rival)])
    expect(found.map(({ automatic }) => automatic)).toEqual([false, false])
    expect(
      found.every(({ reasons }) =>
        reasons.some((reason) => reason.kind === 'severalCandidates' && reason.count === 2),
      ),
    ).toBe(true)
  })

  test('again after a person marked the other candidate as different', () => {
    const one = contact(named('Ewa|Kowal', { email: MAIL }))
    const options = { separate: [{ localId: 'l', remoteId: 's' }] }
    const rival = contact(named('Eva|Kowal', { email: MAIL }))
    expect(findCandidates([entry('l', one)], [entry('r', one), entry('s', rival)], options)).toMatchObject([
      { localId: 'l', remoteId: 'r', automatic: true },
    ])
  })
})

describe('a question', () => {
  test.each<[string, Values, Values, number]>([
    [
      'same name and phone, no e-mail',
      named('Ewa|Kowal', { phone: PHONE }),
      named('Ewa|Kowal', { phone: '(212) 555-0101' }),
      0.99,
    ],
    [
      'a number as dialled at home',
      named('Ewa|Kowal', { phone: '+49 30 901820' }),
      named('Ewa|Kowal', { phone: '030 901820' }),
      0.99,
    ],
    [
      'a rare full name and nothing against it',
      named('Zbigniew|Przybylski'),
      named('Zbigniew|Przybylski'),
      0.5,
    ],
    [
      'a nickname and the same e-mail',
      named('Bob|Miller', { email: MAIL }),
      named('Robert|Miller', { email: MAIL }),
      0.95,
    ],
    [
      'a slip in the last name, same phone',
      named('Ida|Johanson', { phone: PHONE }),
      named('Ida|Johansson', { phone: PHONE }),
      0.9,
    ],
    [
      'another last name, same first name and e-mail',
      named('Laura|Bianchi', { email: MAIL }),
      named('Laura|Conti', { email: MAIL }),
      0.5,
    ],
    [
      'first and last name swapped',
      named('Kowal|Ewa', { email: MAIL }),
      named('Ewa|Kowal', { email: MAIL }),
      0.9,
    ],
    [
      'an initial and the same phone',
      named('E.|Kowal', { phone: PHONE }),
      named('Ewa|Kowal', { phone: PHONE }),
      0.9,
    ],
    [
      'accents left out',
      named('José|Álvarez', { email: MAIL }),
      named('Jose|Alvarez', { email: MAIL }),
      0.95,
    ],
    [
      'an umlaut spelt out',
      named('Jörg|Müller', { email: MAIL }),
      named('Joerg|Mueller', { email: MAIL }),
      0.95,
    ],
    [
      'one of two last names',
      named('Ana|García López', { phone: PHONE }),
      named('Ana|García', { phone: PHONE }),
      0.9,
    ],
    [
      'particles run together',
      named('Jan|van den Berg', { phone: PHONE }),
      named('Jan|Vandenberg', { phone: PHONE }),
      0.9,
    ],
    [
      'a Chinese name in one field',
      named('|欧阳小明', { phone: PHONE }),
      named('小明|欧阳', { phone: PHONE }),
      0.9,
    ],
    [
      'last name first, with a comma',
      named('|Kowal, Ewa', { email: MAIL }),
      named('Ewa|Kowal', { email: MAIL }),
      0.9,
    ],
    [
      'dots and tags that Gmail ignores',
      named('Ewa|Kowal', { email: 'e.kowal+law@googlemail.com' }),
      named('Ewa|Kowal', { email: 'ekowal@gmail.com' }),
      0.95,
    ],
    [
      'same name and employer, another e-mail',
      named('Ewa|Lis', { company: 'Acme LLC', email: 'e@acme.example' }),
      named('Ewa|Lis', { company: 'Acme', email: 'ewa@home.example' }),
      0.8,
    ],
    [
      'birth dates that clash beside the rule',
      named('Ewa|Kowal', { email: MAIL, born: [1950, 1, 2] }),
      named('Ewa|Kowal', { email: MAIL, born: [1981, 5, 6] }),
      0.5,
    ],
    [
      'day and month of birth turned round',
      named('Ewa|Kowal', { email: MAIL, born: [1950, 1, 2] }),
      named('Ewa|Kowal', { email: MAIL, born: [1950, 2, 1] }),
      0.9,
    ],
    [
      'one e-mail address, the name in two scripts',
      named('Иван|Петров', { email: MAIL }),
      named('Ivan|Petrov', { email: MAIL }),
      0.8,
    ],
    [
      'Mr and Ms beside the rule',
      named('Andrea|Kowal', { email: MAIL, prefix: 'Mr' }),
      named('Andrea|Kowal', { email: MAIL, prefix: 'Ms' }),
      0.5,
    ],
    [
      'companies but for the legal form',
      company('Acme', { phone: PHONE }),
      company('Acme GmbH', { phone: PHONE }),
      0.95,
    ],
    [
      'a person and a company of one name and e-mail',
      company('Ewa Kowal', { email: MAIL }),
      named('Ewa|Kowal', { email: MAIL }),
      0.5,
    ],
    [
      'a company and a person of its name',
      company('Ewa Kowal', { phone: PHONE }),
      named('Ewa|Kowal', { phone: PHONE }),
      0.5,
    ],
    ['somebody known by an e-mail address only', { email: MAIL }, named('Ewa|Kowal', { email: MAIL }), 0.5],
  ])('%s', (_, local, remote, least) => {
    const candidate = between(local, remote)
    expect(candidate?.automatic).toBe(false)
    expect(candidate?.probability).toBeGreaterThanOrEqual(least)
  })

  test.each<[string, Values, Values]>([
    [
      'in its own field',
      named('Hank|Kowal', HOME_ONLY),
      named('Hank|Kowal', { ...HOME_ONLY, suffix: 'Jr.' }),
    ],
    ['in the last name', named('Hank|Kowal', HOME_ONLY), named('Hank|Kowal Jr.', HOME_ONLY)],
  ])('of one name and home, where only one is called Jr., is not very likely: %s', (_, local, remote) => {
    const candidate = between(local, remote)
    expect(candidate?.probability).toBeLessThan(VERY_LIKELY)
    expect(candidate?.automatic).toBe(false)
    expect(candidate?.reasons).toContainEqual(
      expect.objectContaining({
        kind: 'differs',
        field: 'suffix',
        local: 'Hank Kowal',
        remote: 'Hank Kowal Jr.',
      }),
    )
  })

  test('of one mailbox, where only one is called Jr., is likely, but neither linked nor called very likely', () => {
    const candidate = between(named('Hank|Kowal', HOME), named('Hank|Kowal', { ...HOME, suffix: 'Jr.' }))
    expect(candidate?.probability).toBeGreaterThan(VERY_LIKELY)
    expect(candidate?.automatic).toBe(false)
    expect(isVeryLikely(candidate?.probability ?? 0, candidate?.reasons ?? [])).toBe(false)
  })

  test.each<[string, Values, Values]>([
    [
      'two siblings born on one day at one address',
      named('Mona|Krahwinkel', { born: [1990, 2, 2], street: 'Ring 3' }),
      named('Lisa|Krahwinkel', { born: [1990, 2, 2], street: 'Ring 3' }),
    ],
    [
      'one mailbox and two generations',
      named('Renato|Bolognesi', { email: MAIL, born: [1950, 1, 1] }),
      named('Renato|Bolognesi', { email: MAIL, born: [1985, 1, 1] }),
    ],
    [
      'a husband and a wife',
      named('|Smithers', { email: MAIL, prefix: 'Mr' }),
      named('|Smithers', { email: MAIL, prefix: 'Mrs' }),
    ],
  ])('is never called very likely where they plainly differ: %s', (_, local, remote) => {
    const candidate = between(local, remote)
    expect(candidate?.reasons.some(speaksAgainst)).toBe(true)
    expect(isVeryLikely(candidate?.probability ?? 0, candidate?.reasons ?? [])).toBe(false)
  })

  test('is also asked if both have only the same full name and nobody else has it', () => {
    const [ours, other, theirs] = ['l', 'm', 'r'].map((id) => entry(id, contact(named('John|Smith'))))
    if (!ours || !other || !theirs) throw new Error('three entries')
    expect(findCandidates([ours], [theirs])).toMatchObject([{ probability: 0.5, automatic: false }])
    expect(findCandidates([ours, other], [theirs])).toEqual([])
  })

  test('gives its reasons', () => {
    const local = named('Bob|Miller', { email: MAIL, phone: PHONE })
    const remote = named('Robert|Miller', { email: MAIL, phone: '+1 303 555 7788' })
    expect(between(local, remote)?.reasons).toEqual<Reason[]>([
      { kind: 'resembles', field: 'firstName', local: 'Bob', remote: 'Robert', weight: 'little' },
      { kind: 'agrees', field: 'lastName', value: 'Miller', weight: 'some' },
      { kind: 'agrees', field: 'emails', value: MAIL, weight: 'very strong' },
      { kind: 'differs', field: 'phones', local: PHONE, remote: '+1 303 555 7788', weight: 'against' },
    ])
  })
})

describe('no candidate', () => {
  test.each<[string, Values, Values]>([
    ['a common name, and something known of one', named('John|Smith', { phone: PHONE }), named('John|Smith')],
    ['a common first name alone', named('John|'), named('John|')],
    ['a common name that two titles tell apart', named('John|Smith Jr.'), named('John|Smith Sr.')],
    ['husband and wife who share everything', named('Laura|Bianchi', HOME), named('Paolo|Bianchi', HOME)],
    [
      'brother and sister of nearly one first name',
      named('Mario|Bianchi', HOME),
      named('Maria|Bianchi', HOME),
    ],
    [
      'brothers with double first names',
      named('Jean-Luc|Petitjean', HOME),
      named('Jean-Paul|Petitjean', HOME),
    ],
    [
      'father and son',
      named('Hank|Kowal', { ...HOME, suffix: 'Sr.' }),
      named('Hank|Kowal', { ...HOME, suffix: 'Jr.' }),
    ],
    [
      'father and son, marked in the last name',
      named('Hank|Kowal, Sr.', HOME),
      named('Hank|Kowal III', HOME),
    ],
    [
      'one name, home and phone, born in two generations',
      named('Hank|Kowal', { phone: PHONE, street: '1 Mill Lane', born: [1950, 1, 2] }),
      named('Hank|Kowal', { phone: PHONE, street: '1 Mill Lane', born: [1981, 5, 6] }),
    ],
    [
      'Mr and Mrs with one initial',
      named('A.|Kowal', { ...HOME, prefix: 'Mr' }),
      named('A.|Kowal', { ...HOME, prefix: 'Mrs' }),
    ],
    [
      'colleagues at one switchboard',
      named('Peter|Lis', { company: 'Acme', phone: PHONE }),
      named('Anna|Berg', { company: 'Acme', phone: PHONE }),
    ],
    [
      'namesakes at one switchboard',
      named('Anna|Lis', { company: 'Acme', phone: PHONE }),
      named('Anna|Berg', { company: 'Acme', phone: PHONE }),
    ],
    [
      'two people behind one role mailbox',
      named('Ana|Lis', { email: 'info@acme.example' }),
      named('Eva|Berg', { email: 'info@acme.example' }),
    ],
    [
      'the IT support of two firms',
      named('IT|Support', { company: 'Acme', email: 'it@acme.example' }),
      named('IT|Support', { company: 'Globex', email: 'it@globex.example' }),
    ],
    [
      'two companies in one house',
      company('Acme', { phone: PHONE, street: '1 Mill Lane' }),
      company('Globex', { phone: PHONE, street: '1 Mill Lane' }),
    ],
    [
      'names that differ by a vowel sign',
      named('राम|शर्मा', { phone: PHONE }),
      named('रमा|शर्मा', { phone: PHONE }),
    ],
  ])('%s', (_, local, remote) => expect(between(local, remote)).toBeUndefined())

  test('deleted items', () => {
    const one = contact(named('Ewa|Kowal', { email: MAIL }))
    expect(findCandidates([entry('l', one, true)], [entry('r', one)])).toEqual([])
    expect(findCandidates([entry('l', one)], [entry('r', one, true)])).toEqual([])
  })
})

test('a value that many share weighs little', () => {
  const office = entries(
    'l',
    ['Ida', 'Per', 'Ulla', 'Knut', 'Liv'].map((name) => contact(named(`${name}|Rask`, { phone: PHONE }))),
  )
  const stranger = contact({ phone: PHONE })
  expect(findCandidates(office.slice(0, 1), [entry('r', stranger)])).toHaveLength(1)
  expect(findCandidates(office, [entry('r', stranger)])).toEqual([])
})

describe('duplicates within one list', () => {
  const list = [
    entry('b', contact(named('Ewa|Kowal', { email: MAIL }))),
    entry('a', contact(named('EWA|Kowal', { email: MAIL }))),
    entry('c', contact(named('Per|Rask', { phone: PHONE }))),
  ]

  test('are returned once, with the lower id on the left', () => {
    expect(findDuplicates(list)).toMatchObject([{ localId: 'a', remoteId: 'b', automatic: true }])
  })

  test('of three alike, none is linked without asking', () => {
    const found = findDuplicates([...list, entry('d', contact(named('Ewa|Kowal', { email: MAIL })))])
    expect(found).toHaveLength(3)
    expect(found.some(({ automatic }) => automatic)).toBe(false)
  })

  test('are as probable as between two lists', () => {
    const [one, other] = [list.slice(0, 1), list.slice(1, 2)]
    expect(findDuplicates(list)[0]?.probability).toBe(findCandidates(one, other)[0]?.probability)
  })
})
