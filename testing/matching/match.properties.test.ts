// Properties of the matcher for any two lists, and its number of comparisons in the worst cases.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCandidates, findDuplicates } from '@/lib/domains/contacts/match/match'
import type { Candidate } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { folded } from '@/lib/domains/text/folded'
import type { Side } from '@/lib/engine/model'
import { contactArbitrary } from '@/testing/contacts/arbitrary'
import {
  contact,
  entries,
  entry,
  MAIL,
  named,
  PHONE,
  type Values,
} from '@/testing/matching/contacts-in-words'

/** Few values, so that many contacts share some; now and then arbitrary text. */
const likely = fc
  .record({
    firstName: fc.constantFrom('Ewa', 'Eva', 'EWA', 'Bob', 'Robert', 'E.', 'Jean-Luc', '王', 'IT', ''),
    lastName: fc.constantFrom(
      'Kowal',
      'Kowall',
      'Kowal Jr.',
      'García López',
      'García',
      'Smith',
      '小明',
      'Support',
      '',
    ),
    suffix: fc.constantFrom('', '', '', 'Sr.', 'Jr.'),
    prefix: fc.constantFrom('', '', 'Mr', 'Mrs'),
    company: fc.constantFrom('', 'Acme', 'Acme GmbH', 'Globex'),
    email: fc.constantFrom(
      '',
      MAIL,
      'KOWALHOME@kowal.example',
      'info@acme.example',
      'kowalhomee@kowal.example',
      'e.k@gmail.com',
      'ek@gmail.com',
    ),
    phone: fc.constantFrom('', PHONE, '(212) 555-0101', '212-555-0102', '+49 30 901820', '030 901820'),
    street: fc.constantFrom('', '', '1 Mill Lane', '1 Mill Ln'),
    kind: fc.constantFrom('person' as const, 'person' as const, 'company' as const),
    born: fc.constantFrom(
      undefined,
      [1950, 1, 2] as const,
      [1950, 2, 1] as const,
      [null, 1, 2] as const,
      [1981, 5, 6] as const,
    ),
  })
  .map(({ born, ...values }) => contact(born ? { ...values, born } : values))
const list = fc.array(
  fc.oneof({ weight: 9, arbitrary: likely }, { weight: 1, arbitrary: contactArbitrary }),
  { maxLength: 7 },
)
const runs = { numRuns: 1_500 }

const otherSide = (side: Side): Side => (side === 'local' ? 'remote' : 'local')

function mirrored(candidate: Candidate): Candidate {
  const reasons = candidate.reasons.map((reason) => {
    if (reason.kind === 'resembles' || reason.kind === 'differs')
      return { ...reason, local: reason.remote, remote: reason.local }
    return reason.kind === 'companyIn' ? { ...reason, side: otherSide(reason.side) } : reason
  })
  return { ...candidate, localId: candidate.remoteId, remoteId: candidate.localId, reasons }
}
const sorted = (candidates: readonly Candidate[]) => candidates.map((one) => JSON.stringify(one)).sort()

describe('for any two lists', () => {
  test('swapping the sides swaps the pairs', () => {
    fc.assert(
      fc.property(list, list, (local, remote) => {
        const [left, right] = [entries('l', local), entries('r', remote)]
        expect(sorted(findCandidates(right, left).map(mirrored))).toEqual(sorted(findCandidates(left, right)))
      }),
      runs,
    )
  })

  test('the order of the items does not matter', () => {
    fc.assert(
      fc.property(list, list, fc.nat(), (local, remote, turn) => {
        const [left, right] = [entries('l', local), entries('r', remote)]
        const turned = [...left.slice(turn % 7), ...left.slice(0, turn % 7)]
        expect(findCandidates(turned, right.toReversed())).toEqual(findCandidates(left, right))
        expect(findDuplicates(turned)).toEqual(findDuplicates(left))
      }),
      runs,
    )
  })

  test('the order of a contact’s values does not change its candidates', () => {
    const many = fc.tuple(likely, likely).map(([one, other]) => ({
      ...one,
      emails: [...one.emails, ...other.emails],
      phones: [...one.phones, ...other.phones],
    }))
    const turn = (value: Contact) => ({
      ...value,
      emails: value.emails.toReversed(),
      phones: value.phones.toReversed(),
    })
    fc.assert(
      fc.property(fc.array(many, { maxLength: 4 }), fc.array(many, { maxLength: 4 }), (local, remote) => {
        const [left, right] = [entries('l', local), entries('r', remote)]
        const turned = entries('l', local.map(turn))
        const brief = (candidates: readonly Candidate[]) =>
          candidates.map(({ localId, remoteId, probability, automatic }) => [
            localId,
            remoteId,
            probability,
            automatic,
          ])
        expect(brief(findCandidates(turned, right))).toEqual(brief(findCandidates(left, right)))
      }),
      runs,
    )
  })

  test('pairs linked without asking meet the rule, have no contradiction and no competing candidate', () => {
    const rule = ({ kind, firstName, lastName, company: name }: Contact) =>
      kind === 'company' ? [folded(name)] : [folded(firstName), folded(lastName)]
    const emails = (value: Contact) => value.emails.map((email) => folded(email.value))
    fc.assert(
      fc.property(list, list, (local, remote) => {
        const found = findCandidates(entries('l', local), entries('r', remote))
        for (const { localId, remoteId, reasons } of found.filter(({ automatic }) => automatic)) {
          const [one, other] = [local[Number(localId.slice(1))], remote[Number(remoteId.slice(1))]]
          if (!one || !other) throw new Error('unknown id')
          expect(one.kind).toBe(other.kind)
          expect(rule(one)).toEqual(rule(other))
          expect(rule(one)).not.toContain('')
          expect(emails(one).some((email) => emails(other).includes(email))).toBe(true)
          const against = ['suffix', 'prefix', 'birthday', 'firstName', 'middleName']
          expect(reasons.some((reason) => reason.kind === 'differs' && against.includes(reason.field))).toBe(
            false,
          )
          expect(
            found.filter((rival) => rival.localId === localId || rival.remoteId === remoteId),
          ).toHaveLength(1)
        }
      }),
      runs,
    )
  })

  test('every candidate is above even odds and names two existing items', () => {
    fc.assert(
      fc.property(list, list, (local, remote) => {
        const pairs = findCandidates(entries('l', local), entries('r', remote))
        for (const { probability } of pairs) {
          expect(probability).toBeGreaterThanOrEqual(0.5)
          expect(probability).toBeLessThan(1)
        }
        expect(new Set(pairs.map(({ localId, remoteId }) => `${localId} ${remoteId}`)).size).toBe(
          pairs.length,
        )
      }),
      runs,
    )
  })
})

describe('the work grows linearly with the items, for 25,000 on each side', () => {
  const count = 25_000
  const compared = (make: (at: number) => Values): number => {
    const side = (name: string) =>
      Array.from({ length: count }, (_, at) => entry(`${name}${at}`, contact(make(at))))
    let pairs = 0
    findCandidates(side('l'), side('r'), { onCompare: () => pairs++ })
    return pairs
  }

  test.each<[string, (at: number) => Values]>([
    ['all are named John Smith', () => named('John|Smith')],
    ['all share one phone', (at) => named(`P${at}|Q${at}`, { phone: PHONE })],
    [
      'all share name, phone, e-mail and employer',
      () => named('John|Smith', { email: MAIL, phone: PHONE, company: 'Acme' }),
    ],
    [
      'all are named John Smith, and each has an address of his own',
      (at) => named('John|Smith', { email: `j${at}@x.example` }),
    ],
    [
      'all work for one employer under a hundred first names',
      (at) => named(`F${at % 100}|L${at}`, { company: 'Acme', email: `${at}@acme.example` }),
    ],
    ['all are born on one day', (at) => named(`F${at}|L${at}`, { born: [1970, 1, 1] })],
  ])('%s', (_, make) => expect(compared(make)).toBeLessThan(count * 20))

  test('a personal email address identifies a person among namesakes and links them', () => {
    const side = (name: string) =>
      Array.from({ length: 2_000 }, (_, at) =>
        entry(`${name}${at}`, contact(named('John|Smith', { email: `j${at}@x.example` }))),
      )
    const found = findCandidates(side('l'), side('r'))
    expect(found).toHaveLength(2_000)
    expect(
      found.every(({ localId, remoteId, automatic }) => automatic && localId.slice(1) === remoteId.slice(1)),
    ).toBe(true)
  })

  test('contacts that share name and email address with hundreds are never linked without asking', () => {
    const crowd = (name: string) =>
      Array.from({ length: 500 }, (_, at) =>
        entry(
          `${name}${at}`,
          contact(named('John|Smith', { email: MAIL, phone: `+1 212 555 ${String(at).padStart(4, '0')}` })),
        ),
      )
    const found = findCandidates(crowd('l'), crowd('r'))
    expect(found.length).toBeGreaterThan(0)
    expect(found.some(({ automatic }) => automatic)).toBe(false)
  })
})
